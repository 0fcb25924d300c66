import { inBoth, noticeTo, told } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import { owns } from '../policy.ts';
import { mayAnswerChange, openAmendment } from '../policy-after.ts';
import { answerAmendment, listAmendments } from '../store/amendments.ts';
import { changeLocked, lockCase } from '../store/cases.ts';

/** 陈述、申辩: what the holder says to an intended revocation, once, and whether he asks for a hearing. @throws cases.case_missing, cases.change_not_allowed */
export async function answerRevocation(
  deps: CasesDeps,
  actor: PersonActor,
  caseId: string,
  given: { readonly requestId: string; readonly text: string; readonly hearing: boolean },
): Promise<void> {
  await deps.kernel.command('cases.answer_revocation', { actor, requestId: given.requestId }, async (ctx) => {
    const row = (await lockCase(ctx.tx, caseId))?.row;
    if (!row || !owns(actor, row)) throw casesErrors.case_missing();
    const amendments = await listAmendments(ctx.tx, caseId);
    const answer = mayAnswerChange(actor, { row, amendments }, ctx.today);
    const open = openAmendment({ amendments });
    if (!answer.allowed || !open) throw casesErrors.change_not_allowed(answer.allowed ? {} : { detail: answer.reason });
    answerAmendment(ctx.tx, open.id, {
      text: given.text,
      hearing: given.hearing,
      by: actor.personId,
      byName: actor.name,
      at: ctx.now,
    });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'answer-change', 'applicant') },
      actions: [
        {
          kind: 'answer-change',
          by: 'applicant',
          actorId: actor.personId,
          actorName: actor.name,
          opinion: given.text,
          requestId: given.requestId,
          data: { hearing: given.hearing },
        },
      ],
    });
    ctx.audit({ action: 'cases.revocation_answered', subject: `case:${caseId}`, data: { hearing: given.hearing } });
    const said = given.hearing
      ? { zh: '要求听证', en: 'asks for a hearing' }
      : { zh: '提交了陈述、申辩', en: 'has answered' };
    const what = told('revocationAnswered', { item: row.itemName, number: inBoth(row.number), answer: said });
    ctx.emit(noticeTo({ staffId: open.proposedBy }, what, { caseId }));
  });
}
