import type { Bill } from '@miaopi/contracts';
import { useState } from 'react';
import { useSend } from '../../app/use-send.ts';
import { formatMoney } from '../../texts/format.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useT } from './texts.ts';

/** How much goes back, and why. */
export function RefundDialog(props: {
  /** 分 */
  most: number;
  onClose: () => void;
  send: (amount: number, reason: string, requestId: string) => Promise<Bill>;
  done: (next: Bill) => void;
}) {
  const t = useT();
  const [sum, setSum] = useState((props.most / 100).toFixed(2));
  const [reason, setReason] = useState('');
  const fen = /^\d{1,10}(\.\d{1,2})?$/.test(sum.trim()) ? Math.round(Number(sum) * 100) : 0;
  const wrong = fen < 1 || fen > props.most;
  const sending = useSend((requestId) => props.send(fen, reason.trim(), requestId), props.done);
  return (
    <Dialog title={t('refund')} onClose={props.onClose}>
      <DialogForm label={t('send')} {...sending} onClose={props.onClose}>
        <Field label={t('amount')} hint={`${t('refundable')} ${formatMoney(props.most)}`}>
          {(c) => (
            <input
              {...c}
              className="input tabular"
              inputMode="decimal"
              maxLength={14}
              required
              data-fault={sum.trim() && wrong ? t('amountWrong') : undefined}
              value={sum}
              onChange={(event) => setSum(event.target.value)}
            />
          )}
        </Field>
        <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
      </DialogForm>
    </Dialog>
  );
}

/** Why a refund is not approved; the bill keeps it beside the refund. */
export function RejectDialog(props: {
  onClose: () => void;
  send: (note: string, requestId: string) => Promise<Bill>;
  done: (next: Bill) => void;
}) {
  const t = useT();
  const [note, setNote] = useState('');
  const sending = useSend((requestId) => props.send(note.trim(), requestId), props.done);
  return (
    <Dialog title={t('rejectTitle')} onClose={props.onClose}>
      <DialogForm label={t('reject')} {...sending} onClose={props.onClose}>
        <ReasonField label={t('reason')} hint={t('rejectHint')} value={note} onChange={setNote} />
      </DialogForm>
    </Dialog>
  );
}
