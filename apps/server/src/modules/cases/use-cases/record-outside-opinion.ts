import { type Opinion, onDay } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayRecordOpinion, outsideTasks } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { finishTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { openCase } from './change-clock.ts';
import { passedData, passOn, reachedNotice } from './pass-on.ts';

/** What the lead office writes down in place of a department's message. */
export interface RecordedOpinion {
  readonly requestId: string;
  readonly task: string;
  /** `silence`: nothing came within its limit · `paper`: what came on paper. */
  readonly how: 'silence' | 'paper';
  readonly opinion: string;
  readonly says?: Opinion;
  /** Who signed the paper, its number and when it came, yyyy-mm-dd. */
  readonly official?: string;
  readonly paper?: string;
  readonly receivedOn?: string;
}

/**
 * F118: the lead office records that a department outside said nothing in time (counts as no opinion), or what it said on paper; the case goes on, and the department
 * is told that nothing is expected any more.
 * @throws cases.not_yours, cases.wrong_state, cases.limit_not_over, cases.paper_incomplete, cases.opinion_not_allowed
 */
export async function recordOutsideOpinion(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: RecordedOpinion,
): Promise<void> {
  await deps.kernel.command('cases.record_opinion', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openCase(deps, ctx, actor, caseId, (c) => mayRecordOpinion(actor, c));
    const { row } = opened;
    const task = outsideTasks(opened.tasks).find((t) => t.id === given.task);
    if (!task) throw casesErrors.not_yours();
    if (given.how === 'silence' && (task.dueOn === null || task.dueOn >= ctx.today)) throw casesErrors.limit_not_over();
    const says: Opinion = given.how === 'silence' ? 'none' : (given.says ?? 'none');
    if (given.how === 'paper') {
      const { official, paper, receivedOn } = given;
      if (!given.says || !official?.trim() || !paper?.trim() || !receivedOn || receivedOn > ctx.today)
        throw casesErrors.paper_incomplete();
      if (!task.says.includes(says)) throw casesErrors.opinion_not_allowed();
    }
    const by = { id: actor.staffId, name: actor.name, number: actor.number };
    const words = wordsOf(task.officeName, given);
    const end = { now: ctx.now, by, result: says, opinion: given.opinion };
    // asked beside the main line: the case stays where it is
    if (task.line === 'beside') finishTasks(ctx.tx, [task.id], end);
    const next = task.line === 'main' ? await passOn(deps, ctx, opened, task, end) : undefined;
    await deps.exchange.consultations.end(ctx, task.id, given.how);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'record-opinion', 'official') },
      actions: [
        {
          kind: 'record-opinion',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: words.zh,
          data: {
            reasons: [words],
            task: task.id,
            step: task.step,
            name: task.name,
            says,
            how: given.how,
            ...passedData(next),
          },
        },
      ],
    });
    ctx.audit({
      action: 'cases.opinion_recorded',
      subject: `case:${caseId}`,
      data: { task: task.id, says, how: given.how },
    });
    if (next) ctx.emit(reachedNotice(opened, task, says, next.step));
  });
}

function wordsOf(office: Text, { how, opinion, official, paper, receivedOn }: RecordedOpinion): Text {
  if (how === 'silence')
    return { zh: `${office.zh}逾期没有答复：${opinion}`, en: `${office.en} did not answer in time: ${opinion}` };
  const on = receivedOn ? onDay(receivedOn) : undefined;
  return {
    zh: `${office.zh}纸质意见（${paper}，${official} 签，${on?.zh}收到）：${opinion}`,
    en: `Opinion of ${office.en} on paper (${paper}, signed by ${official}, received on ${on?.en}): ${opinion}`,
  };
}
