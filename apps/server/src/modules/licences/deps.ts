import type { CompiledItem } from '@miaopi/items';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Limits } from '../identity/index.ts';
import type { Seals } from '../seals/index.ts';
import type { Press } from './press/press.ts';
import type { LicenceRow } from './store/rows.ts';
import type { TypeCatalogue } from './type-catalogue.ts';

/** Persons to be told of what concerns a holder: himself, or who represents the firm. */
export type ContactsOf = (holder: {
  readonly kind: 'person' | 'firm';
  readonly id: string;
}) => Promise<readonly string[]>;

/** Accounts of these ID numbers or USCCs, by number; those without one are left out. */
export type HoldersOf = (
  kind: 'person' | 'firm',
  numbers: readonly string[],
) => Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>>;

/** What a picture is by its content; undefined when it is no whole JPEG or PNG, or too large to be drawn. */
export type PictureOf = (data: Buffer) => { readonly width: number; readonly height: number } | undefined;

/** What the use cases of this module are given. */
export interface LicencesDeps {
  readonly kernel: Kernel;
  readonly seals: Seals;
  readonly press: Press;
  readonly limits: Limits;
  /** The compiled package in that version. */
  item(slug: string, version: number): Promise<CompiledItem | undefined>;
  readonly types: TypeCatalogue;
  /** The item in force. */
  itemInForce(slug: string): Promise<CompiledItem | undefined>;
  /** Items there are. */
  slugs(): Promise<ReadonlySet<string>>;
  readonly contactsOf: ContactsOf;
  readonly holdersOf: HoldersOf;
  readonly pictureOf: PictureOf;
  /** 无条件共享、有条件共享、不予共享: of the licence's type. */
  shareClassOf(row: LicenceRow): Promise<ShareClass>;
  /** Secret of the installation; shared secrets of registered systems are derived from it. */
  readonly secret: string;
}

export type ShareClass = 'unconditional' | 'conditional' | 'none';
