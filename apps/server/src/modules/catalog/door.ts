import type { CompiledItem } from '@miaopi/items';
import type { ServerModule } from '../../kernel/module.ts';

export interface Catalog {
  readonly module: ServerModule;
  /** The compiled package; the version in force unless one is named (running cases keep theirs). Undefined: no such item or version. */
  item(slug: string, version?: number): CompiledItem | undefined;
  /** Loads a version that is not in memory (an older one of a running case) from the store. */
  load(slug: string, version: number): Promise<CompiledItem | undefined>;
  /** Items in force. */
  list(): readonly CompiledItem[];
}
