import type { Text } from '../../../kernel/text.ts';
import type { DeliveryPlugs } from '../deps.ts';
import type { Carrier } from './carrier.ts';

type Carriers = Pick<DeliveryPlugs, 'carrier' | 'otherCarriers'>;

/** All who can be asked where a parcel is, the one we order with first. */
export function carriersOf({ carrier, otherCarriers = [] }: Carriers): readonly Carrier[] {
  return carrier ? [carrier, ...otherCarriers] : otherCarriers;
}

/** Who is meant by what a person wrote for the carrier; undefined: nobody we can ask. */
export function carrierCalled(carriers: Carriers, written: string): Carrier | undefined {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return carriersOf(carriers).find((one) =>
    [one.name.zh, one.name.en, ...(one.alsoCalled ?? [])].some((name) => plain(name) === plain(written)),
  );
}

/** Who is asked about a parcel: by the name it was entered under. */
export function carrierOfParcel(
  carriers: Carriers,
  parcel: { readonly how: string; readonly carrier: Text },
): Carrier | undefined {
  if (parcel.how === 'pick-up') return carriers.carrier;
  return carriersOf(carriers).find((one) => one.name.zh === parcel.carrier.zh);
}
