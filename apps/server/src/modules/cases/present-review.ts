import type { ReviewView } from '@miaopi/contracts';
import { type CaseInput, type CompiledItem, reviewRoute } from '@miaopi/items';
import { placed, upperStep } from './domain/review.ts';
import { standing, tasksSince } from './domain/tasks.ts';
import type { Viewer } from './handler.ts';
import { isHis, passedSteps } from './policy.ts';
import type { CaseWithTasks } from './store/cases.ts';

/** The way of a case through people as everybody sees it, and for the official whose turn it is what he may do in it; undefined where no person was needed. */
export function presentReview(
  item: CompiledItem,
  input: CaseInput,
  { row, tasks: all }: CaseWithTasks,
  actor: Viewer,
): ReviewView | undefined {
  const tasks = tasksSince(all, row.reopened?.at);
  const main = tasks.filter((t) => t.line === 'main' && t.step !== 'resubmit');
  if (main.length === 0) return undefined;
  const route = reviewRoute(item, input);
  const upper = main.some((t) => t.position > route.steps.length) ? upperStep(route) : undefined;
  const open = standing(tasks).filter((t) => t.step !== 'resubmit');
  const at = open[0]?.position;
  const last = Math.max(...main.filter((t) => t.state === 'done').map((t) => t.position), 0);
  const mine =
    actor.kind === 'staff' ? open.find((t) => t.office === actor.office && isHis(actor, t.assignee)) : undefined;
  const back = mine ? passedSteps(tasks, mine.position) : [];
  const steps = placed(route);
  return {
    steps: [...steps, ...(upper ? [upper] : [])].map((s) => ({
      id: s.id,
      name: s.name,
      offices: s.offices.map((o) => o.name),
      decides: s.decides,
      ...(s.days === undefined ? {} : { days: s.days }),
      ...(s.skipped
        ? { state: 'skipped', why: s.skipped }
        : at === s.position
          ? { state: 'current' }
          : s.position < (at ?? last + 1)
            ? { state: 'done' }
            : { state: row.outcome ? 'void' : 'todo' }),
    })),
    ...(mine
      ? {
          mine: {
            task: mine.id,
            decides: mine.decides,
            says: [...mine.says],
            returnTo: steps.filter((s) => back.some((t) => t.step === s.id)).map(({ id, name }) => ({ id, name })),
          },
        }
      : {}),
    ...(route.forward ? { forward: route.forward.name } : {}),
  };
}

/** What the item lets an office with a part in the review see of the form: sections by name; undefined: all. */
export function sectionsSeen(item: CompiledItem, office: string): ReadonlySet<string> | undefined {
  const { review = [], forward } = item.package.process;
  const parts = [...review.flatMap((s) => s.offices ?? []), ...(forward ? [forward] : [])].filter(
    (o) => o.uscc === office,
  );
  if (parts.length === 0 || parts.some((o) => o.sees === undefined)) return undefined;
  return new Set(parts.flatMap((o) => o.sees ?? []));
}
