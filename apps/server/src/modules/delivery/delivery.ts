import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { type DeliveryDeps, type DeliveryPlugs, parcelJob } from './deps.ts';
import { deliveryRoutes } from './routes.ts';
import { endNotices, releaseResult } from './use-cases/act.ts';
import { followAll, followParcel } from './use-cases/follow-parcel.ts';
import { type ResultDue, recordDue } from './use-cases/record-due.ts';

/** How results reach their holders. Hears `cases.result_due` and `cases.result_released`. */
export interface Delivery {
  readonly module: ServerModule;
}

export function createDelivery(kernel: Kernel, plugs: DeliveryPlugs): Delivery {
  const deps: DeliveryDeps = { kernel, ...plugs };
  return {
    module: {
      name: 'delivery',
      routes: deliveryRoutes(deps),
      jobs: {
        [parcelJob]: (payload) => followParcel(deps, (payload as { id: string }).id),
        'delivery.follow_all': () => followAll(deps),
        'delivery.end_notices': () => endNotices(deps),
      },
      schedule: { 'delivery.follow_all': '*/30 * * * *', 'delivery.end_notices': '25 16-18 * * *' },
      subscribers: {
        'cases.result_due': async (events) => {
          for (const { payload } of events) await recordDue(deps, payload as ResultDue);
        },
        'cases.result_released': async (events) => {
          for (const { payload } of events) await releaseResult(deps, payload as { caseId: string; by: string });
        },
      },
    },
  };
}
