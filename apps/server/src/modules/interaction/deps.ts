import type { Calendar } from '@miaopi/identifiers';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Cases } from '../cases/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Identity } from '../identity/index.ts';

export interface InteractionDeps {
  readonly kernel: Kernel;
  readonly cases: Pick<Cases, 'ownCase' | 'officialHandles'>;
  readonly catalog: Pick<Catalog, 'item'>;
  readonly identity: Pick<Identity, 'applicantFacts' | 'findOffice' | 'offices' | 'officialsOf' | 'serviceCentres'>;
  readonly calendar: Calendar;
}
