import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import type { TaskRow } from '../store/rows.ts';

/** F118: departments outside whose word nobody waits for any more are told so with this commit, not when they are next asked for their answer. */
export async function endOutside(
  { exchange }: Pick<CasesDeps, 'exchange'>,
  ctx: CommandContext,
  tasks: readonly TaskRow[],
  why: string,
): Promise<void> {
  for (const task of tasks)
    if (task.outside && task.state === 'open') await exchange.consultations.end(ctx, task.id, why);
}
