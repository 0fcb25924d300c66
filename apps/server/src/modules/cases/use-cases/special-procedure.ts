import { PROCEDURE_NAMES } from '@miaopi/contracts';
import { addDays } from '@miaopi/identifiers';
import { inBoth, onDay } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { clockFactsOf } from '../clock-facts.ts';
import type { CasesDeps } from '../deps.ts';
import { isImmediate } from '../domain/case-clock.ts';
import { casesErrors } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { platformNotice } from '../notice.ts';
import { mayEndProcedure, mayStartProcedure } from '../policy.ts';
import { endProcedureRow, insertProcedure } from '../store/procedures.ts';
import type { ProcedureRow } from '../store/rows.ts';
import { changeClock, openCase } from './change-clock.ts';
import { writeNotice } from './write-notice.ts';

/** F098, F099: a special procedure of kind B begins; its days are not counted, as long as the applicant was told it takes. */
export async function startProcedure(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: {
    readonly requestId: string;
    readonly code: string;
    readonly name?: string;
    readonly days: number;
    readonly reason: string;
  },
): Promise<void> {
  const own = given.name?.trim() ?? '';
  if (given.code === 'other' && own.length < 2)
    throw kernelErrors.invalid_request({
      issues: [
        {
          path: 'body.name',
          code: 'missing',
          message: { zh: '请写明特别程序的名称', en: 'Say what the procedure is called' },
        },
      ],
    });
  const name = (PROCEDURE_NAMES as Readonly<Record<string, Text>>)[given.code] ?? { zh: own, en: own };
  await deps.kernel.command('cases.start_procedure', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openCase(deps, ctx, actor, caseId, (found) => mayStartProcedure(actor, found));
    const { row, item, procedures } = opened;
    if (isImmediate(clockFactsOf(row, item, []).limit)) throw casesErrors.no_limit_to_extend();
    const procedure: ProcedureRow = {
      id: newId('proc'),
      seq: procedures.length + 1,
      kind: 'B',
      code: given.code,
      name,
      startedOn: ctx.today,
      reason: given.reason,
      startedBy: actor.staffId,
      startedByName: actor.name,
      days: given.days,
      expectedOn: addDays(ctx.today, given.days),
      endedOn: null,
      result: null,
      opinion: null,
      endedByName: null,
    };
    const due = await changeClock(deps, ctx, actor, opened, {
      kind: 'start-procedure',
      requestId: given.requestId,
      opinion: given.reason,
      procedure,
      procedures: [...procedures, procedure],
      notice: (limitNote) =>
        platformNotice('procedureStarted', row, { procedure: name, due: onDay(procedure.expectedOn), limitNote }),
    });
    insertProcedure(ctx.tx, { ...procedure, caseId, region: row.region });
    await writeNotice(ctx, row, {
      kind: 'special-procedure',
      sign: '特',
      nth: procedures.filter((p) => p.kind === 'B').length + 1,
      name: { zh: '特别程序告知书', en: 'Notice of a special procedure' },
      content: {
        name: name.zh,
        reason: given.reason,
        from: procedure.startedOn,
        days: given.days,
        expectedOn: procedure.expectedOn,
        due: due ?? null,
      },
    });
  });
}

/** Its result is recorded and the clock goes on; when it ended early, the days left over are counted again. */
export async function endProcedure(
  deps: CasesDeps,
  actor: Handler,
  caseId: string,
  given: {
    readonly requestId: string;
    readonly procedureId: string;
    readonly result: string;
    readonly opinion: string;
  },
): Promise<void> {
  await deps.kernel.command('cases.end_procedure', { actor, requestId: given.requestId }, async (ctx) => {
    const opened = await openCase(deps, ctx, actor, caseId, (found) => mayEndProcedure(actor, found));
    const { row, procedures } = opened;
    const running = procedures.find((p) => p.endedOn === null);
    if (running?.id !== given.procedureId)
      throw casesErrors.wrong_state({ log: `no procedure ${given.procedureId} runs` });
    const { result, opinion } = given;
    const ended: ProcedureRow = { ...running, endedOn: ctx.today, result, opinion, endedByName: actor.name };
    await changeClock(deps, ctx, actor, opened, {
      kind: 'end-procedure',
      requestId: given.requestId,
      opinion: `${result}；${opinion}`,
      procedure: ended,
      procedures: procedures.map((p) => (p.id === ended.id ? ended : p)),
      notice: (limitNote) =>
        platformNotice('procedureEnded', row, { procedure: ended.name, finding: inBoth(result), limitNote }),
    });
    endProcedureRow(ctx.tx, ended.id, { on: ctx.today, result, opinion, by: actor.staffId, byName: actor.name });
  });
}
