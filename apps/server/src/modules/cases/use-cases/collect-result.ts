import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { originalsInStore } from '../case-originals.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { inWords } from '../domain/in-words.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { OriginalDue, OriginalSeen } from '../domain/originals.ts';
import { differenceStep } from '../domain/tasks.ts';
import { platformNotice } from '../notice.ts';
import { changeLocked, findCase, lockCase } from '../store/cases.ts';
import { lastOfficial, openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { keepSeen, mustFit, namesOf, summaryOf } from './see-originals.ts';

/** Originals to be shown when the result of a case is collected; none for a case this module does not know. */
export async function originalsAtCollection(deps: CasesDeps, caseId: string): Promise<readonly OriginalDue[]> {
  const row = await findCase(deps.kernel.read, caseId);
  if (!row) return [];
  return (await originalsInStore(deps.kernel.read, row, await itemOf(deps, row))).left;
}

/**
 * 原件核验 (F091), in the transaction that hands the result over: the originals are ticked; if one differs the result is withheld, the case says why, and an official of
 * the case is given the difference to settle. @returns whether it may be handed over @throws cases.originals_wrong
 */
export async function collectResult(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: StaffActor,
  caseId: string,
  given: {
    readonly from: string;
    readonly originals: readonly OriginalSeen[];
    /** `courier`: nobody came, the originals were sent; the result goes back with them. */
    readonly place?: 'collection' | 'courier';
  },
): Promise<boolean> {
  const { place = 'collection' } = given;
  const row = (await lockCase(ctx.tx, caseId))?.row;
  // a result that came into the register otherwise
  if (!row) return true;
  const { left } = await originalsInStore(ctx.tx, row, await itemOf(deps, row));
  mustFit(left, given.originals);
  const equal = given.originals.every((o) => o.equal);
  const kind = equal ? ('collect' as const) : ('withhold' as const);
  const { opinion, reasons } = inWords(...summaryOf(given.originals, left));
  if (given.originals.length > 0) keepSeen(ctx, row, actor, left, { ...given, place });
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, kind, 'official') },
    actions: [
      {
        ...byOfficial(actor),
        kind,
        ...(given.originals.length > 0 ? { opinion } : {}),
        data: { place, equal, from: given.from, ...(given.originals.length > 0 ? { reasons } : {}) },
      },
    ],
  });
  ctx.audit({ action: equal ? 'cases.collected' : 'cases.withheld', subject: `case:${caseId}` });
  if (equal) return true;
  const differing = given.originals.filter((o) => !o.equal);
  const official = await lastOfficial(ctx.tx, caseId);
  openTasks(ctx.tx, row, ctx.now, [
    {
      ...differenceStep,
      line: 'after',
      office: row.office,
      officeName: row.officeName,
      role: 'approver',
      ...(official ? { assignee: official } : {}),
      dueOn: null,
      position: 0,
      decides: false,
      question: inWords(...summaryOf(differing, left)).opinion,
      askedByName: actor.name,
    },
  ]);
  const originals = namesOf(left.filter((d) => differing.some((o) => o.material === d.name.zh)));
  ctx.emit(noticeEvent(row.contactId, caseId, platformNotice('resultWithheld', row, { originals }), true));
  return false;
}

async function itemOf(
  deps: CasesDeps,
  row: { readonly id: string; readonly slug: string; readonly itemVersion: number },
) {
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${row.id} is not there` });
  return item;
}
