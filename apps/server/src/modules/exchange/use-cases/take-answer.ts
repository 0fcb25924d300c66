import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import { openStates, type Told } from '../domain/consultation-life.ts';
import { type DepartmentAnswer, digestOf } from '../domain/department-answer.ts';
import { type ConsultationRow, changeConsultation, insertMessage, type MessageRow } from '../store/consultations.ts';

/** A message's bytes with what proves them. */
export type Original = Pick<MessageRow, 'body' | 'signature' | 'certificate'>;

/** `taken` counts · `repeated` the same once more · `changed` another than the first, which stands · `over` nobody waits · `not-allowed` the step can't say that. */
export type Taken = 'taken' | 'repeated' | 'changed' | 'over' | 'not-allowed';

export function taken(row: ConsultationRow, answer: DepartmentAnswer): Taken {
  if (row.state === 'answered') return row.answerDigest === digestOf(answer) ? 'repeated' : 'changed';
  if (!openStates.includes(row.state)) return 'over';
  if (answer.says !== 'refused' && !row.says.includes(answer.says)) return 'not-allowed';
  return 'taken';
}

/** File of an answer's paper: written before the commit that makes it known; the same answer writes the same file. */
export function paperKeyOf(row: Pick<ConsultationRow, 'id'>, answer: DepartmentAnswer): string | undefined {
  return answer.paper && `departments/${row.id}/${answer.paper.sm3.slice(0, 32)}`;
}

/**
 * Writes down what became of an answer that was believed, in the transaction that has locked the consultation.
 * @param dueOn its limit as it stands, yyyy-mm-dd
 */
export async function recordAnswer(
  ctx: CommandContext,
  row: ConsultationRow,
  answer: DepartmentAnswer,
  message: Original & Pick<MessageRow, 'way'>,
  dueOn: string | null,
): Promise<Taken> {
  const outcome = taken(row, answer);
  insertMessage(ctx.tx, row, { id: newId(), at: ctx.now, outcome, ...message });
  ctx.audit({
    action: 'exchange.answer_received',
    subject: `consultation:${row.id}`,
    data: { outcome, way: message.way, says: answer.says },
  });
  if (outcome === 'taken' && answer.says === 'refused') {
    await changeConsultation(ctx.tx, row, {
      state: 'refused',
      trouble: answer.reasons,
      told: [...row.told, 'refused'],
    });
    tellLead(ctx, row, 'refused', answer.reasons);
    return outcome;
  }
  if (outcome === 'taken') {
    const { paper, ...said } = answer;
    await changeConsultation(ctx.tx, row, {
      state: 'answered',
      failures: 0,
      trouble: null,
      endedAt: ctx.now,
      answer: {
        ...said,
        late: dueOn !== null && dueOn < ctx.today,
        ...(paper
          ? { paper: { name: paper.name, number: paper.number, mediaType: paper.mediaType, sm3: paper.sm3 } }
          : {}),
      },
      answerDigest: digestOf(answer),
      paperKey: paperKeyOf(row, answer) ?? null,
    });
    ctx.removeJob(`consult:${row.id}`);
    ctx.emit({ name: 'exchange.department_answered', payload: { consultationId: row.id, subject: row.subject } });
    return outcome;
  }
  if (outcome === 'changed') tellLead(ctx, row, 'changed', answer.reasons);
  if (outcome === 'over') tellLead(ctx, row, 'not-needed', answer.reasons);
  if (outcome === 'not-allowed') await tellOnce(ctx, row, 'malformed', answer.reasons);
  return outcome;
}

/** Something about a consultation that the lead office must know. */
export function tellLead(ctx: CommandContext, row: ConsultationRow, what: Told, note: string): void {
  ctx.emit({
    name: 'exchange.department_trouble',
    payload: { consultationId: row.id, subject: row.subject, what, note: note.slice(0, 400) },
  });
}

export async function tellOnce(ctx: CommandContext, row: ConsultationRow, what: Told, note: string): Promise<void> {
  if (row.told.includes(what)) return;
  await changeConsultation(ctx.tx, row, { told: [...row.told, what] });
  tellLead(ctx, row, what, note);
}
