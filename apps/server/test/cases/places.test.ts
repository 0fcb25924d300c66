import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActionKind, actionKinds } from '../../src/modules/cases/domain/lifecycle.ts';
import { type PlacedFacts, placesOf } from '../../src/modules/cases/domain/places.ts';

const by = (
  kind: ActionKind,
  data: Record<string, unknown> = {},
  actorKind: PlacedFacts['actorKind'] = 'official',
) => ({
  kind,
  actorKind,
  data,
});
const ids = new Set(['apply', 'check', 'intake', 'accept', 'step-first', 'step-final', 'make', 'deliver', 'after']);
const places = (actions: readonly PlacedFacts[], of: ReadonlySet<string> = ids) => placesOf(actions, of, 'step-first');

describe('where in the flow an action stands', () => {
  it('F116: a review goes from step to step, back when it is sent back, and what names no step stands where the case stood', () => {
    expect(
      places([
        by('submit', {}, 'applicant'),
        by('accept', {}, 'machine'),
        by('refer', { next: 'first' }, 'machine'),
        by('claim'),
        by('give-opinion', { step: 'first', next: 'final' }),
        by('claim'),
        by('return-step', { step: 'final', next: 'first' }),
        by('start-procedure'),
        by('end-procedure'),
        by('give-opinion', { step: 'first', next: 'final' }),
        by('take-back', { step: 'first' }),
        by('urge', {}, 'applicant'),
        by('give-opinion', { step: 'first', next: 'final' }),
        by('grant'),
        by('deliver', {}, 'machine'),
        by('close', {}, 'machine'),
      ]),
    ).toEqual([
      'apply',
      'accept',
      'step-first',
      'step-first',
      'step-first',
      'step-final',
      'step-final',
      'step-first',
      'step-first',
      'step-first',
      'step-first',
      'step-first',
      'step-first',
      'step-final',
      'deliver',
      'deliver',
    ]);
  });

  it('F098: what an official does before the acceptance stands at the intake, and what he accepts goes on to the review', () => {
    expect(
      places([
        by('submit', {}, 'applicant'),
        by('receive', {}, 'machine'),
        by('claim'),
        by('ask-correction'),
        by('correct', {}, 'applicant'),
        by('receive', {}, 'machine'),
        by('accept', { next: 'first' }),
        by('claim'),
      ]),
    ).toEqual(['apply', 'intake', 'intake', 'intake', 'intake', 'intake', 'intake', 'step-first']);
  });

  it('F016: what a vertical system tells stands at its steps', () => {
    const there = new Set(['apply', 'jump', 'accept', 'decide', 'close']);
    expect(
      places(
        [
          by('submit', {}, 'applicant'),
          by('jump', {}, 'machine'),
          by('file-there', {}, 'applicant'),
          by('accept'),
          by('grant'),
          by('deliver'),
          by('close', {}, 'machine'),
        ],
        there,
      ),
    ).toEqual(['apply', 'jump', 'jump', 'accept', 'decide', 'close', 'close']);
  });

  it('F116: whatever happens, every action stands at a step there is', () => {
    const some = fc.record({
      kind: fc.constantFrom(...actionKinds),
      actorKind: fc.constantFrom('applicant' as const, 'machine' as const, 'official' as const),
      data: fc.oneof(
        fc.constant({}),
        fc.record({ step: fc.constantFrom('first', 'final', 'gone'), next: fc.constantFrom('first', 'final', 'gone') }),
      ),
    });
    const flows = [
      ids,
      new Set(['apply', 'check', 'accept', 'step-first', 'make', 'deliver']),
      new Set(['apply', 'jump', 'accept', 'decide', 'close']),
    ];
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), fc.constantFrom(...flows), (actions, of) => {
        for (const place of placesOf(actions, of, of.has('step-first') ? 'step-first' : 'accept'))
          expect(of).toContain(place);
      }),
    );
  });
});
