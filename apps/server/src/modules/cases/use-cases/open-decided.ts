import { type CompiledItem, inBoth, noticeTo, told } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { CasesDeps } from '../deps.ts';
import { confirmStep } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, handles } from '../policy.ts';
import type { DecidedCase } from '../policy-after.ts';
import { listAmendments } from '../store/amendments.ts';
import { lastDocument, lockCase } from '../store/cases.ts';
import type { AmendmentContent, AmendmentRow, CaseRow, DecidedOutcome, TaskRow } from '../store/rows.ts';
import { finishTasks, openTasks } from '../store/tasks.ts';
import { endBy } from './open-review.ts';

/** A closed case, locked, with what became of its decision. */
export interface OpenDecided extends DecidedCase {
  readonly tasks: readonly TaskRow[];
  readonly item: CompiledItem;
}

/** @throws cases.case_missing, cases.wrong_state, cases.not_yours_to_change */
export async function openDecided(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  caseId: string,
  may: (found: DecidedCase) => Answer,
): Promise<OpenDecided> {
  const found = await lockCase(ctx.tx, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  const { row, tasks } = found;
  const amendments = await listAmendments(ctx.tx, caseId);
  const answer = may({ row, amendments });
  if (!answer.allowed)
    throw (row.state === 'closed' ? casesErrors.change_not_allowed : casesErrors.wrong_state)({
      detail: answer.reason,
    });
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${caseId} is not there` });
  return { row, tasks, item, amendments };
}

/** The decision a change is about: its number where it has a paper of its own, and its day. */
export async function formerDecision(ctx: CommandContext, row: CaseRow): Promise<AmendmentContent['former']> {
  const outcome = row.outcome === 'refused' || row.outcome === 'not-accepted' ? row.outcome : 'granted';
  const paper = await lastDocument(ctx.tx, row.id, paperOfDecision[outcome]);
  return { number: paper?.number ?? null, on: dayOf(row.decidedAt ?? row.closedAt ?? ctx.now), outcome };
}

const paperOfDecision: Readonly<Record<DecidedOutcome, string>> = {
  granted: 'grant',
  refused: 'refusal',
  'not-accepted': 'not-accepted',
};

/** The second person finds it on his list: the head, or an approver where the head proposed it. */
export async function askSecondPerson(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  { row }: OpenDecided,
  dueOn: string | null,
): Promise<void> {
  const role = actor.roles.includes('head') ? 'approver' : 'head';
  openTasks(ctx.tx, row, ctx.now, [
    {
      ...confirmStep,
      line: 'after',
      office: row.office,
      officeName: row.officeName,
      role,
      dueOn,
      position: 100,
      decides: false,
    },
  ]);
  const words = { official: inBoth(actor.name), item: row.itemName, number: inBoth(row.number) };
  for (const staffId of await deps.identity.officialsOf(row.office, role))
    if (staffId !== actor.staffId) ctx.emit(noticeTo({ staffId }, told('changeProposed', words), { caseId: row.id }));
}

/** The task of the second person ends. */
export function endConfirmTask(
  ctx: CommandContext,
  actor: Handler,
  tasks: readonly TaskRow[],
  result: string,
  opinion: string,
): void {
  for (const task of tasks.filter((t) => t.state === 'open' && t.step === confirmStep.step))
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result, opinion }));
}

export function proposedNow(
  ctx: CommandContext,
  actor: Handler,
  amendments: readonly AmendmentRow[],
): Pick<AmendmentRow, 'nth' | 'proposedBy' | 'proposedByName' | 'proposedByNumber' | 'proposedByHead' | 'proposedAt'> {
  return {
    nth: amendments.length + 1,
    proposedBy: actor.staffId,
    proposedByName: actor.name,
    proposedByNumber: actor.number,
    proposedByHead: actor.roles.includes('head'),
    proposedAt: ctx.now,
  };
}
