import { type CompiledCore, compileCore, type ItemCore } from './compile-core.ts';
import type { CompiledItem } from './compile-item.ts';

/** What the browser may have of an item: enough to fill, preview and judge. Plain JSON. */
export interface ClientItem {
  readonly core: ItemCore;
  /** Digest of the rules, made by the server. */
  readonly digest: string;
}

/** The judging part of an item for the browser. */
export function clientItem(item: CompiledItem): ClientItem {
  return { core: item.core, digest: item.digest };
}

/** Compiles what `clientItem` gave; `judge`, `preview`, `materialsNeeded` take the result. */
export function compileClientItem(client: ClientItem): CompiledCore {
  return compileCore(client.core, client.digest);
}
