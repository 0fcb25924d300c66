import { type Issue, kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { textOfDocument } from '../papers/wording.ts';
import { mayCorrectDecision } from '../policy-after.ts';
import { insertAmendment } from '../store/amendments.ts';
import { changeLocked, lastDocument } from '../store/cases.ts';
import { byOfficial } from './by-official.ts';
import { askSecondPerson, formerDecision, openDecided, proposedNow } from './open-decided.ts';

export interface ProposedCorrection {
  readonly requestId: string;
  readonly reason: string;
  /** Words of the decision's paper as they stand, and as they are to read. */
  readonly decision: readonly { readonly wrong: string; readonly right: string }[];
  /** Fields of the licence by name. */
  readonly licence: readonly { readonly field: string; readonly value: string }[];
}

/**
 * 更正: a clerical error in the paper of the decision or on the licence is to be corrected; the outcome stays. The second person confirms it.
 * @throws cases.change_not_allowed, cases.correction_wrong, kernel.invalid_request
 */
export async function proposeCorrection(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: ProposedCorrection,
): Promise<void> {
  await deps.kernel.command('cases.propose_correction', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openDecided(deps, ctx, actor, caseId, (c) => mayCorrectDecision(actor, c));
    const { row, item, amendments } = opened;
    if (given.decision.length === 0 && given.licence.length === 0)
      throw kernelErrors.invalid_request({
        issues: [
          issue(
            'decision',
            '请写明要更正的文字或者证照事项',
            'Say which words or which fields of the licence are wrong',
          ),
        ],
      });
    const paper = await lastDocument(ctx.tx, caseId, row.outcome === 'granted' ? 'grant' : 'refusal');
    const text = paper ? textOfDocument({ row, item, document: paper }) : '';
    const faults = given.decision.flatMap(({ wrong, right }, i): Issue[] => {
      if (!paper)
        return [
          issue(
            `decision.${i}`,
            '该办件由系统准予，没有决定书；请更正证照的登载事项',
            'The machine granted it without a paper of its own; correct the licence',
          ),
        ];
      if (!text.includes(wrong.trim()))
        return [issue(`decision.${i}.wrong`, `决定书中没有“${wrong}”`, `The decision does not say “${wrong}”`)];
      return wrong.trim() === right.trim()
        ? [issue(`decision.${i}.right`, '更正前后相同', 'It is the same as before')]
        : [];
    });
    const checked =
      given.licence.length > 0 && row.licenceId
        ? await deps.licences.correctIssued(ctx, {
            licenceId: row.licenceId,
            office: row.office,
            item,
            corrections: given.licence,
            note: given.reason,
            document: '',
            dry: true,
          })
        : undefined;
    if (given.licence.length > 0 && !checked)
      faults.push(issue('licence', '该办件没有证照', 'The case has no licence'));
    if (checked && !checked.ok)
      faults.push(
        ...checked.faults.map((f) => ({ path: `body.licence.${f.field}`, code: 'wrong', message: f.message })),
      );
    const changes = checked?.ok ? checked.changes : [];
    if (checked?.ok && changes.length === 0 && given.decision.length === 0)
      faults.push(issue('licence', '更正前后相同', 'It is the same as before'));
    if (faults.length > 0) throw casesErrors.correction_wrong({ issues: faults });
    insertAmendment(ctx.tx, row, {
      id: newId('amend'),
      kind: 'correct',
      ground: null,
      reason: given.reason,
      content: {
        former: await formerDecision(ctx, row),
        ...(given.decision.length > 0
          ? { decision: given.decision.map(({ wrong, right }) => ({ wrong: wrong.trim(), right: right.trim() })) }
          : {}),
        ...(changes.length > 0 ? { licence: changes } : {}),
      },
      answerUntil: null,
      ...proposedNow(ctx, actor, amendments),
    });
    await askSecondPerson(deps, ctx, actor, opened, null);
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'propose-change', 'official') },
      actions: [
        {
          kind: 'propose-change',
          ...byOfficial(actor),
          requestId: given.requestId,
          opinion: given.reason,
          data: { change: 'correct' },
        },
      ],
    });
    ctx.audit({
      action: 'cases.correction_proposed',
      subject: `case:${caseId}`,
      data: { words: given.decision.length, fields: changes.map((change) => change.field) },
    });
  });
}

function issue(field: string, zh: string, en: string): Issue {
  return { path: `body.${field}`, code: 'wrong', message: { zh, en } };
}
