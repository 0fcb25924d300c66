import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { standing, tasksSince } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayTakeBack, takesBack } from '../policy.ts';
import { changeLocked } from '../store/cases.ts';
import { openTasks, voidThese } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { openCase } from './change-clock.ts';
import { endOutside } from './end-outside.ts';

/** 撤回已提交的环节: an official takes what he said back, as long as nobody has begun the next step. Both stay in the file. */
export async function takeBack(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await deps.kernel.command('cases.take_back', { actor, requestId: given.requestId }, async (ctx) => {
    const { row, tasks } = await openCase(deps, ctx, actor, caseId, (c) => mayTakeBack(actor, c));
    const mine = takesBack(actor, tasksSince(tasks, row.reopened?.at), row.migrated?.at);
    if (!mine) throw casesErrors.not_yours();
    const later = standing(tasks).filter((t) => t.position > mine.position);
    voidThese(
      ctx.tx,
      later.map((t) => t.id),
      ctx.now,
      'taken-back',
    );
    await endOutside(deps, ctx, later, 'taken-back');
    const { step, name, line, office, officeName, role, dueOn, position, decides, says, silence } = mine;
    openTasks(ctx.tx, row, ctx.now, [
      {
        ...{ step, name, line, office, officeName, role, dueOn, position, decides, says, silence },
        ...(mine.days === null ? {} : { days: mine.days }),
        assignee: { id: actor.staffId, name: actor.name },
      },
    ]);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'take-back', 'official') },
      actions: [
        {
          kind: 'take-back',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.reason,
          data: { task: mine.id, step, name },
        },
      ],
    });
    ctx.audit({ action: 'cases.step_taken_back', subject: `case:${caseId}`, data: { task: mine.id, step } });
  });
}
