import { type OfficeDelivery, publishDelivery } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
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
  const sending = useSend(
    (requestId) => api.call(publishDelivery, { params: { deliveryId: delivery.id }, body: { requestId } }),
    props.done,
  );
  return (
    <Dialog title={words.publish} onClose={props.onClose}>
      <DialogForm label={words.publish} {...sending} onClose={props.onClose}>
        <p>
          <strong>{delivery.holder}</strong> {say(delivery.result)}{' '}
          <span className="tabular quiet">{delivery.resultNumber}</span>
        </p>
        <p>{words.publishAsk}</p>
      </DialogForm>
    </Dialog>
  );
}
