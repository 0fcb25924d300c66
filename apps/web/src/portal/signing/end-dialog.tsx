import { cancelSigning, declineSigning, type SigningView } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useSigningTexts } from './signing-texts.ts';

/** Declining or withdrawing, with the reason the others are told. */
export function EndDialog(props: {
  view: SigningView;
  how: 'decline' | 'cancel';
  onClose: () => void;
  onEnded: (view: SigningView) => void;
}) {
  const { view, how } = props;
  const t = useSigningTexts();
  const [reason, setReason] = useState('');
  const sending = useSend(
    (requestId) => {
      const input = { params: { signingId: view.id }, body: { requestId, reason: reason.trim() } };
      return how === 'decline' ? api.call(declineSigning, input) : api.call(cancelSigning, input);
    },
    (ended) => props.onEnded(ended as SigningView),
  );
  return (
    <Dialog title={how === 'decline' ? t.decline : t.cancel} onClose={props.onClose}>
      <DialogForm
        label={how === 'decline' ? t.decline : t.cancel}
        kind="danger"
        back={t.back}
        {...sending}
        onClose={props.onClose}
      >
        <p>{how === 'decline' ? t.declineText : t.cancelText}</p>
        <ReasonField label={t.reason} hint={t.reasonHint} longest={300} value={reason} onChange={setReason} />
      </DialogForm>
    </Dialog>
  );
}
