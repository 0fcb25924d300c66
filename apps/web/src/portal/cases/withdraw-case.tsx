import { type CaseView, getCase, withdrawCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, newRequestId, queryKey } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';

/** Taking the application back, as long as nothing is decided: why, and once more asked. */
export function WithdrawCase({ view }: { view: CaseView }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const requestId = useRef(newRequestId());
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
          <DialogForm
            label={texts.cases.withdrawConfirm}
            kind="danger"
            trouble={trouble}
            busy={busy}
            onSend={() => void send()}
            onClose={() => setOpen(false)}
          >
            <p>{texts.cases.withdrawText}</p>
            <ReasonField
              label={texts.cases.withdrawReason}
              hint={texts.cases.withdrawReasonHint}
              longest={500}
              value={reason}
              onChange={setReason}
            />
          </DialogForm>
        </Dialog>
      )}
    </div>
  );
}
