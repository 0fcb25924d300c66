import { onDay, renewalEnd } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { reviewSince } from '../clock-facts.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { FinishedStep } from '../domain/steps.ts';
import { changeLocked, findFile, insertDocument, listEvidence, lockCase } from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import { endProcedureRow, listProcedures } from '../store/procedures.ts';
import { machine } from '../store/rows.ts';
import { voidTasks } from '../store/tasks.ts';
import { endOutside } from './end-outside.ts';
import { reserveLicence } from './reserve-licence.ts';

/**
 * 视为准予延续: a renewal that was accepted and not decided while the licence in hand was valid counts as granted (行政许可法 第五十条); neither a special procedure nor an extension puts that
 * day off. Run by a job the morning after; harmless when there is nothing to do.
 */
export async function renewSilent(deps: CasesDeps, caseId: string): Promise<void> {
  await deps.kernel.command('cases.renew_silent', { actor: chainActor }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (found?.row.state !== 'review' && found?.row.state !== 'procedure') return;
    const { row } = found;
    const item = await deps.catalog.load(row.slug, row.itemVersion);
    const file = await findFile(ctx.tx, caseId);
    if (!item || !file) throw kernelErrors.bug({ log: `case ${caseId} lacks item or file` });
    const input = caseInputOf(row, file, await listEvidence(ctx.tx, caseId));
    const until = renewalEnd(item, input);
    if (until === undefined || ctx.today <= until) return;

    const number = await takeDocumentNumber(ctx.tx, row, { kind: 'decision', sign: '许', today: ctx.today });
    const licence = await reserveLicence(deps, ctx, row, { item, input });
    for (const running of (await listProcedures(ctx.tx, caseId)).filter((p) => p.kind === 'B' && p.endedOn === null))
      endProcedureRow(ctx.tx, running.id, {
        on: ctx.today,
        result: '终止',
        opinion: '有效期届满，视为准予延续',
        by: 'machine',
        byName: machine.actorName ?? '系统',
      });
    const opinion = `原许可有效期至${until}，届满前未作出是否准予延续的决定，视为准予延续（行政许可法第五十条）`;
    const en = `Not decided by ${onDay(until).en}, until when the former licence was valid: the renewal counts as granted (Administrative Licence Law, art. 50)`;
    const at = ctx.now.toISOString();
    const since = reviewSince(row) ?? ctx.now;
    const steps: FinishedStep[] = [
      {
        step: 'review',
        startedAt: since.toISOString(),
        endedAt: at,
        output: {
          milliseconds: ctx.now.getTime() - since.getTime(),
          note: { zh: '届满前未作决定', en: 'not decided in time' },
        },
      },
      {
        step: 'decide',
        startedAt: at,
        endedAt: at,
        output: { milliseconds: 0, note: { zh: '视为准予延续', en: 'renewal granted by silence' } },
      },
    ];
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: {
        state: applyAction(row.state, 'grant', 'machine'),
        automatic: false,
        outcome: 'granted',
        decidedAt: ctx.now,
        licenceId: licence.id,
        waiting: null,
      },
      steps,
      actions: [{ ...machine, kind: 'grant', opinion, data: { silentSince: until, reasons: [{ zh: opinion, en }] } }],
    });
    voidTasks(ctx.tx, caseId, ctx.now, 'decided');
    await endOutside(deps, ctx, found.tasks, 'decided');
    insertDocument(ctx.tx, {
      caseId,
      kind: 'grant',
      region: row.region,
      number,
      name: { zh: '准予行政许可决定书', en: 'Decision granting the application' },
      at: ctx.now,
      content: {
        reason: opinion,
        silentSince: until,
        basis: [],
        remedy: [],
        review: item.package.item.appeal.review,
        court: item.package.item.appeal.court,
      },
    });
    ctx.audit({ action: 'cases.granted', subject: `case:${caseId}`, data: { silence: until } });
    ctx.addJob({
      task: 'cases.continue',
      payload: { caseId },
      key: `case:${caseId}`,
      runAt: ctx.now,
    });
  });
}
