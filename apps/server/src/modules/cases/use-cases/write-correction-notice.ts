import { addDays } from '@miaopi/identifiers';
import { onDay } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { noticeEvent } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { correctionStep } from '../domain/tasks.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { type CaseWithTasks, changeLocked, insertDocument } from '../store/cases.ts';
import { insertCorrection } from '../store/corrections.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import type { CorrectionRow } from '../store/rows.ts';
import { openTasks } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';
import { doneBy } from './open-intake.ts';

/** Tells the applicant what is to be corrected: paper, task, message, and the places that are opened to him. The caller answers for what may be told. */
export async function writeCorrectionNotice(
  ctx: CommandContext,
  actor: Handler,
  c: CaseWithTasks,
  given: {
    readonly requestId?: string;
    /** Calendar days to answer. */
    readonly days: number;
    /** Of the case, from 1. */
    readonly nth: number;
    readonly points: CorrectionRow['points'];
  },
): Promise<void> {
  const { row } = c;
  const { requestId, days, nth, points } = given;
  const until = addDays(ctx.today, days);
  const number = await takeDocumentNumber(ctx.tx, row, { kind: 'correction', sign: '补', today: ctx.today });
  const at = ctx.now.toISOString();
  const summary = points.map((p) => `${p.label.zh}：${p.why}`).join('；');
  changeLocked(ctx.tx, {
    row,
    now: ctx.now,
    set: { state: applyAction(row.state, 'ask-correction', 'official'), dueOn: until },
    actions: [
      {
        ...byOfficial(actor),
        ...(requestId ? { requestId } : {}),
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
  doneBy(ctx, actor, c, { result: 'ask-correction', opinion: summary });
  openTasks(ctx.tx, row, ctx.now, [
    {
      ...correctionStep,
      line: 'main',
      office: row.office,
      officeName: row.officeName,
      role: 'acceptor',
      ...(actor.roles.includes('acceptor') ? { assignee: { id: actor.staffId, name: actor.name } } : {}),
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
    caseId: row.id,
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
    subject: `case:${row.id}`,
    data: { nth, fields: points.map((p) => p.field), until },
  });
  ctx.emit(
    noticeEvent(
      row.contactId,
      row.id,
      platformNotice('correction', row, {
        points: { zh: points.map((p) => p.label.zh).join('、'), en: points.map((p) => p.label.en).join(', ') },
        due: onDay(until),
      }),
      true,
    ),
  );
}
