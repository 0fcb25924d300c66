import { addDays } from '@miaopi/identifiers';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { correctablePlaces } from '../correctable.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { type AskedPoint, pointFaults, toldTooLate } from '../domain/correction-points.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { correctionStep } from '../domain/tasks.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { mayAskCorrection } from '../policy-intake.ts';
import { changeCase, findFile, insertDocument, listEvidence } from '../store/cases.ts';
import { findLastFiled, insertCorrection, listCorrections } from '../store/corrections.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import { openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { doneBy, openIntake } from './open-intake.ts';

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
    const until = addDays(ctx.today, given.days);
    const nth = told.length + 1;
    const points = given.points.map((p) => {
      const place = places.get(p.field)!;
      return { ...p, label: place.label, kind: place.material ? ('material' as const) : ('field' as const) };
    });
    const number = await takeDocumentNumber(ctx.tx, row, { kind: 'correction', sign: '补', today: ctx.today });
    const at = ctx.now.toISOString();
    const summary = points.map((p) => `${p.label.zh}：${p.why}`).join('；');
    await changeCase(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'ask-correction', 'official'), dueOn: until },
      actions: [
        {
          ...byOfficial(actor),
          requestId: given.requestId,
          kind: 'ask-correction',
          opinion: summary,
          data: { nth, until, fields: points.map((p) => p.field) },
        },
      ],
      steps: [
        {
          step: 'intake',
          startedAt: (row.receivedAt ?? row.submittedAt).toISOString(),
          endedAt: at,
          output: {
            milliseconds: ctx.now.getTime() - (row.receivedAt ?? row.submittedAt).getTime(),
            result: '退回',
            by: actor.name,
            opinion: summary,
            note: { zh: number, en: number },
          },
        },
      ],
    });
    doneBy(ctx, actor, opened, { result: 'ask-correction', opinion: summary });
    openTasks(ctx.tx, row, ctx.now, [
      {
        ...correctionStep,
        line: 'main',
        office: row.office,
        officeName: row.officeName,
        role: 'acceptor',
        assignee: { id: actor.staffId, name: actor.name },
        dueOn: until,
        position: 0,
        decides: false,
      },
    ]);
    insertCorrection(ctx.tx, row, {
      nth,
      filing: row.filing,
      askedAt: ctx.now,
      askedBy: actor.staffId,
      askedByName: actor.name,
      askedByNumber: actor.number,
      until,
      points,
      number,
    });
    insertDocument(ctx.tx, {
      caseId,
      kind: 'correction',
      nth,
      region: row.region,
      number,
      name: { zh: '补正告知书', en: 'Notice of what is to be corrected' },
      at: ctx.now,
      content: { points, until, nth, received: (row.receivedAt ?? row.submittedAt).toISOString() },
    });
    ctx.audit({
      action: 'cases.correction_asked',
      subject: `case:${caseId}`,
      data: { nth, fields: points.map((p) => p.field), until },
    });
    ctx.emit(
      noticeEvent(
        row.contactId,
        caseId,
        {
          title: { zh: '您的申请需要补正', en: 'Your application needs a correction' },
          body: {
            zh: `您的办件${row.number}有${points.length}处需要补正：${points.map((p) => p.label.zh).join('、')}。请在${until}前按补正告知书更正，只需改这几处，其余内容不变。`,
            en: `Case ${row.number}: ${points.length} to be corrected (${points.map((p) => p.label.en).join(', ')}) by ${until}. Only these are open; everything else stays as it is.`,
          },
        },
        true,
      ),
    );
  });
}
