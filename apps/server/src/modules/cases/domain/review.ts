import type { ReviewRoute, RouteStep } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { TaskFacts, TaskPlan } from './tasks.ts';

/** A step in its place; the office above, when the case may be sent up, stands behind the last. */
export interface PlacedStep extends RouteStep {
  readonly position: number;
}

/** 转报: the step of the office above. */
export const forwardedStep = 'forwarded';

export function placed(route: ReviewRoute): PlacedStep[] {
  return route.steps.map((s, i) => ({ ...s, position: i + 1 }));
}

/** The office above as a step that decides; undefined when the item knows none. */
export function upperStep(route: ReviewRoute): PlacedStep | undefined {
  if (!route.forward) return undefined;
  return {
    id: forwardedStep,
    name: { zh: '上级审定', en: 'Decision of the office above' },
    role: 'approver',
    ...(route.forward.days === undefined ? {} : { days: route.forward.days }),
    mode: 'one',
    offices: [route.forward],
    says: ['agree', 'disagree', 'none'],
    silence: 'wait',
    decides: true,
    position: route.steps.length + 1,
  };
}

/** The first step after a place that is gone through, and those left out on the way there. */
export function nextStep(route: ReviewRoute, after: number): { step: PlacedStep; skipped: PlacedStep[] } | undefined {
  const skipped: PlacedStep[] = [];
  for (const step of placed(route)) {
    if (step.position <= after) continue;
    if (!step.skipped) return { step, skipped };
    skipped.push(step);
  }
  return undefined;
}

/** The tasks a step opens: one for each of its offices. @param dueOf the limit for so many working days, as yyyy-mm-dd */
export function tasksOfStep(step: PlacedStep, dueOf: (days: number | undefined) => string | null): TaskPlan[] {
  return step.offices.map((office) => {
    const days = office.days ?? step.days;
    return {
      step: step.id,
      name: step.name,
      line: 'main',
      office: office.uscc,
      officeName: office.name,
      role: step.role,
      dueOn: dueOf(days),
      position: step.position,
      decides: step.decides,
      ...(days === undefined ? {} : { days }),
      says: step.says,
      silence: step.silence,
      ...(office.outside ? { outside: true } : {}),
    };
  });
}

/** Whether a step is over once this task is done: the others of an `all` step still wait, an `any` step waits for nobody. */
export function endsStep(step: RouteStep, others: readonly TaskFacts[]): boolean {
  return step.mode !== 'all' || others.every((t) => t.state !== 'open');
}

export const opinionNames: Readonly<Record<'agree' | 'disagree' | 'none', Text>> = {
  agree: { zh: '同意', en: 'agrees' },
  disagree: { zh: '不同意', en: 'does not agree' },
  none: { zh: '无意见', en: 'has no opinion' },
};
