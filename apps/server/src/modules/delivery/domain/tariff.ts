import type { Text } from '../../../kernel/text.ts';

/** 寄费: what the carrier takes for a parcel, by where it comes from or goes to. In 分. */
export interface CourierTariff {
  /** The first that the address names holds. */
  readonly regions: readonly {
    readonly name: Text;
    /** Words of which an address there has one, as `云州市`. */
    readonly words: readonly string[];
    readonly fee: number;
  }[];
  readonly elsewhere: { readonly name: Text; readonly fee: number };
}

/** The fee for a parcel between the office and this address, and the region it is that of. */
export function feeFor(tariff: CourierTariff, address: string): { readonly name: Text; readonly fee: number } {
  const plain = address.normalize('NFKC').replace(/\s/g, '');
  return tariff.regions.find((r) => r.words.some((word) => plain.includes(word))) ?? tariff.elsewhere;
}

/** What is told of a tariff: each region with its price, in 分. */
export function pricesOf({ regions, elsewhere }: CourierTariff): { readonly name: Text; readonly fee: number }[] {
  return [...regions, elsewhere].map(({ name, fee }) => ({ name, fee }));
}

/** What is wrong with a tariff as it was described; undefined when nothing is. */
export function tariffFault(given: unknown): string | undefined {
  const { regions, elsewhere } = (given ?? {}) as Partial<CourierTariff>;
  const named = (t: unknown) =>
    typeof (t as Text | undefined)?.zh === 'string' && typeof (t as Text | undefined)?.en === 'string';
  const price = (fee: unknown) => Number.isSafeInteger(fee) && (fee as number) > 0 && (fee as number) <= 100_000;
  if (!Array.isArray(regions)) return 'tariff.regions is no list';
  const wrong = regions.findIndex(
    (r) =>
      !named(r?.name) ||
      !price(r?.fee) ||
      !Array.isArray(r?.words) ||
      r.words.length === 0 ||
      r.words.some((w: unknown) => typeof w !== 'string' || w === ''),
  );
  if (wrong >= 0) return `tariff.regions[${wrong}] needs name, words and a fee in 分 above nothing`;
  return named(elsewhere?.name) && price(elsewhere?.fee) ? undefined : 'tariff.elsewhere needs name and fee';
}
