import { changeSealState, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useFaults } from '../../ui/use-faults.ts';
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
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const faults = useFaults({ reason: reason.trim().length < 2 && texts.common.whyNeeded });
  const [trouble, setTrouble] = useState<unknown>();
  const [requestId] = useState(newRequestId);
  const change = async () => {
    try {
      await api.call(changeSealState, {
        params: { sealId: seal.id },
        body: { requestId, action: action as never, reason: reason.trim() },
      });
      props.onDone();
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <Dialog title={t.stateTitle[action] ?? ''} onClose={props.onClose}>
      <p>{t.stateText[action]}</p>
      <Field label={t.why} {...faults.of('reason')}>
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
          kind={action === 'resume' ? 'primary' : 'danger'}
          onClick={(event) => {
            if (faults.none(event.currentTarget)) void change();
          }}
        >
          {t.stateTitle[action]}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
