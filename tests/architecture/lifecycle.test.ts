import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../apps/server/src/kernel/errors.ts';
import {
  type ActionKind,
  type ActorKind,
  actionKinds,
  applyAction,
  type CaseState,
  caseStates,
  stateOf,
} from '../../apps/server/src/modules/cases/domain/lifecycle.ts';
import {
  actorKinds,
  allStates,
  architectureFile,
  lifecycleTable,
  outcomeOf,
  withTable,
} from '../../tools/lifecycle-table.ts';

const everything = allStates.flatMap((state) =>
  actionKinds.flatMap((action) => actorKinds.map((by) => ({ state, action, by }))),
);

/** Written from the regulations and the issue, not from the code: who may do what when, and where it leads. */
const lawful: Readonly<Record<string, CaseState>> = {
  'none submit applicant': 'submitted',
  'submitted wait machine': 'waiting',
  'waiting resume machine': 'submitted',
  'submitted jump machine': 'vertical',
  'vertical file-there applicant': 'vertical',
  'vertical accept official': 'vertical',
  'vertical ask-correction official': 'vertical',
  'vertical correct applicant': 'vertical',
  'vertical reject official': 'closed',
  'vertical grant official': 'vertical',
  'vertical refuse official': 'closed',
  'vertical deliver official': 'vertical',
  'vertical close machine': 'closed',
  'vertical withdraw applicant': 'closed',
  'submitted accept machine': 'accepted',
  'submitted receive machine': 'intake',
  'intake claim official': 'intake',
  'intake release official': 'intake',
  'intake accept official': 'review',
  'intake accept machine': 'review',
  'intake ask-correction official': 'correction',
  'intake correct-on-spot official': 'submitted',
  'intake reject official': 'closed',
  'intake withdraw applicant': 'closed',
  'correction claim official': 'correction',
  'correction release official': 'correction',
  'correction correct applicant': 'submitted',
  'correction correct official': 'submitted',
  'correction abandon official': 'closed',
  'correction withdraw applicant': 'closed',
  'intake migrate official': 'intake',
  'review migrate official': 'review',
  // 指派、移交: what lies with a clerk as well as what is under review
  'intake assign official': 'intake',
  'intake hand-over official': 'intake',
  'correction assign official': 'correction',
  'correction hand-over official': 'correction',
  'originals assign official': 'originals',
  'originals hand-over official': 'originals',
  'intake pre-check official': 'originals',
  'intake see-originals official': 'intake',
  'originals claim official': 'originals',
  'originals release official': 'originals',
  'originals see-originals official': 'intake',
  'originals abandon official': 'closed',
  'originals withdraw applicant': 'closed',
  'closed collect official': 'closed',
  'closed withhold official': 'closed',
  'closed settle-originals official': 'closed',
  'accepted grant machine': 'granted',
  'accepted refer machine': 'review',
  'accepted withdraw applicant': 'closed',
  'review claim official': 'review',
  'review release official': 'review',
  'review grant official': 'granted',
  // silence on a renewal
  'review grant machine': 'granted',
  'procedure grant machine': 'granted',
  'review refuse official': 'refused',
  'review start-procedure official': 'procedure',
  'review extend official': 'review',
  'review give-opinion official': 'review',
  'review record-opinion official': 'review',
  'review lapse machine': 'review',
  'review return-step official': 'review',
  'review take-back official': 'review',
  'review forward official': 'review',
  'review assign official': 'review',
  'review hand-over official': 'review',
  'review ask-opinion official': 'review',
  'review answer-opinion official': 'review',
  'review urge applicant': 'review',
  'review urge official': 'review',
  'procedure assign official': 'procedure',
  'procedure hand-over official': 'procedure',
  'procedure ask-opinion official': 'procedure',
  'procedure answer-opinion official': 'procedure',
  'returned assign official': 'returned',
  'returned hand-over official': 'returned',
  'review withdraw applicant': 'closed',
  'waiting withdraw applicant': 'closed',
  'procedure claim official': 'procedure',
  'procedure release official': 'procedure',
  'procedure end-procedure official': 'review',
  'procedure withdraw applicant': 'closed',
  'granted deliver machine': 'granted',
  'granted close machine': 'closed',
  'granted send-back machine': 'returned',
  'returned claim official': 'returned',
  'returned release official': 'returned',
  'returned resubmit official': 'granted',
  'returned refuse official': 'refused',
  'refused close machine': 'closed',
  // 决定之后: the decision is corrected or revoked where it stands; only an order of a body above opens the case again
  'closed propose-change official': 'closed',
  'closed answer-change applicant': 'closed',
  'closed drop-change official': 'closed',
  'closed correct-decision official': 'closed',
  'closed revoke-decision official': 'closed',
  'closed claim official': 'closed',
  'closed release official': 'closed',
  'closed assign official': 'closed',
  'closed hand-over official': 'closed',
  'closed reopen official': 'review',
  'closed receive-anew official': 'intake',
};

