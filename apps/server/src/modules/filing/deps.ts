import type { Kernel } from '../../kernel/kernel.ts';
import type { Cases } from '../cases/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Connector, Exchange } from '../exchange/index.ts';
import type { Forms } from '../forms/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Materials } from '../materials/index.ts';

export interface FilingDeps {
  readonly kernel: Kernel;
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly forms: Pick<Forms, 'open' | 'fill'>;
  readonly materials: Pick<Materials, 'receive'>;
  readonly cases: Pick<Cases, 'throughDepartment'>;
  readonly exchange: Pick<Exchange, 'ask'>;
  /** DER of the roots that the systems' certificates stem from; none where there is no exchange. */
  readonly anchors: readonly Uint8Array[];
  /** How a registered system is told something; undefined where there is no exchange. */
  connectorTo(system: { readonly id: string; readonly pushUrl: string }): Connector | undefined;
}
