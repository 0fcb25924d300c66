import * as c from '@miaopi/contracts';
import type { Actor, PersonActor, StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { carriersOf } from './carriers/find-carrier.ts';
import { takesFees } from './courier-bill.ts';
import type { DeliveryDeps } from './deps.ts';
import { pricesOf } from './domain/tariff.ts';
import { deliveryErrors } from './errors.ts';
import { seesIncoming } from './incoming-policy.ts';
import { ownPapersWanted, papersWanted } from './papers-wanted.ts';
import { delivers } from './policy.ts';
import { presentOfficeIncoming, presentOwnIncoming } from './present-incoming.ts';
import {
  countIncoming,
  findIncoming,
  type IncomingRow,
  incomingOfCase,
  listIncoming,
  onTheShelf,
} from './store/incoming.ts';
import { cancelParcel } from './use-cases/cancel-parcel.ts';
import { giveBack, loseParcel } from './use-cases/keep-papers.ts';
import { openParcel } from './use-cases/open-parcel.ts';
import { sendPapers } from './use-cases/send-papers.ts';

/** 材料寄送 for the applicant, 来件 for the office (F203). */
export function incomingRoutes(deps: DeliveryDeps): BoundRoute[] {
  const { read } = deps.kernel;

  async function ofCase(actor: Actor, caseId: string) {
    const { sendIn, purpose, papers, until } = await ownPapersWanted(deps, read, actor, caseId);
    const parcels = await incomingOfCase(read, caseId);
    return {
      ...(sendIn && purpose
        ? {
            offer: {
              purpose,
              papers: papers.map((p) => p.name),
              ...(until ? { until } : {}),
              to: { name: sendIn.name, phone: sendIn.phone, address: sendIn.address },
              ...(deps.carrier ? { carrier: deps.carrier.name } : {}),
              tracked: carriersOf(deps).map((one) => one.name),
              ...(sendIn.paidBy === 'sender' && takesFees(deps) && deps.carrier?.tariff
                ? { tariff: pricesOf(deps.carrier.tariff) }
                : {}),
              paidBy: sendIn.paidBy,
            },
          }
        : {}),
      parcels: await Promise.all(parcels.map((p) => presentOwnIncoming(read, p))),
    };
  }
  async function visible(actor: StaffActor, id: string): Promise<IncomingRow> {
    const row = await findIncoming(read, id);
    if (!row || !seesIncoming(actor, row)) throw deliveryErrors.parcel_missing();
    return row;
  }
  const shown = async (actor: StaffActor, id: string) => presentOfficeIncoming(read, actor, await visible(actor, id));

  return [
    route(c.getCaseParcels, ({ actor, params }) => ofCase(actor, params.caseId)),
    route(c.sendPapers, async ({ actor, params, body }) => {
      await sendPapers(deps, actor as PersonActor, params.caseId, body);
      return ofCase(actor, params.caseId);
    }),
    route(c.cancelParcel, async ({ actor, params, body }) =>
      ofCase(actor, await cancelParcel(deps, actor as PersonActor, params.parcelId, body.requestId)),
    ),
    route(c.listIncoming, async ({ actor, query }) => {
      const staff = actor as StaffActor;
      if (!delivers(staff)) throw deliveryErrors.not_yours();
      const q = query.q?.replace(/\p{Cc}/gu, '').trim();
      const [rows, counts] = await Promise.all([
        listIncoming(read, {
          office: staff.office,
          limit: query.limit ?? 50,
          ...(query.list ? { list: query.list } : {}),
          ...(q ? { q } : {}),
        }),
        countIncoming(read, staff.office),
      ]);
      return { parcels: await Promise.all(rows.map((p) => presentOfficeIncoming(read, staff, p))), counts };
    }),
    route(c.getIncoming, async ({ actor, params }) => {
      const staff = actor as StaffActor;
      const row = await visible(staff, params.parcelId);
      const [asked, here] = await Promise.all([papersWanted(deps, read, row.caseId), onTheShelf(read, row.caseId)]);
      return {
        parcel: await presentOfficeIncoming(read, staff, row),
        ...(asked?.purpose ? { purpose: asked.purpose } : {}),
        wanted: (asked?.papers ?? []).map(({ name, files }) => ({
          name,
          uploads: [...files],
          here: here.has(name.zh),
        })),
      };
    }),
    route(c.openParcel, async ({ actor, params, body }) => {
      await openParcel(deps, actor as StaffActor, params.parcelId, body);
      return shown(actor as StaffActor, params.parcelId);
    }),
    route(c.loseParcel, async ({ actor, params, body }) => {
      await loseParcel(deps, actor as StaffActor, params.parcelId, body);
      return shown(actor as StaffActor, params.parcelId);
    }),
    route(c.giveBackPapers, async ({ actor, params, body }) => {
      await giveBack(deps, actor as StaffActor, params.parcelId, body);
      return shown(actor as StaffActor, params.parcelId);
    }),
  ];
}
