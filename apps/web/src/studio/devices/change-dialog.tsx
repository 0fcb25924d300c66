import { changeDevice, type HallDevice, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useT } from './texts.ts';

export type Change = 'new-key' | 'retire';

/** A new key, or the end: says what will come of it. */
export function ChangeDialog(props: {
  device: HallDevice;
  change: Change;
  onClose: () => void;
  onDone: (answer: ReplyOf<typeof changeDevice>) => void;
}) {
  const t = useT();
  const { device, change } = props;
  const [reason, setReason] = useState('');
  const title = t(change === 'retire' ? 'retire' : 'newKey');
  const sending = useSend(
    (requestId) =>
      api.call(changeDevice, {
        params: { deviceId: device.id },
        body: { requestId, change, ...(change === 'retire' ? { reason: reason.trim() } : {}) },
      }),
    props.onDone,
  );
  return (
    <Dialog title={`${title} · ${device.name}`} onClose={props.onClose}>
      <DialogForm label={title} kind={change === 'retire' ? 'danger' : 'primary'} {...sending} onClose={props.onClose}>
        <p>{t(change === 'retire' ? 'retireText' : 'newKeyText')}</p>
        {change === 'retire' && (
          <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
        )}
      </DialogForm>
    </Dialog>
  );
}
