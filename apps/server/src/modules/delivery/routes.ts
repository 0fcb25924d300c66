import * as c from '@miaopi/contracts';
import type { Actor, PersonActor, StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskName } from '../identity/index.ts';
import { takesFees } from './courier-bill.ts';
import type { DeliveryDeps } from './deps.ts';
import type { DeliveryState } from './domain/delivery-life.ts';
import { pricesOf } from './domain/tariff.ts';
import { deliveryErrors } from './errors.ts';
import { deliveryProof } from './papers/proof.ts';
import { delivers, owns, sees } from './policy.ts';
import { presentOffice, presentOwn } from './present.ts';
import { listAddresses } from './store/addresses.ts';
import {
  countOfOffice,
  type DeliveryRow,
  deliveryOfCase,
  eventsOf,
  findDelivery,
  listOfOffice,
  listPublished,
} from './store/deliveries.ts';
import { handOver, publishNotice, sendAgain, toCounter } from './use-cases/act.ts';
import { keepAddress, mostAddresses, removeAddress } from './use-cases/keep-address.ts';

const lists: Readonly<Record<'counter' | 'failed' | 'moving' | 'done', readonly DeliveryState[]>> = {
  counter: ['ready', 'published', 'unpaid'],
  failed: ['returned', 'withheld'],
  moving: ['to-send', 'moving', 'out'],
  done: ['delivered'],
};

export function deliveryRoutes(deps: DeliveryDeps): BoundRoute[] {
  const { read } = deps.kernel;
  const office = async (id: string) =>
    presentOffice((await findDelivery(read, id)) as DeliveryRow, await eventsOf(read, id));
  async function visible(actor: Actor, id: string): Promise<DeliveryRow> {
    const row = await findDelivery(read, id);
    if (!row || !(owns(actor, row) || sees(actor, row))) throw deliveryErrors.delivery_missing();
    return row;
  }
  return [
    route(c.getCourierPrices, async () => {
      const { carrier } = deps;
      if (!carrier?.tariff || !takesFees(deps)) return { prices: [] };
      return { carrier: carrier.name, prices: pricesOf(carrier.tariff) };
    }),
    route(c.getCaseDelivery, async ({ actor, params }) => {
      const row = await deliveryOfCase(read, params.caseId);
      if (!row || !owns(actor, row)) throw deliveryErrors.delivery_missing();
      return presentOwn(row, await eventsOf(read, row.id));
    }),
    route(c.getDeliveryProof, async ({ actor, params }) => {
      const row = await visible(actor, params.deliveryId);
      if (!row.deliveredAt) throw deliveryErrors.not_delivered();
      return {
        mediaType: 'application/pdf',
        body: await deliveryProof(deps, row, row.deliveredAt),
        fileName: `送达回证 ${row.number}.pdf`,
      };
    }),
    route(c.listPublicNotices, async () => ({
      notices: (await listPublished(read)).map((d) => ({
        number: d.number,
        office: d.officeName,
        result: d.result,
        holder: d.holderKind === 'firm' ? d.holderName : maskName(d.holderName),
        until: d.noticeUntil ?? '',
      })),
    })),
    route(c.listDeliveries, async ({ actor, query }) => {
      const staff = actor as StaffActor;
      if (!delivers(staff)) throw deliveryErrors.not_yours();
      // PostgreSQL refuses a zero byte, and no name has a control character
      const q = query.q?.replace(/\p{Cc}/gu, '').trim();
      const states = lists[query.list ?? 'counter'];
      const [rows, counts] = await Promise.all([
        listOfOffice(read, { office: staff.office, states, limit: query.limit ?? 50, ...(q ? { q } : {}) }),
        countOfOffice(read, staff.office),
      ]);
      const of = (list: keyof typeof lists) =>
        counts.filter((n) => lists[list].includes(n.state)).reduce((sum, { n }) => sum + n, 0);
      const means = [...new Set(counts.map((n) => n.means))];
      const sum = (m: (typeof means)[number], done: boolean) =>
        counts.filter((n) => n.means === m && (n.state === 'delivered') === done).reduce((all, { n }) => all + n, 0);
      return {
        deliveries: await Promise.all(rows.map(async (d) => presentOffice(d, await eventsOf(read, d.id)))),
        counts: { counter: of('counter'), failed: of('failed'), moving: of('moving'), done: of('done') },
        byMeans: means.map((m) => ({ means: m, delivered: sum(m, true), open: sum(m, false) })),
      };
    }),
    route(c.getOriginalsToSee, async ({ actor, params }) => {
      const row = await findDelivery(read, params.deliveryId);
      if (!row || !sees(actor, row)) throw deliveryErrors.delivery_missing();
      const originals = await deps.collection.originals(row.caseId);
      return { originals: originals.map(({ name, files }) => ({ name, uploads: [...files] })) };
    }),
    route(c.handOver, async ({ actor, params, body }) => {
      await handOver(deps, actor as StaffActor, params.deliveryId, body);
      return office(params.deliveryId);
    }),
    route(c.sendAgain, async ({ actor, params, body }) => {
      await sendAgain(deps, actor as StaffActor, params.deliveryId, body);
      return office(params.deliveryId);
    }),
    route(c.keepAtCounter, async ({ actor, params, body }) => {
      await toCounter(deps, actor as StaffActor, params.deliveryId, body);
      return office(params.deliveryId);
    }),
    route(c.publishDelivery, async ({ actor, params, body }) => {
      await publishNotice(deps, actor as StaffActor, params.deliveryId, body);
      return office(params.deliveryId);
    }),
    route(c.listAddresses, async ({ actor }) => ({
      addresses: await listAddresses(read, (actor as PersonActor).personId),
      most: mostAddresses,
    })),
    route(c.keepAddress, ({ actor, body }) => keepAddress(deps, actor as PersonActor, body)),
    route(c.removeAddress, ({ actor, params }) => removeAddress(deps, actor as PersonActor, params.addressId)),
  ];
}
