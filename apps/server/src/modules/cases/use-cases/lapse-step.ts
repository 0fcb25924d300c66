import { type CasesDeps, chainActor } from '../deps.ts';
import { inWords, lapsedWords } from '../domain/in-words.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { standing } from '../domain/tasks.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { machine } from '../store/rows.ts';
import { finishTasks } from '../store/tasks.ts';
import { openCaseOf } from './change-clock.ts';
import { after, openingOf, routeOf } from './open-review.ts';
import { lapseJob, openStep } from './open-step.ts';

/**
 * Offices that said nothing within their days, where the item says what that counts as: the machine notes it, and when nobody is waited for any more the case goes
 * on. It never decides: a step that decides has no such rule. Run by a job the morning after a limit; harmless when nothing is due.
 */
export async function lapseStep(deps: CasesDeps, caseId: string): Promise<void> {
  await deps.kernel.command('cases.lapse', { actor: chainActor }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (found?.row.state !== 'review') {
      // a special procedure keeps the clock: looked at again when it may be over
      if (found?.row.state === 'procedure') ctx.addJob(lapseJob(caseId, ctx.today));
      return;
    }
    const open = standing(found.tasks).filter((t) => t.silence !== 'wait' && !t.decides);
    const silent = open.filter((t) => t.dueOn !== null && t.dueOn < ctx.today);
    const [soonest] = open.flatMap((t) => (t.dueOn !== null && t.dueOn >= ctx.today ? [t.dueOn] : [])).sort();
    if (soonest) ctx.addJob(lapseJob(caseId, soonest));
    const [first] = silent;
    if (!first) return;
    const { row } = found;
    for (const t of silent)
      finishTasks(ctx.tx, [t.id], {
        now: ctx.now,
        by: { id: 'machine', name: '系统', number: '' },
        result: t.silence,
        opinion: lapsedWords(t.silence === 'agree' ? 'agree' : 'none').zh,
      });
    const { opinion, reasons } = inWords(
      ...silent.map(({ officeName, silence }) => ({
        zh: `${officeName.zh}逾期未提出意见，按规则视为${silence === 'agree' ? '同意' : '无意见'}`,
        en: `${officeName.en} gave no opinion in time; by the rules it ${silence === 'agree' ? 'agrees' : 'has none'}`,
      })),
    );
    const opened = await openCaseOf(deps, ctx, found);
    const waits = standing(found.tasks).filter((t) => !silent.includes(t));
    const next = waits.length === 0 ? after(await routeOf(ctx, opened), first.position) : undefined;
    if (next) openStep(deps, ctx, row, next.step, openingOf(ctx, opened));
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'lapse', 'machine') },
      actions: [
        {
          ...machine,
          kind: 'lapse',
          opinion,
          data: {
            step: first.step,
            name: first.name,
            tasks: silent.map((t) => t.id),
            reasons,
            ...(next ? { next: next.step.id } : {}),
          },
        },
      ],
    });
    ctx.audit({
      action: 'cases.step_lapsed',
      subject: `case:${caseId}`,
      data: { step: first.step, tasks: silent.length },
    });
  });
}
