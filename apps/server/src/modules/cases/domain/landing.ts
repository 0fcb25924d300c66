import type { ReviewRoute } from '@miaopi/items';
import { type PlacedStep, placed } from './review.ts';
import { standing, type TaskFacts } from './tasks.ts';

/** Where a case under review stands on another way through people. */
export interface Landing {
  /** Step it stands at now; undefined where it stands at none. */
  readonly at: string | undefined;
  /** The same step on the other way, when it may stand there. */
  readonly to: PlacedStep | undefined;
  /** Every step it may stand at: those it has passed, and the first it has not. No step of the other way is left out by moving. */
  readonly choices: readonly PlacedStep[];
}

/** @param tasks of the round the case is in */
export function landingOf(
  route: ReviewRoute,
  tasks: readonly (TaskFacts & { readonly result: string | null })[],
): Landing {
  const [open] = standing(tasks);
  const passed = new Set(
    tasks.flatMap((t) => (t.state === 'done' && t.line === 'main' && t.result !== 'returned' ? [t.step] : [])),
  );
  const choices: PlacedStep[] = [];
  for (const step of placed(route)) {
    if (step.skipped) continue;
    choices.push(step);
    if (!passed.has(step.id)) break;
  }
  return { at: open?.step, to: choices.find((s) => s.id === open?.step), choices };
}
