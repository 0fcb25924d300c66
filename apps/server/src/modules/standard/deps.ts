import type { Kernel } from '../../kernel/kernel.ts';
import type { Audit } from '../audit/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Limits } from '../identity/index.ts';
import type { Licences } from '../licences/index.ts';
import type { Front } from './store/front.ts';

export interface StandardDeps {
  readonly kernel: Kernel;
  readonly audit: Audit;
  readonly catalog: Catalog;
  readonly licences: Licences;
  readonly limits: Limits;
  /** Where the exchange schema is. */
  readonly front: Front;
  /** `data_source` of our rows there. */
  readonly source: string;
  /** What a process does once. */
  readonly once: { itemsHandedOver: boolean };
}
