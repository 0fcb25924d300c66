import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { correctablePlaces } from '../correctable.ts';
import type { CasesDeps } from '../deps.ts';
import { type AskedPoint, pointFaults, toldTooLate } from '../domain/correction-points.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayAskCorrection } from '../policy-intake.ts';
import { findFile, listEvidence } from '../store/cases.ts';
import { findLastFiled, listCorrections } from '../store/corrections.ts';
import { openIntake } from './open-intake.ts';
import { writeCorrectionNotice } from './write-correction-notice.ts';

/**
 * F093 行政许可法 第三十二条: the applicant is told, once and completely, what is to be corrected, why, how and until when; exactly that is opened to him.
 * @throws cases.correction_point_wrong, cases.correction_once
 */
export async function askCorrection(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: { readonly requestId: string; readonly days: number; readonly points: readonly AskedPoint[] },
): Promise<void> {
  await deps.kernel.command('cases.ask_correction', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openIntake(deps, ctx, actor, caseId, (c) => mayAskCorrection(actor, c));
    const { row, item } = opened;
    const file = await findFile(ctx.tx, caseId);
    if (!file) throw kernelErrors.bug({ log: `case ${caseId} has no file` });
    const input = caseInputOf(row, file, await listEvidence(ctx.tx, caseId));
    const places = correctablePlaces(item, input, file.provenance);
    const faults = pointFaults(given.points, places);
    if (faults.length > 0)
      throw casesErrors.correction_point_wrong({
        issues: faults.map((f) => ({ path: `body.points.${f.index}`, code: 'point', message: f.message })),
      });
    const told = await listCorrections(ctx.tx, caseId);
    const last = told.length > 0 ? await findLastFiled(ctx.tx, caseId) : undefined;
    const late = toldTooLate(given.points, told.length > 0 ? (last?.filed.changed ?? []) : undefined);
    if (late.length > 0)
      throw casesErrors.correction_once({
        issues: late.map((p) => {
          const label = places.get(p.field)?.label ?? { zh: p.field, en: p.field };
          return {
            path: `body.points.${given.points.indexOf(p)}`,
            code: 'once',
            message: {
              zh: `${label.zh}：应在第一次告知时一并提出`,
              en: `${label.en}: it had to be named in the first notice`,
            },
          };
        }),
      });
    const points = given.points.map((p) => {
      const place = places.get(p.field)!;
      return { ...p, label: place.label, kind: place.material ? ('material' as const) : ('field' as const) };
    });
    await writeCorrectionNotice(ctx, actor, opened, {
      requestId: given.requestId,
      days: given.days,
      nth: told.length + 1,
      points,
    });
  });
}
