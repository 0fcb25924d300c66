import { changeSealState, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useSealsTexts } from './seals-texts.ts';

export type StateAction = 'suspend' | 'resume' | 'report-lost' | 'revoke';

/** Suspending, resuming, reporting lost: with the reason, which stays with the seal. */
export function SealStateDialog(props: {
  seal: SealCard;
  action: StateAction;
  onClose: () => void;
  onDone: () => void;
}) {
  const { seal, action } = props;
  const t = useSealsTexts();
  const [reason, setReason] = useState('');
  const sending = useSend(
    (requestId) =>
      api.call(changeSealState, {
        params: { sealId: seal.id },
        body: { requestId, action: action as never, reason: reason.trim() },
      }),
    props.onDone,
  );
  return (
    <Dialog title={t.stateTitle[action] ?? ''} onClose={props.onClose}>
      <DialogForm
        label={t.stateTitle[action]}
        kind={action === 'resume' ? 'primary' : 'danger'}
        back={t.cancel}
        {...sending}
        onClose={props.onClose}
      >
        <p>{t.stateText[action]}</p>
        <ReasonField label={t.why} longest={300} value={reason} onChange={setReason} />
      </DialogForm>
    </Dialog>
  );
}
