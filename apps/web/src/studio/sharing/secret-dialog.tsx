import { useRef, useState } from 'react';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** accessId and key, once: closed, they can't be read again. */
export function SecretDialog(props: { accessId: string; secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('secretTitle')}>
      <Notice tone="waiting">
        <p>{t('secretText')}</p>
      </Notice>
      <CopyField label={t('accessId')} value={props.accessId} />
      <CopyField label={t('secret')} value={props.secret} />
      <div className="button-row">
        <Button kind="primary" onClick={props.onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  );
}

function CopyField({ label, value }: { label: string; value: string }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  async function copy() {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // no clipboard for this page: the text stands selected, to be copied with the keyboard
    }
  }
  return (
    <Field label={label}>
      {(c) => (
        <div className="copy-field">
          <input {...c} ref={input} className="input input--code" readOnly value={value} />
          <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()} aria-label={`${t('copy')} ${label}`}>
            {copied ? t('copied') : t('copy')}
          </Button>
        </div>
      )}
    </Field>
  );
}
