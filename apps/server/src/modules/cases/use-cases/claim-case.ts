import type { StaffActor } from '../../../kernel/actor.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import { type Answer, handles, mayClaim, mayRelease, waitsForOfficial } from '../policy.ts';
import { changeCase, lockCase } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';

/** Takes a case from the office's pool. */
export function claimCase(deps: CasesDeps, actor: StaffActor, caseId: string, requestId: string): Promise<void> {
  return move(
    deps,
    actor,
    caseId,
    requestId,
    'claim',
    mayClaim,
    (row) =>
      row.claimedBy && row.claimedBy !== actor.staffId ? casesErrors.claimed_by_other : casesErrors.wrong_state,
    {
      claimedBy: actor.staffId,
      claimedName: actor.name,
    },
  );
}

/** Gives it back. */
export function releaseCase(deps: CasesDeps, actor: StaffActor, caseId: string, requestId: string): Promise<void> {
  return move(
    deps,
    actor,
    caseId,
    requestId,
    'release',
    mayRelease,
    (row) => (waitsForOfficial(row) ? casesErrors.not_yours : casesErrors.wrong_state),
    {
      claimedBy: null,
      claimedName: null,
    },
  );
}

async function move(
  deps: CasesDeps,
  actor: StaffActor,
  caseId: string,
  requestId: string,
  kind: 'claim' | 'release',
  may: (actor: StaffActor, row: CaseRow) => Answer,
  refusal: (row: CaseRow) => (typeof casesErrors)[keyof typeof casesErrors],
  set: Pick<CaseRow, 'claimedBy' | 'claimedName'>,
): Promise<void> {
  await deps.kernel.command(`cases.${kind}`, { actor, requestId }, async (ctx) => {
    const row = await lockCase(ctx.tx, caseId);
    if (!row || !handles(actor, row)) throw casesErrors.case_missing();
    const answer = may(actor, row);
    if (!answer.allowed) throw refusal(row)({ detail: answer.reason });
    await changeCase(ctx.tx, {
      row,
      now: ctx.now,
      set: { ...set, state: applyAction(row.state, kind, 'official') },
      actions: [
        {
          kind,
          by: 'official',
          actorId: actor.staffId,
          actorName: actor.name,
          actorNumber: actor.number,
          office: actor.office,
          requestId,
        },
      ],
    });
    ctx.audit({ action: `cases.${kind}ed`, subject: `case:${caseId}` });
  });
}
