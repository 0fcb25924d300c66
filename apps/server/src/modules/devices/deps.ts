import type { Kernel } from '../../kernel/kernel.ts';
import type { Appointments } from '../appointments/index.ts';
import type { Cases } from '../cases/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Identity, Limits } from '../identity/index.ts';

export interface DevicesDeps {
  readonly kernel: Kernel;
  readonly limits: Pick<Limits, 'spend'>;
  readonly identity: Pick<Identity, 'serviceCentres'>;
  readonly catalog: Pick<Catalog, 'item'>;
  readonly appointments: Pick<Appointments, 'hallFor' | 'hallsAround' | 'hallsWithin' | 'isBookedOn'>;
  readonly cases: Pick<Cases, 'caseOfNumber'>;
}
