import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { standing } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { handles, mayResubmit, waitsForOfficial } from '../policy.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import { finishTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { endBy } from './open-review.ts';

export interface Resubmission {
  readonly requestId: string;
  /** What was found when it was checked; for the keeper and the file. */
  readonly reason: string;
  /** Clerical mistakes on the licence: fields by name, as they are to read. */
  readonly corrections: readonly { readonly field: string; readonly value: string }[];
}

/**
 * What the keeper of the seal minded is cleared up: the licence, corrected where it had a clerical mistake, is drawn anew and asked for again. The former request stays with his
 * reason and the file he saw.
 * @throws cases.correction_wrong, cases.not_yours, cases.wrong_state
 */
export async function resubmitCase(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: Resubmission,
): Promise<void> {
  const { kernel, licences } = deps;
  await kernel.command('cases.resubmit', { actor, requestId: given.requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    const { row } = found;
    const answer = mayResubmit(actor, found);
    if (!answer.allowed)
      throw (waitsForOfficial(row) ? casesErrors.not_yours : casesErrors.wrong_state)({ detail: answer.reason });
    const item = await deps.catalog.load(row.slug, row.itemVersion);
    const corrected = item ? await licences.correct(ctx, { caseId, item, corrections: given.corrections }) : undefined;
    if (!corrected?.ok)
      throw casesErrors.correction_wrong({
        issues: (corrected?.faults ?? []).map((f) => ({
          path: `body.corrections.${f.field}`,
          code: 'wrong',
          message: f.message,
        })),
      });
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'resubmit', 'official'), waiting: null },
      actions: [
        {
          kind: 'resubmit',
          ...byOfficial(actor),
          opinion: given.reason,
          requestId: given.requestId,
          data: { corrections: corrected.changes },
        },
      ],
    });
    for (const task of standing(found.tasks))
      finishTasks(ctx.tx, [task.id], endBy(ctx, actor, task, { result: 'resubmitted', opinion: given.reason }));
    ctx.audit({
      action: 'cases.resubmitted',
      subject: `case:${caseId}`,
      data: { fields: corrected.changes.map((change) => change.field) },
    });
    ctx.addJob({
      task: 'cases.continue',
      payload: { caseId },
      key: `case:${caseId}`,
      runAt: new Date(ctx.now.getTime() + 15_000),
    });
  });
}
