import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { type DeliveryDeps, type DeliveryPlugs, incomingJob, parcelJob } from './deps.ts';
import { incomingRoutes } from './incoming-routes.ts';
import { deliveryRoutes } from './routes.ts';
import { earliestPosted } from './store/incoming.ts';
import { endNotices, releaseResult } from './use-cases/act.ts';
import { followAllIncoming, followIncoming } from './use-cases/follow-incoming.ts';
import { followAll, followParcel } from './use-cases/follow-parcel.ts';
import { type ResultDue, recordDue } from './use-cases/record-due.ts';
import { feeLapsed, feePaid } from './use-cases/take-courier-fee.ts';

/** How results reach their holders. Hears `cases.result_due` and `cases.result_released`. */
export interface Delivery {
  readonly module: ServerModule;
  /** Day (yyyy-mm-dd) on which papers for a case that were not opened yet were posted, the earliest; undefined when none are on their way. */
  postedOn(caseId: string): Promise<string | undefined>;
}

export function createDelivery(kernel: Kernel, plugs: DeliveryPlugs): Delivery {
  const deps: DeliveryDeps = { kernel, ...plugs };
  return {
    postedOn: (caseId) => earliestPosted(kernel.read, caseId),
    module: {
      name: 'delivery',
      routes: [...deliveryRoutes(deps), ...incomingRoutes(deps)],
      jobs: {
        [parcelJob]: (payload) => followParcel(deps, (payload as { id: string }).id),
        [incomingJob]: (payload) => followIncoming(deps, (payload as { id: string }).id),
        'delivery.follow_all': async () => {
          await followAll(deps);
          await followAllIncoming(deps);
        },
        'delivery.end_notices': () => endNotices(deps),
      },
      schedule: { 'delivery.follow_all': '*/30 * * * *', 'delivery.end_notices': '25 16-18 * * *' },
      subscribers: {
        'payments.parcel_paid': async (events) => {
          for (const { payload } of events) await feePaid(deps, (payload as { parcelId: string }).parcelId);
        },
        'payments.parcel_unpaid': async (events) => {
          for (const { payload } of events) await feeLapsed(deps, (payload as { parcelId: string }).parcelId);
        },
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
