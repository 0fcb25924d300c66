import { cancelSigning, declineSigning, type SigningView } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useFaults } from '../../ui/use-faults.ts';
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
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const faults = useFaults({ reason: reason.trim().length < 2 && texts.common.whyNeeded });
  const [trouble, setTrouble] = useState<unknown>();
  const [requestId] = useState(newRequestId);
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      const input = { params: { signingId: view.id }, body: { requestId, reason: reason.trim() } };
      props.onEnded(
        (how === 'decline'
          ? await api.call(declineSigning, input)
          : await api.call(cancelSigning, input)) as SigningView,
      );
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <Dialog title={how === 'decline' ? t.decline : t.cancel} onClose={props.onClose}>
      <p>{how === 'decline' ? t.declineText : t.cancelText}</p>
      <Field label={t.reason} hint={t.reasonHint} {...faults.of('reason')}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="danger"
          disabled={busy}
          onClick={(event) => {
            if (faults.none(event.currentTarget)) void end();
          }}
        >
          {how === 'decline' ? t.decline : t.cancel}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {t.back}
        </Button>
      </div>
    </Dialog>
  );
}
