import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskNumber } from '../identity/index.ts';
import type { LicencesDeps } from './deps.ts';
import { mayHandPapers } from './policy.ts';
import { listOpenOrders, listPaperOrders, type PaperOrderRow } from './store/paper-orders.ts';
import type { IssuedRow } from './store/rows.ts';
import { askForPaper, cancelPaper, handOverPaper, printPaper } from './use-cases/paper-original.ts';

/** Paper originals (F135): asked for by the holder, printed and handed over at the counter. */
export function paperRoutes(deps: LicencesDeps, held: (actor: Actor, id: string) => Promise<IssuedRow>): BoundRoute[] {
  const { read } = deps.kernel;
  const ofLicence = async (row: IssuedRow) => (await listPaperOrders(read, row.id)).map(presentPaper);
  const ofOffice = async (actor: StaffActor) =>
    mayHandPapers(actor)
      ? (await listOpenOrders(read, actor.office)).map((o) => ({
          ...presentPaper(o),
          licenceId: o.licenceId,
          name: o.typeName,
          number: o.number,
          holder: o.holderName,
          pages: o.pages,
          width: o.width,
          height: o.height,
        }))
      : [];
  return [
    route(c.listPapers, async ({ actor, params }) => ofLicence(await held(actor, params.licenceId))),
    route(c.askForPaper, async ({ actor, params, body }) => {
      const row = await held(actor, params.licenceId);
      await askForPaper(deps, actor, row, body.requestId);
      return ofLicence(row);
    }),
    route(c.cancelPaper, async ({ actor, params, body }) => {
      const row = await held(actor, params.licenceId);
      await cancelPaper(deps, actor, row, body.requestId);
      return ofLicence(row);
    }),
    route(c.listPaperOrders, ({ actor }) => ofOffice(actor as StaffActor)),
    route(c.printPaper, async ({ actor, params, body }) => {
      await printPaper(deps, actor as StaffActor, params.orderId, body);
      return ofOffice(actor as StaffActor);
    }),
    route(c.handOverPaper, async ({ actor, params, body }) => {
      await handOverPaper(deps, actor as StaffActor, params.orderId, body);
      return ofOffice(actor as StaffActor);
    }),
  ];
}

function presentPaper(o: PaperOrderRow): c.PaperOrder {
  return {
    id: o.id,
    state: o.state,
    askedAt: o.askedAt.toISOString(),
    askedBy: o.askedName,
    ...(o.formNumber ? { formNumber: o.formNumber } : {}),
    ...(o.printedAt ? { printedAt: o.printedAt.toISOString(), printedBy: o.printedName ?? '' } : {}),
    ...(o.handedAt
      ? {
          handedAt: o.handedAt.toISOString(),
          handedBy: o.handedName ?? '',
          collector: `${o.collectorName ?? ''} ${maskNumber(o.collectorNumber ?? '')}`,
        }
      : {}),
  };
}
