import { inBoth, noticeTo, type Opinion, told } from '@miaopi/items';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { stepDue } from '../domain/step-limit.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { askedTask, mayAnswerOpinion, mayAskOpinion } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { finishTasks, openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { openCase } from './change-clock.ts';
import { consultJob } from './consult-outside.ts';
import { endBy } from './open-review.ts';

/**
 * 征求意见: another office, a colleague of the own one, or a department outside the installation (F118) is asked while the case goes on, with its own limit. The decision waits for the answer only when that was
 * said (会签); what is not answered by then falls away with the decision.
 */
export async function askOpinion(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: {
    readonly requestId: string;
    readonly office: string;
    readonly question: string;
    /** Working days. */
    readonly days: number;
    readonly waits: boolean;
  },
): Promise<void> {
  const { departments } = deps.exchange.consultations;
  const inside = await deps.identity.findOffice(given.office);
  const office = inside ?? departments.find((one) => one.uscc === given.office);
  const outside = office !== undefined && !inside;
  await deps.kernel.command('cases.ask_opinion', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openCase(deps, ctx, actor, caseId, (c) => mayAskOpinion(actor, c));
    if (!office) throw casesErrors.office_unknown();
    const { row, item, procedures } = opened;
    const { pauses } = clockFactsOf(row, item, procedures);
    const due = stepDue(deps.calendar, { from: ctx.today, days: given.days, pauses }, row.dueOn ?? undefined);
    openTasks(ctx.tx, row, ctx.now, [
      {
        step: 'opinion',
        name: { zh: '征求意见', en: 'Opinion asked for' },
        line: 'beside',
        office: office.uscc,
        officeName: office.name,
        role: 'approver',
        dueOn: due?.day ?? row.dueOn,
        position: 0,
        decides: false,
        days: given.days,
        question: given.question,
        askedByName: actor.name,
        blocks: given.waits,
        ...(outside ? { outside, says: ['agree', 'disagree', 'none'] as const } : {}),
      },
    ]);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'ask-opinion', 'official') },
      actions: [
        {
          kind: 'ask-opinion',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: `${office.name.zh}：${given.question}`,
          data: {
            office: office.uscc,
            days: given.days,
            waits: given.waits,
            due: due?.day ?? null,
            reasons: [{ zh: `${office.name.zh}：${given.question}`, en: `${office.name.en}: ${given.question}` }],
          },
        },
      ],
    });
    ctx.audit({ action: 'cases.opinion_asked', subject: `case:${caseId}`, data: { office: office.uscc } });
    if (outside) ctx.addJob(consultJob(caseId));
    ctx.emit({ name: 'cases.referred', payload: { caseId, office: office.uscc, step: 'opinion' } });
  });
}

/** The answer; who asked is told. */
export async function answerOpinion(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly says: Opinion; readonly opinion: string },
): Promise<void> {
  await deps.kernel.command('cases.answer_opinion', { actor, requestId: given.requestId }, async (ctx) => {
    const { row, tasks } = await openCase(deps, ctx, actor, caseId, (c) => mayAnswerOpinion(actor, c));
    const task = askedTask(actor, { row, tasks });
    if (!task) throw casesErrors.not_yours();
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: given.says, opinion: given.opinion }));
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'answer-opinion', 'official') },
      actions: [
        {
          kind: 'answer-opinion',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.opinion,
          data: { task: task.id, says: given.says },
        },
      ],
    });
    ctx.audit({
      action: 'cases.opinion_answered',
      subject: `case:${caseId}`,
      data: { task: task.id, says: given.says },
    });
    const words = { department: task.officeName, number: inBoth(row.number), opinion: inBoth(given.opinion) };
    for (const t of tasks)
      if (t.state === 'open' && t.line === 'main' && t.assignee)
        ctx.emit(noticeTo({ staffId: t.assignee }, told('opinionAnswered', words), { caseId }));
  });
}
