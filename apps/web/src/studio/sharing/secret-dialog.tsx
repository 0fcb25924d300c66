import { CopyField } from '../../ui/copy-field.tsx';
import { Button, Dialog, Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** accessId and key, once: closed, they can't be read again. */
export function SecretDialog(props: { accessId: string; secret: string; onClose: () => void }) {
  const t = useT();
  const words = { copy: t('copy'), copied: t('copied') };
  return (
    <Dialog title={t('secretTitle')}>
      <Notice tone="waiting">
        <p>{t('secretText')}</p>
      </Notice>
      <CopyField label={t('accessId')} value={props.accessId} words={words} />
      <CopyField label={t('secret')} value={props.secret} words={words} />
      <div className="button-row">
        <Button kind="primary" onClick={props.onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  );
}
