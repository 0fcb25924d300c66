import { type CompiledItem, onDay, type Told } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import { clockFactsOf } from '../clock-facts.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { dueDay } from '../domain/case-clock.ts';
import { type ActionKind, applyAction } from '../domain/lifecycle.ts';
import { taskDue } from '../domain/step-limit.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { type Answer, handles, waitsForOfficial } from '../policy.ts';
import { type CaseWithTasks, changeLocked, lockCase } from '../store/cases.ts';
import { listProcedures } from '../store/procedures.ts';
import type { CaseRow, ProcedureRow, TaskRow } from '../store/rows.ts';
import { moveDue } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';

/** A case whose clock an official is about to change, locked. */
export interface OpenCase {
  readonly row: CaseRow;
  readonly tasks: readonly TaskRow[];
  readonly item: CompiledItem;
  readonly procedures: readonly ProcedureRow[];
}

/** @throws cases.case_missing, cases.not_yours, cases.wrong_state */
export async function openCase(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  caseId: string,
  may: (found: CaseWithTasks, procedures: readonly ProcedureRow[]) => Answer,
): Promise<OpenCase> {
  const found = await lockCase(ctx.tx, caseId);
  if (!found || !handles(actor, found)) throw casesErrors.case_missing();
  const { row, tasks } = found;
  const procedures = await listProcedures(ctx.tx, caseId);
  const answer = may(found, procedures);
  if (!answer.allowed)
    throw (waitsForOfficial(row) ? casesErrors.not_yours : casesErrors.wrong_state)({ detail: answer.reason });
  return { row, tasks, item: await itemOf(deps, row), procedures };
}

/** The same without asking who may. */
export async function openCaseOf(deps: CasesDeps, ctx: CommandContext, found: CaseWithTasks): Promise<OpenCase> {
  const [procedures, item] = await Promise.all([listProcedures(ctx.tx, found.row.id), itemOf(deps, found.row)]);
  return { ...found, procedures, item };
}

async function itemOf(deps: CasesDeps, row: CaseRow): Promise<CompiledItem> {
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${row.itemVersion} of case ${row.id} is not there` });
  return item;
}

export interface ClockChange {
  readonly kind: ActionKind;
  readonly requestId: string;
  readonly opinion: string;
  /** The one that begins, ends or is the extension. */
  readonly procedure: ProcedureRow;
  /** All of the case as they stand after it. */
  readonly procedures: readonly ProcedureRow[];
  readonly notice: (limitNote: Text) => Told;
}

/**
 * Moves the case with its new limit, and tells the applicant.
 * @returns the new due day, yyyy-mm-dd; undefined beyond the known calendar
 */
export async function changeClock(
  deps: CasesDeps,
  ctx: CommandContext,
  actor: Handler,
  { row, item, tasks }: OpenCase,
  change: ClockChange,
): Promise<string | undefined> {
  const { kind, procedure } = change;
  const due = dueDay(deps.calendar, clockFactsOf(row, item, change.procedures));
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, kind, 'official'), dueOn: due.day ?? null },
    actions: [
      {
        kind,
        ...byOfficial(actor),
        opinion: change.opinion,
        requestId: change.requestId,
        data: { procedure: procedure.id, name: procedure.name.zh, days: procedure.days, due: due.day ?? null },
      },
    ],
  });
  const { pauses } = clockFactsOf(row, item, change.procedures);
  const open = tasks.filter((t) => t.state === 'open');
  moveDue(
    ctx.tx,
    open.map((t) => ({
      id: t.id,
      dueOn: taskDue(deps.calendar, { from: dayOf(t.openedAt), days: t.days, pauses }, due),
    })),
  );
  ctx.audit({
    action: `cases.${kind}`,
    subject: `case:${row.id}`,
    data: { procedure: procedure.code, days: procedure.days, due: due.day ?? null },
  });
  const limit = due.day && onDay(due.day);
  const said: Text = limit
    ? { zh: `办理期限为${limit.zh}`, en: `The limit is ${limit.en}` }
    : { zh: due.unknown?.zh ?? '', en: due.unknown?.en ?? '' };
  ctx.emit(noticeEvent(row.contactId, row.id, change.notice(said), true, 'limit'));
  return due.day;
}
