import { type OfficeDelivery, publishDelivery } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog } from '../../ui/kit.tsx';
import { WORDS } from './deliveries-texts.ts';

/** Anybody can read a public notice, and after its days it counts as delivered: asked once more before it goes out. */
export function PublishDialog(props: { delivery: OfficeDelivery; onClose: () => void; done: () => void }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const { delivery } = props;
  const [requestId] = useState(newRequestId);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function send() {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(publishDelivery, { params: { deliveryId: delivery.id }, body: { requestId } });
      props.done();
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  return (
    <Dialog title={words.publish} onClose={props.onClose}>
      <DialogForm
        label={words.publish}
        busy={busy}
        trouble={trouble}
        onSend={() => void send()}
        onClose={props.onClose}
      >
        <p>
          <strong>{delivery.holder}</strong> {say(delivery.result)}{' '}
          <span className="tabular quiet">{delivery.resultNumber}</span>
        </p>
        <p>{words.publishAsk}</p>
      </DialogForm>
    </Dialog>
  );
}
