import { type CaseView, getCase, withdrawCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, newRequestId, queryKey } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useFaults } from '../../ui/use-faults.ts';

/** Taking the application back, as long as nothing is decided: why, and once more asked. */
export function WithdrawCase({ view }: { view: CaseView }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const requestId = useRef(newRequestId());
  const faults = useFaults({ reason: reason.trim().length < 2 && texts.common.whyNeeded });
  if (!view.abilities.withdraw?.allowed) return null;
  const send = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const gone = await api.call(withdrawCase, {
        params: { caseId: view.id },
        body: { requestId: requestId.current, reason: reason.trim() },
      });
      client.setQueryData(queryKey(getCase, { params: { caseId: view.id } }), gone);
      setOpen(false);
    } catch (error) {
      requestId.current = newRequestId();
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <div>
      <Button icon="back" onClick={() => setOpen(true)}>
        {texts.cases.withdraw}
      </Button>
      {open && (
        <Dialog title={texts.cases.withdrawTitle} onClose={() => setOpen(false)}>
          <p>{texts.cases.withdrawText}</p>
          <ReasonField
            label={texts.cases.withdrawReason}
            hint={texts.cases.withdrawReasonHint}
            longest={500}
            value={reason}
            onChange={setReason}
            {...faults.of('reason')}
          />
          {trouble !== undefined && <Failure error={trouble} />}
          <div className="button-row">
            <Button
              kind="danger"
              disabled={busy}
              onClick={(event) => {
                if (faults.none(event.currentTarget)) void send();
              }}
            >
              {texts.cases.withdrawConfirm}
            </Button>
            <Button kind="text" onClick={() => setOpen(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
