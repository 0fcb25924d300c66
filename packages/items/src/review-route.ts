import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';
import type { Opinion, ReviewOffice } from './model.ts';

/** A review step as this very case goes through it, or why it does not. */
export interface RouteStep {
  readonly id: string;
  readonly name: Text;
  readonly role: 'approver' | 'acceptor' | 'head';
  readonly days?: number;
  readonly mode: 'one' | 'all' | 'any';
  readonly offices: readonly ReviewOffice[];
  readonly says: readonly Opinion[];
  readonly silence: 'wait' | 'agree' | 'none';
  /** The last one decides; what the others say is an opinion. */
  readonly decides: boolean;
  /** Present when it is left out: why. */
  readonly skipped?: Text;
}

/** The way of a case through people. */
export interface ReviewRoute {
  readonly steps: readonly RouteStep[];
  /** The office above, to which the last step may send the case. */
  readonly forward?: ReviewOffice;
}

/** 审查环节 of the item over the case's input; a condition that nobody can tell leaves no step out. Pure: the same file gives the same way. */
export function reviewRoute(item: CompiledItem, input: CaseInput): ReviewRoute {
  const { process, item: elements } = item.package;
  const own: ReviewOffice = { uscc: elements.office.uscc, name: elements.office.name };
  const says: readonly Opinion[] = ['agree', 'disagree', 'none'];
  if (item.review.length === 0) {
    const only: RouteStep = {
      id: 'review',
      name: { zh: '审核', en: 'Review' },
      role: process.person.role,
      mode: 'one',
      offices: [own],
      says,
      silence: 'wait',
      decides: true,
    };
    return { steps: [only], ...(process.forward ? { forward: process.forward } : {}) };
  }
  const scope = scopeOf(item, input);
  const steps = item.review.map(({ step, when }, i): RouteStep => {
    const skips = when?.evaluate(scope.all) === false;
    return {
      id: step.id,
      name: step.name,
      role: step.role ?? process.person.role,
      ...(step.days === undefined ? {} : { days: step.days }),
      mode: step.mode ?? 'one',
      offices: step.offices ?? [own],
      says: step.says ?? says,
      silence: step.silence ?? 'wait',
      decides: i === item.review.length - 1,
      ...(skips ? { skipped: step.whenNot ?? { zh: '按规则不需要', en: 'not needed by rule' } } : {}),
    };
  });
  return { steps, ...(process.forward ? { forward: process.forward } : {}) };
}
