import { useState } from 'react';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
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
  const [reason, setReason] = useState('');
  const sending = useSend((requestId) => props.send({ requestId, reason: reason.trim() }), props.onDone);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <DialogForm label={t('confirm')} kind={props.danger ? 'danger' : 'primary'} {...sending} onClose={props.onClose}>
        <p>{props.text}</p>
        <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
      </DialogForm>
    </Dialog>
  );
}
