import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import { jobOf } from '../consultation-deps.ts';
import { openStates } from '../domain/consultation-life.ts';
import {
  type ConsultationFile,
  changeConsultation,
  insertConsultation,
  listOfSubjects,
  lockConsultation,
} from '../store/consultations.ts';

/** What a department is asked. Everything in `request` goes out: the caller answers for its being no more than the department needs. */
export interface NewConsultation {
  readonly subject: string;
  /** USCC */
  readonly department: string;
  readonly caseRef: string;
  readonly region: string;
  readonly person: { readonly kind: 'person' | 'firm'; readonly id: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly files: readonly ConsultationFile[];
  readonly says: readonly ('agree' | 'disagree' | 'none')[];
  /** yyyy-mm-dd */
  readonly dueOn: string | null;
}

/** Commits the question with the transaction of who asks; a job hands it over. A subject is asked about once. */
export async function consultDepartment(ctx: CommandContext, asked: NewConsultation): Promise<void> {
  const id = newId('con');
  if (!(await insertConsultation(ctx.tx, { ...asked, id, createdAt: ctx.now }))) return;
  ctx.addJob(jobOf(id, ctx.now));
  ctx.audit({
    action: 'exchange.consulted',
    subject: `consultation:${id}`,
    data: { department: asked.department, caseRef: asked.caseRef, files: asked.files.length },
  });
}

/** Nobody waits for it any more; the department is told. Nothing happens when it is over. */
export async function endConsultation(ctx: CommandContext, subject: string, why: string): Promise<void> {
  const [found] = await listOfSubjects(ctx.tx, [subject]);
  const row = found && (await lockConsultation(ctx.tx, found.id));
  if (!row || !openStates.includes(row.state)) return;
  await changeConsultation(ctx.tx, row, {
    state: 'closed',
    attempts: 0,
    failures: 0,
    endedAt: ctx.now,
    endedWhy: why,
    nextAt: ctx.now,
  });
  ctx.addJob(jobOf(row.id, ctx.now));
  ctx.audit({ action: 'exchange.consultation_ended', subject: `consultation:${row.id}`, data: { why } });
}
