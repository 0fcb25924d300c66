import type { SentBytes } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import { type ConsultationDeps, exchangeActor } from '../consultation-deps.ts';
import type { Department } from '../domain/department.ts';
import { AnswerFault, type DepartmentAnswer, readAnswer, referenceOf } from '../domain/department-answer.ts';
import { exchangeErrors } from '../errors.ts';
import { originalOf, signerOf } from '../signed-bytes.ts';
import { type ConsultationRow, findConsultation, insertMessage, lockConsultation } from '../store/consultations.ts';
import { paperKeyOf, recordAnswer, type Taken, taken, tellOnce } from './take-answer.ts';

/**
 * A department sends its answer by itself: believed by the signature of its own certificate over the bytes as they came, kept, and taken once in one commit; only then
 * is it acknowledged.
 * @throws exchange.untrusted, exchange.answer_unreadable, exchange.consultation_missing, exchange.answered_otherwise, exchange.consultation_over
 */
export async function takePushedAnswer(
  deps: ConsultationDeps,
  sent: SentBytes,
  ip: string,
): Promise<{ readonly reference: string; readonly outcome: Taken }> {
  await deps.spend('departmentAddress', ip);
  const parsed = parse(sent.data);
  const named = referenceOf(parsed);
  const row = named && (await findConsultation(deps.kernel.read, named.reference));
  const department = signerOf(deps.departments, sent, { anchors: deps.anchors, at: deps.kernel.clock.now() });
  const original = originalOf(sent);
  if (!department || (row && row.department !== department.uscc)) {
    await deps.spend('departmentFailed', ip);
    if (row) await tellUntrusted(deps, row, original);
    throw exchangeErrors.untrusted();
  }
  if (!row) {
    await tellUnknown(deps, department, named?.caseRef ?? '');
    throw exchangeErrors.consultation_missing();
  }
  const answer = await readOrTell(deps, row, parsed, original);
  const key = paperKeyOf(row, answer);
  if (key && answer.paper && taken(row, answer) === 'taken') await deps.kernel.files.put(key, answer.paper.data);
  const { dueOn } = await deps.wanted(row.subject);
  const outcome = await deps.kernel.command('exchange.take_pushed', { actor: exchangeActor }, async (ctx) => {
    const now = await lockConsultation(ctx.tx, row.id);
    return now ? recordAnswer(ctx, now, answer, { ...original, way: 'push' }, dueOn) : 'over';
  });
  if (outcome === 'changed') throw exchangeErrors.answered_otherwise();
  if (outcome === 'over') throw exchangeErrors.consultation_over();
  if (outcome === 'not-allowed')
    throw exchangeErrors.answer_unreadable({
      detail: {
        zh: '该环节不能提出这样的意见，见请求中的“可选意见”',
        en: 'The step can’t say that: see 可选意见 of the request',
      },
    });
  return { reference: row.id, outcome };
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
}

type Original = ReturnType<typeof originalOf>;

function tellUntrusted(deps: ConsultationDeps, row: ConsultationRow, original: Original): Promise<void> {
  return deps.kernel.command('exchange.answer_untrusted', { actor: exchangeActor }, async (ctx) => {
    const now = await lockConsultation(ctx.tx, row.id);
    // kept once: whoever knows a reference could fill the disk otherwise
    if (!now || now.told.includes('untrusted')) return;
    insertMessage(ctx.tx, now, { id: newId(), at: ctx.now, way: 'push', outcome: 'untrusted', ...original });
    ctx.audit({ action: 'exchange.answer_untrusted', subject: `consultation:${row.id}` });
    await tellOnce(ctx, now, 'untrusted', 'push');
  });
}

/** The department is one of ours and speaks of something we did not ask: who has the case it names should know. */
function tellUnknown(deps: ConsultationDeps, department: Department, caseRef: string): Promise<void> {
  return deps.kernel.command('exchange.answer_unknown', { actor: exchangeActor }, async (ctx) => {
    ctx.audit({ action: 'exchange.answer_unknown', subject: `department:${department.uscc}`, data: { caseRef } });
    if (caseRef) ctx.emit({ name: 'exchange.answer_unknown', payload: { caseRef, department: department.name } });
  });
}

async function readOrTell(
  deps: ConsultationDeps,
  row: ConsultationRow,
  parsed: unknown,
  original: Original,
): Promise<DepartmentAnswer> {
  try {
    return readAnswer(parsed);
  } catch (error) {
    if (!(error instanceof AnswerFault)) throw error;
    await deps.kernel.command('exchange.answer_unreadable', { actor: exchangeActor }, async (ctx) => {
      const now = await lockConsultation(ctx.tx, row.id);
      if (!now || now.told.includes('malformed')) return;
      insertMessage(ctx.tx, now, { id: newId(), at: ctx.now, way: 'push', outcome: 'malformed', ...original });
      await tellOnce(ctx, now, 'malformed', error.text.zh);
    });
    throw exchangeErrors.answer_unreadable({ detail: error.text });
  }
}
