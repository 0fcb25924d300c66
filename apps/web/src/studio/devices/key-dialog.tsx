import { CopyField } from '../../ui/copy-field.tsx';
import { Button, Dialog, Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** The key, once: closed, it can't be read again. */
export function KeyDialog(props: { secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t('keyTitle')}>
      <Notice tone="waiting">
        <p>{t('keyText')}</p>
      </Notice>
      <CopyField label={t('key')} value={props.secret} words={{ copy: t('copy'), copied: t('copied') }} />
      <div className="button-row">
        <Button kind="primary" onClick={props.onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  );
}