describe('F103 F124: the life of a case, over all states × actions × actors', () => {
  it.each(everything)('$state: $action by $by', ({ state, action, by }) => {
    const expected = lawful[`${state} ${action} ${by}`];
    if (expected) expect(applyAction(state, action, by)).toBe(expected);
    else {
      let thrown: unknown;
      try {
        applyAction(state, action, by);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(AppError);
      expect((thrown as AppError).code).toBe('cases.wrong_state');
    }
  });

  it('F121 F124: the machine grants or hands to a person; it never refuses', () => {
    expect(
      everything.filter((e) => e.action === 'refuse' && e.by === 'machine' && outcomeOf(e.state, e.action, e.by)),
    ).toEqual([]);
  });

  it('a refusal comes only from a person: out of a review, or by withdrawing a grant that was not sealed', () => {
    const ways = everything.filter((e) => outcomeOf(e.state, e.action, e.by) === 'refused');
    expect(ways).toEqual([
      { state: 'review', action: 'refuse', by: 'official' },
      { state: 'returned', action: 'refuse', by: 'official' },
    ]);
  });

  it('F095: what is not accepted, and what is ended because nobody answered, is so by a person', () => {
    expect(
      everything.filter((e) => (e.action === 'reject' || e.action === 'abandon') && outcomeOf(e.state, e.action, e.by)),
    ).toEqual([
      { state: 'vertical', action: 'reject', by: 'official' },
      { state: 'intake', action: 'reject', by: 'official' },
      { state: 'correction', action: 'abandon', by: 'official' },
      { state: 'originals', action: 'abandon', by: 'official' },
    ]);
  });

  it('F113: every state is reached from the submission, and from every state there is a way to the end', () => {
    const next = (state: CaseState | 'none') =>
      everything
        .flatMap((e) => (e.state === state ? [outcomeOf(e.state, e.action, e.by)] : []))
        .filter((s) => s !== undefined);
    const reach = (from: CaseState | 'none') => {
      const seen = new Set<CaseState | 'none'>([from]);
      for (const state of seen) for (const to of next(state)) seen.add(to);
      return seen;
    };
    expect([...reach('none')].sort()).toEqual([...allStates].sort());
    for (const state of caseStates) expect([...reach(state)], state).toContain('closed');
  });

  it('F124: only an order that an official enters takes a case out of its end, back to review or, not accepted, to its receipt; nothing else does, and never the machine', () => {
    const moving = everything.filter((e) => e.state === 'closed' && outcomeOf(e.state, e.action, e.by));
    expect(moving.filter((e) => outcomeOf(e.state, e.action, e.by) !== 'closed')).toEqual([
      { state: 'closed', action: 'reopen', by: 'official' },
      { state: 'closed', action: 'receive-anew', by: 'official' },
    ]);
    expect(moving.filter((e) => e.by === 'machine')).toEqual([]);
  });

  it('the state of a case is what its list of actions leads to, for every lawful walk', () => {
    const step = fc.record({ kind: fc.constantFrom(...actionKinds), by: fc.constantFrom(...actorKinds) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (tries) => {
        const done: { kind: ActionKind; by: ActorKind }[] = [];
        let state: CaseState | 'none' = 'none';
        for (const t of tries) {
          const to = outcomeOf(state, t.kind, t.by);
          if (!to) {
            expect(() => stateOf([...done, t])).toThrow(AppError);
            continue;
          }
          done.push(t);
          state = to;
          expect(stateOf(done)).toBe(state);
        }
      }),
    );
  });

  it('ARCHITECTURE.md shows this table (npx tsx tools/lifecycle-table.ts)', () => {
    const text = readFileSync(architectureFile, 'utf8');
    expect(text).toContain(lifecycleTable());
    expect(withTable(text)).toBe(text);
  });
});
