import { inBoth, noticeTo, told } from '@miaopi/items';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { placed } from '../domain/review.ts';
import { standing, tasksSince } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayReturnStep, passedSteps } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { finishTasks, voidThese } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { endOutside } from './end-outside.ts';
import { endBy, openingOf, openReview } from './open-review.ts';
import { openStep } from './open-step.ts';

/**
 * 退回: back to any earlier step the case has passed, with the reason. It lies with who did that step before; its days begin anew, within the limit of the case.
 * @throws cases.step_unknown, cases.not_yours, cases.wrong_state
 */
export async function returnStep(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly to: string; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.return_step', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openReview(deps, ctx, actor, caseId, (c) => mayReturnStep(actor, c));
    const { row, task, tasks, route } = opened;
    const passed = passedSteps(tasksSince(tasks, row.reopened?.at), task.position).filter((t) => t.step === given.to);
    const step = placed(route).find((s) => s.id === given.to);
    if (passed.length === 0 || !step) throw casesErrors.step_unknown();
    // later ones win: who did it last
    const assignees = new Map(
      passed.flatMap((t) =>
        t.doneBy && t.doneByName ? [[t.office, { id: t.doneBy, name: t.doneByName }] as const] : [],
      ),
    );
    finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: 'returned', opinion: given.reason }));
    const others = standing(tasks).filter((t) => t.id !== task.id);
    voidThese(
      ctx.tx,
      others.map((t) => t.id),
      ctx.now,
      'returned',
    );
    await endOutside(deps, ctx, others, 'returned');
    openStep(deps, ctx, row, step, { ...openingOf(ctx, opened), assignees });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'return-step', 'official') },
      actions: [
        {
          kind: 'return-step',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.reason,
          data: { task: task.id, step: task.step, name: task.name, next: step.id, nextName: step.name },
        },
      ],
    });
    ctx.audit({
      action: 'cases.step_returned',
      subject: `case:${caseId}`,
      data: { task: task.id, step: task.step, to: step.id },
    });
    const words = {
      item: row.itemName,
      number: inBoth(row.number),
      next: step.name,
      reason: inBoth(given.reason),
    };
    for (const { id } of assignees.values())
      ctx.emit(noticeTo({ staffId: id }, told('stepReturned', words), { caseId }));
  });
}
