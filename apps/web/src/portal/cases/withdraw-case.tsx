import { type CaseView, getCase, withdrawCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKey } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useTexts } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';

/** Taking the application back, as long as nothing is decided: why, and once more asked. */
export function WithdrawCase({ view }: { view: CaseView }) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (!view.abilities.withdraw?.allowed) return null;
  return (
    <div>
      <Button icon="back" onClick={() => setOpen(true)}>
        {texts.cases.withdraw}
      </Button>
      {open && <WithdrawDialog caseId={view.id} reason={reason} onReason={setReason} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** @param props.reason kept outside: what was written is there again when it is opened again */
function WithdrawDialog(props: {
  caseId: string;
  reason: string;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const { caseId, reason, onClose } = props;
  const texts = useTexts();
  const client = useQueryClient();
  const params = { caseId };
  const sending = useSend(
    (requestId) => api.call(withdrawCase, { params, body: { requestId, reason: reason.trim() } }),
    (gone) => {
      client.setQueryData(queryKey(getCase, { params }), gone);
      onClose();
    },
  );
  return (
    <Dialog title={texts.cases.withdrawTitle} onClose={onClose}>
      <DialogForm label={texts.cases.withdrawConfirm} kind="danger" {...sending} onClose={onClose}>
        <p>{texts.cases.withdrawText}</p>
        <ReasonField
          label={texts.cases.withdrawReason}
          hint={texts.cases.withdrawReasonHint}
          longest={500}
          value={reason}
          onChange={props.onReason}
        />
      </DialogForm>
    </Dialog>
  );
}
