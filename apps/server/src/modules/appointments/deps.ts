import type { Calendar } from '@miaopi/identifiers';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Identity } from '../identity/index.ts';

export interface AppointmentsDeps {
  readonly kernel: Kernel;
  readonly identity: Pick<Identity, 'applicantFacts' | 'findOffice' | 'staffByAccount'>;
  readonly catalog: Pick<Catalog, 'item' | 'list'>;
  readonly calendar: Calendar;
}
