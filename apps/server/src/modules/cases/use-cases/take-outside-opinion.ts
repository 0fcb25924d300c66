import type { Opinion } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { ConsultationView } from '../../exchange/index.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { type CaseWithTasks, changeLocked, lockCase } from '../store/cases.ts';
import type { TaskRow } from '../store/rows.ts';
import { findTask, finishTasks } from '../store/tasks.ts';
import { openCaseOf } from './change-clock.ts';
import { passedData, passOn, reachedNotice } from './pass-on.ts';
import { tellLead } from './tell-lead.ts';

/** ms until an answer is looked at again that came while a special procedure keeps the case. */
const later = 300_000;

export function opinionJob(consultationId: string, runAt?: Date) {
  return {
    task: 'cases.take_outside_opinion',
    payload: { consultationId },
    key: `outside-opinion:${consultationId}`,
    ...(runAt ? { runAt } : {}),
  };
}

/**
 * F118: what a department outside said becomes the opinion of its task, once, under the name of its official; then the case goes on as with any other. An answer to a
 * task that ended otherwise in the meantime changes nothing, and the lead office is told.
 */
export async function takeOutsideOpinion(deps: CasesDeps, consultationId: string): Promise<void> {
  const { kernel } = deps;
  const consultation = await deps.exchange.consultations.find(consultationId);
  const { answer } = consultation ?? {};
  if (!consultation || !answer || answer.says === 'refused') return;
  const { says } = answer;
  await kernel.command('cases.take_outside_opinion', { actor: chainActor }, async (ctx) => {
    const known = await findTask(ctx.tx, consultation.subject);
    const found = known && (await lockCase(ctx.tx, known.caseId));
    const task = found?.tasks.find((t) => t.id === consultation.subject);
    if (!found || !task) return;
    const { row } = found;
    const by = { id: `outside:${task.office}`, name: answer.official.name, number: answer.official.number };
    if (task.state !== 'open') {
      if (task.doneBy !== by.id) await tellLead(deps, ctx, found, task, 'not-needed', answer.reasons);
      return;
    }
    if (task.line === 'beside') {
      await answeredBeside(deps, ctx, found, task, { by, says, consultation: consultationId, answer });
      return;
    }
    // the clock stands: nothing is said before the procedure has its result
    if (row.state === 'procedure') return ctx.addJob(opinionJob(consultationId, new Date(ctx.now.getTime() + later)));
    if (row.state !== 'review') return;
    const opened = await openCaseOf(deps, ctx, found);
    const next = await passOn(deps, ctx, opened, task, {
      now: ctx.now,
      by,
      result: says,
      opinion: answer.reasons,
    });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'give-opinion', 'official') },
      actions: [
        {
          kind: 'give-opinion',
          by: 'official',
          actorId: by.id,
          actorName: by.name,
          actorNumber: by.number,
          office: task.office,
          opinion: answer.reasons,
          data: {
            task: task.id,
            step: task.step,
            name: task.name,
            says,
            consultation: consultationId,
            late: answer.late,
            ...passedData(next),
          },
        },
      ],
    });
    ctx.audit({
      action: 'cases.outside_opinion_taken',
      subject: `case:${row.id}`,
      data: { task: task.id, step: task.step, says, consultation: consultationId, late: answer.late },
    });
    await tellLead(deps, ctx, found, task, answer.late ? 'late' : 'answered', answer.reasons);
    if (next) ctx.emit(reachedNotice(opened, task, says, next.step));
  });
}

/** 征求意见: the case stays where it is, in a special procedure too. */
async function answeredBeside(
  deps: CasesDeps,
  ctx: CommandContext,
  found: CaseWithTasks,
  task: TaskRow,
  said: {
    readonly by: { readonly id: string; readonly name: string; readonly number: string };
    readonly says: Opinion;
    readonly consultation: string;
    readonly answer: NonNullable<ConsultationView['answer']>;
  },
): Promise<void> {
  const { row } = found;
  const { by, says, consultation, answer } = said;
  finishTasks(ctx.tx, [task.id], { now: ctx.now, by, result: says, opinion: answer.reasons });
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, 'answer-opinion', 'official') },
    actions: [
      {
        kind: 'answer-opinion',
        by: 'official',
        actorId: by.id,
        actorName: by.name,
        actorNumber: by.number,
        office: task.office,
        opinion: answer.reasons,
        data: { task: task.id, says, consultation, late: answer.late },
      },
    ],
  });
  ctx.audit({
    action: 'cases.opinion_answered',
    subject: `case:${row.id}`,
    data: { task: task.id, says, consultation, late: answer.late },
  });
  await tellLead(deps, ctx, found, task, answer.late ? 'late' : 'answered', answer.reasons);
}
