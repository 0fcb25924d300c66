import type { Kernel } from '../../kernel/kernel.ts';
import type { Audit } from '../audit/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Limits } from '../identity/index.ts';

export interface StandardDeps {
  readonly kernel: Kernel;
  readonly audit: Audit;
  readonly catalog: Catalog;
  readonly limits: Limits;
}
