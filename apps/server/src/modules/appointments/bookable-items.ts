import type { OwnBooking } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import type { AppointmentsDeps } from './deps.ts';
import { appointmentsErrors } from './errors.ts';

export interface BookableItem {
  readonly slug: string;
  readonly name: Text;
  readonly office: { readonly uscc: string; readonly name: Text };
  readonly bring: OwnBooking['bring'];
}

type Catalog = AppointmentsDeps['catalog'];
type Compiled = NonNullable<ReturnType<Catalog['item']>>;

/** 是否支持预约办理: the item says so itself (GB/T 39554.2, `bookable` of item.yaml). @throws appointments.item_not_bookable */
export function bookableItem(catalog: Catalog, slug: string): BookableItem {
  const item = catalog.item(slug);
  if (!item?.package.item.bookable) throw appointmentsErrors.item_not_bookable();
  return present(item);
}

/** What to bring for an item, also when it can't be booked any more. */
export function whatToBring(catalog: Catalog, slug: string): BookableItem['bring'] {
  const item = catalog.item(slug);
  return item ? present(item).bring : [];
}

export function bookableItems(catalog: Catalog): BookableItem[] {
  return catalog
    .list()
    .filter((item) => item.package.item.bookable)
    .map(present);
}

export function isBookable(catalog: Catalog, slug: string): boolean {
  return catalog.item(slug)?.package.item.bookable === true;
}

/** Items in charge of an office. */
export function itemsOfOffice(catalog: Catalog, office: string): string[] {
  return bookableItems(catalog)
    .filter((item) => item.office.uscc === office)
    .map((item) => item.slug);
}

const identityCard = {
  name: { zh: '本人有效身份证件原件', en: 'Your own valid identity document' },
} as const;

/** What to bring: the identity card, and what only the person has; the rest is looked up by the offices. */
function present({ package: pkg }: Compiled): BookableItem {
  const { name, office, materials } = pkg.item;
  return {
    slug: pkg.slug,
    name,
    office: { uscc: office.uscc, name: office.name },
    bring: [
      identityCard,
      ...materials
        .filter((m) => 'field' in m.by)
        .map((m) => ({ name: m.name, ...(m.whenText ? { when: m.whenText } : {}) })),
    ],
  };
}
