import type { Guide, getHome, listSmartItems, ReplyOf } from '@miaopi/contracts';
import type { CompiledItem } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';

export interface Catalog {
  readonly module: ServerModule;
  /** The compiled package; the version in force unless one is named (running cases keep theirs). Undefined: no such item or version. */
  item(slug: string, version?: number): CompiledItem | undefined;
  /** Loads a version that is not in memory (an older one of a running case) from the store. */
  load(slug: string, version: number): Promise<CompiledItem | undefined>;
  /** Slugs whose version came into force at this start. */
  published(): readonly string[];
  /** Slugs of the items in force. */
  slugs(): readonly string[];
  /** Items in force. Compiles those that were not asked for yet. */
  list(): readonly CompiledItem[];
  /** The guide of the version in force, as its route answers it. */
  guide(slug: string): Promise<Guide | undefined>;
  /** What the portal's home shows. */
  home(): Promise<Home>;
  /** The items the machine may grant (智能审批事项清单). */
  smart(): Promise<SmartItems>;
  /** Puts entries of a directory into the search that have no package: found and described, handled at the counter. At most 50,000 at once. */
  importDirectory(actor: Actor, entries: readonly DirectoryEntry[]): Promise<void>;
}

export type Home = ReplyOf<typeof getHome>;
export type SmartItems = ReplyOf<typeof listSmartItems>;

/** An item known from a directory only. */
export interface DirectoryEntry {
  readonly slug: string;
  readonly name: Text;
  readonly summary: Text;
  readonly keywords: readonly string[];
  readonly office: { readonly code: string; readonly name: Text };
  readonly region: string;
  readonly objects: readonly ('person' | 'firm')[];
  readonly themes?: readonly string[];
  readonly events?: readonly string[];
  /** 事项类型 code; 20 公共服务 unless told. */
  readonly nature?: string;
}

/** Living figures of cases; `wiring/` fills them from the case module. */
export interface Figures {
  readonly submitted: number;
  readonly decided: number;
  readonly automatic: number;
  /** ms from submission to closing of automatic cases; null when there was none. */
  readonly medianMs: number | null;
}

export interface CatalogPlugs {
  /** @param day yyyy-mm-dd */
  figuresOfDay(day: string): Promise<Figures>;
  /** @param since yyyy-mm-dd */
  figuresByItem(since: string): Promise<readonly (Figures & { readonly slug: string })[]>;
  /** The newest published experiences of people whose cases are closed (F064); none unless told. */
  experiencesOf?(slug: string): Promise<Guide['experiences']>;
  /** Name of the region this installation serves; the demo district's unless told. */
  region?(): Text;
}
