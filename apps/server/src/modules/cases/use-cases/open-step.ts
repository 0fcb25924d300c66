import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import type { Pause } from '../domain/case-clock.ts';
import { type PlacedStep, tasksOfStep } from '../domain/review.ts';
import { stepDue } from '../domain/step-limit.ts';
import type { CaseRow } from '../store/rows.ts';
import { openTasks } from '../store/tasks.ts';
import { consultJob } from './consult-outside.ts';

export interface StepOpening {
  /** yyyy-mm-dd, not counted itself. */
  readonly from: string;
  readonly now: Date;
  readonly caseDue: string | undefined;
  readonly pauses: readonly Pause[];
  /** Who gets it at once, by office; the rest goes into the pools. */
  readonly assignees?: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** Of its offices only these: the others have their task already. */
  readonly offices?: ReadonlySet<string>;
}

/** The case stands at this step: a task for each of its offices, each with its own limit; where silence counts, a job looks when the limit has passed. */
export function openStep(
  deps: Pick<CasesDeps, 'calendar'>,
  ctx: CommandContext,
  row: Pick<CaseRow, 'id' | 'region' | 'slug'>,
  step: PlacedStep,
  opening: StepOpening,
): void {
  const { from, now, caseDue, pauses, assignees, offices } = opening;
  const dueOf = (days: number | undefined): string | null =>
    (days === undefined ? caseDue : stepDue(deps.calendar, { from, days, pauses }, caseDue)?.day) ?? null;
  const plans = tasksOfStep(step, dueOf)
    .filter((plan) => offices?.has(plan.office) ?? true)
    .map((plan) => {
      const assignee = assignees?.get(plan.office);
      return assignee ? { ...plan, assignee } : plan;
    });
  openTasks(ctx.tx, row, now, plans);
  for (const office of new Set(plans.map((p) => p.office)))
    ctx.emit({ name: 'cases.referred', payload: { caseId: row.id, office, step: step.id } });
  if (plans.some((p) => p.outside)) ctx.addJob(consultJob(row.id));
  const [first] = plans.flatMap((p) => p.dueOn ?? []).sort();
  if (step.silence !== 'wait' && first) ctx.addJob(lapseJob(row.id, first));
}

/** Looks at a case on the morning after a limit at which silence may count. */
export function lapseJob(caseId: string, due: string) {
  return {
    task: 'cases.lapse',
    payload: { caseId },
    key: `lapse:${caseId}`,
    runAt: morningAfter(due),
  };
}

/** Looks at a renewal on the morning after the licence in hand has run out. */
export function renewalJob(caseId: string, until: string) {
  return {
    task: 'cases.renew_silent',
    payload: { caseId },
    key: `renewal:${caseId}`,
    runAt: morningAfter(until),
  };
}

/** A minute into the day after, in China. @param day yyyy-mm-dd */
const morningAfter = (day: string): Date => new Date(Date.parse(`${day}T16:00:00Z`) + 60_000);
