import { acceptanceOf, noDay, onDay } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { type CasesDeps, chainActor, noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { intakeStep } from '../domain/tasks.ts';
import { noticeDue } from '../intake-facts.ts';
import { platformNotice } from '../notice.ts';
import { overtaken } from '../overtaken.ts';
import { machine, type NewAction, type TaskRow } from '../store/rows.ts';
import { listTasks, openTasks } from '../store/tasks.ts';
import { type Judgement, keepDossier, logLooks, type Recorded, type WriteChange } from './judgement.ts';

/**
 * 收件: what the machine does not grant comes to the office that has to accept it, with all that was found. Nothing is accepted yet, so no limit runs; the five working
 * days of 行政许可法 第三十二条 do, from the day the filing in force came in.
 */
export async function writeReceipt(
  deps: CasesDeps,
  ctx: CommandContext,
  j: Judgement,
  write: WriteChange,
): Promise<Recorded> {
  const { row, item, dossier } = j;
  const reasons = j.refer ? [j.refer] : dossier.reasons;
  const from = row.state === 'waiting' ? applyAction('waiting', 'resume', 'machine') : row.state;
  const due = noticeDue(deps.calendar, dayOf(row.receivedAt ?? row.submittedAt));
  const { situation } = acceptanceOf(item, j.input);
  const why = [...(situation ? [situation] : []), ...reasons];
  const actions: NewAction[] = [
    ...(row.state === 'waiting' ? [{ ...machine, kind: 'resume' as const }] : []),
    {
      ...machine,
      kind: 'receive',
      opinion: why.map((r) => r.zh).join('；'),
      data: { due: due.day ?? null, reasons: why },
    },
  ];
  const set = {
    state: applyAction(from, 'receive', 'machine'),
    automatic: null,
    dueOn: due.day ?? null,
    waiting: null,
    unmet: dossier.conditions.filter((c) => c.verdict === 'unmet').length,
    unknown: dossier.conditions.filter((c) => c.verdict === 'unknown').length,
  };
  const changing = write({ set, actions, steps: [j.gathered, j.judged], evidence: j.evidence });
  changing.catch(() => {});
  openTasks(ctx.tx, row, ctx.now, [
    {
      ...intakeStep,
      line: 'main',
      office: row.office,
      officeName: row.officeName,
      role: 'acceptor',
      // who told what to correct looks at the correction
      ...(row.filing > 1 ? handlerOf(await listTasks(ctx.tx, row.id)) : {}),
      dueOn: due.day ?? null,
      position: 0,
      decides: false,
    },
  ]);
  keepDossier(deps, ctx, j);
  if (!(await changing)) throw overtaken();
  logLooks(ctx, j);
  ctx.audit({
    action: 'cases.received',
    by: chainActor,
    subject: `case:${row.id}`,
    data: { verdict: dossier.verdict, rules: dossier.item.digest, due: due.day ?? null },
  });
  ctx.removeJob(`case:${row.id}`);
  ctx.emit(
    noticeEvent(
      row.contactId,
      row.id,
      platformNotice('received', row, { due: due.day ? onDay(due.day) : noDay }),
      false,
    ),
  );
  ctx.emit({ name: 'cases.referred', payload: { caseId: row.id, office: row.office } });
  return {
    row: { ...row, ...set, actions: row.actions + actions.length },
    input: j.input,
    steps: [],
    licence: undefined,
  };
}

function handlerOf(tasks: readonly TaskRow[]): { readonly assignee?: { readonly id: string; readonly name: string } } {
  const { assignee, assigneeName } = tasks.at(-1) ?? {};
  return assignee && assigneeName ? { assignee: { id: assignee, name: assigneeName } } : {};
}
