import { type FormEvent, useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** Says what will happen and asks why; shows why it was refused. */
export function ReasonDialog(props: {
  title: string;
  text: string;
  danger?: boolean;
  send: (given: { requestId: string; reason: string }) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const [requestId] = useState(newRequestId);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await props.send({ requestId, reason: reason.trim() });
      props.onDone();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <p>{props.text}</p>
        <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
        {error !== undefined && <Failure error={error} />}
        <div className="button-row">
          <Button type="submit" kind={props.danger ? 'danger' : 'primary'} disabled={busy}>
            {t('confirm')}
          </Button>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
