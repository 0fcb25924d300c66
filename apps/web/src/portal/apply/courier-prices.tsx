import { getCourierPrices } from '@miaopi/contracts';
import type { Section } from '@miaopi/forms';
import { useRead } from '../../app/api.ts';
import { formatMoney } from '../../texts/format.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { useAddressTexts } from '../delivery/address-texts.ts';
import type { FormEngine } from './engine.ts';

/** F111: what the courier will cost, before anything is filed. Shown while the form asks for an address and the applicant pays. */
export function CourierPrices({
  receiver,
  engine,
}: {
  receiver: NonNullable<Section['receiver']>;
  engine: FormEngine;
}) {
  const t = useAddressTexts();
  const say = useSay();
  const texts = useTexts();
  const asked = engine.paysCourier && engine.state.fields.get(receiver.address)?.visible === true;
  const read = useRead(getCourierPrices, {}, { enabled: asked, staleTime: 600_000 });
  if (!asked || !read.data) return null;
  const { carrier, prices } = read.data;
  const list = prices.map((p) => `${say(p.name)} ${formatMoney(p.fee)}`).join(texts.common.comma);
  return (
    <div className="address-choice">
      <Notice tone="info">
        <p>{carrier ? t.prices(say(carrier), list) : t.priceAtDoor}</p>
      </Notice>
    </div>
  );
}
