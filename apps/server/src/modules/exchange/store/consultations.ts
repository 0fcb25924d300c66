import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { ConsultationState, Told } from '../domain/consultation-life.ts';
import type { DepartmentAnswer } from '../domain/department-answer.ts';

export interface ConsultationFile {
  readonly fileId: string;
  readonly name: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
}

/** The answer as kept: its paper's bytes lie in a file. */
export type KeptAnswer = Omit<DepartmentAnswer, 'paper'> & {
  readonly late: boolean;
  readonly paper?: Omit<NonNullable<DepartmentAnswer['paper']>, 'data'>;
};

export interface ConsultationRow {
  readonly id: string;
  readonly subject: string;
  readonly department: string;
  readonly caseRef: string;
  readonly region: string;
  readonly person: { readonly kind: 'person' | 'firm'; readonly id: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly files: readonly ConsultationFile[];
  readonly says: readonly string[];
  /** yyyy-mm-dd */
  readonly dueOn: string | null;
  readonly state: ConsultationState;
  readonly attempts: number;
  readonly failures: number;
  readonly trouble: string | null;
  readonly told: readonly Told[];
  readonly receipt: string | null;
  readonly answer: KeptAnswer | null;
  readonly answerDigest: string | null;
  readonly paperKey: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedWhy: string | null;
  readonly withdrawnAt: Date | null;
  readonly nextAt: Date;
}

const columns = sql`id, subject, department, case_ref as "caseRef", region, person, request, files, says, due_on as "dueOn", state, attempts, failures, trouble,
  told, receipt, answer, answer_digest as "answerDigest", paper_key as "paperKey", created_at as "createdAt", sent_at as "sentAt", ended_at as "endedAt",
  ended_why as "endedWhy", withdrawn_at as "withdrawnAt", next_at as "nextAt"`;

export type NewConsultationRow = Pick<
  ConsultationRow,
  | 'id'
  | 'subject'
  | 'department'
  | 'caseRef'
  | 'region'
  | 'person'
  | 'request'
  | 'files'
  | 'says'
  | 'dueOn'
  | 'createdAt'
>;

/** @returns false when the subject has one already */
export async function insertConsultation(tx: Tx, c: NewConsultationRow): Promise<boolean> {
  const made =
    await tx.run(sql`insert into exchange.consultation (id, subject, department, case_ref, region, person, request, files, says, due_on, state,
      created_at, next_at)
    values (${c.id}, ${c.subject}, ${c.department}, ${c.caseRef}, ${c.region}, ${jsonb(c.person)}, ${jsonb(c.request)}, ${jsonb(c.files)}, ${c.says},
      ${c.dueOn}, 'to-send', ${c.createdAt}, ${c.createdAt}) on conflict (subject) do nothing`);
  return made === 1;
}

export function findConsultation(db: Reader, id: string): Promise<ConsultationRow | undefined> {
  return db.maybe(sql`select ${columns} from exchange.consultation where id = ${id}`);
}

export function lockConsultation(tx: Tx, id: string): Promise<ConsultationRow | undefined> {
  return tx.maybe(sql`select ${columns} from exchange.consultation where id = ${id} for update`);
}

export function listOfSubjects(db: Reader, subjects: readonly string[]): Promise<ConsultationRow[]> {
  return db.rows(sql`select ${columns} from exchange.consultation where subject = any(${subjects})`);
}

/** Everything kept about them, as rows by table: for the archive of what they belong to. */
export async function listRecords(
  db: Reader,
  subjects: readonly string[],
): Promise<{ readonly name: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[]> {
  const [consultations, messages] = await Promise.all([
    db.rows<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(c) as row from exchange.consultation c where c.subject = any(${subjects}) order by c.id`,
    ),
    db.rows<{ row: Record<string, unknown> }>(sql`select to_jsonb(m) as row from exchange.consultation_message m
      join exchange.consultation c on c.id = m.consultation_id where c.subject = any(${subjects}) order by m.at, m.id`),
  ]);
  return [
    { name: 'consultation', rows: consultations.map((r) => r.row) },
    { name: 'consultation_message', rows: messages.map((r) => r.row) },
  ];
}

/** Those whose time has come and whose job did not: it was lost. */
export function listForgotten(db: Reader, before: Date): Promise<{ readonly id: string }[]> {
  return db.rows(sql`select id from exchange.consultation where next_at < ${before}
    and (state in ('to-send', 'sent') or (state = 'closed' and withdrawn_at is null)) order by next_at limit 200`);
}

export type ConsultationChange = Partial<
  Pick<
    ConsultationRow,
    | 'state'
    | 'attempts'
    | 'failures'
    | 'trouble'
    | 'told'
    | 'receipt'
    | 'answer'
    | 'answerDigest'
    | 'paperKey'
    | 'sentAt'
    | 'endedAt'
    | 'endedWhy'
    | 'withdrawnAt'
    | 'nextAt'
  >
>;

/** The row must be locked. */
export async function changeConsultation(tx: Tx, row: ConsultationRow, set: ConsultationChange): Promise<void> {
  const c = { ...row, ...set };
  await tx.run(sql`update exchange.consultation set state = ${c.state}, attempts = ${c.attempts}, failures = ${c.failures}, trouble = ${c.trouble},
      told = ${c.told}, receipt = ${c.receipt}, answer = ${jsonb(c.answer ?? undefined)}::jsonb, answer_digest = ${c.answerDigest}, paper_key = ${c.paperKey},
      sent_at = ${c.sentAt}, ended_at = ${c.endedAt}, ended_why = ${c.endedWhy}, withdrawn_at = ${c.withdrawnAt}, next_at = ${c.nextAt}
    where id = ${c.id}`);
}

/** A signed message about it, as it came. */
export interface MessageRow {
  readonly id: string;
  readonly at: Date;
  readonly way: 'handed-over' | 'push' | 'poll' | 'withdrawn';
  readonly outcome: string;
  readonly body: string;
  readonly signature: string;
  readonly certificate: string;
}

export function insertMessage(tx: Tx, of: Pick<ConsultationRow, 'id' | 'region'>, m: MessageRow): void {
  tx.send(sql`insert into exchange.consultation_message (id, consultation_id, region, at, way, outcome, body, signature, certificate)
    values (${m.id}, ${of.id}, ${of.region}, ${m.at}, ${m.way}, ${m.outcome}, ${m.body}, ${m.signature}, ${m.certificate})`);
}

export interface FileLink {
  readonly tokenHash: Uint8Array;
  readonly fileId: string;
}

/** New addresses; those of a former try that nobody used are gone. */
export function replaceLinks(tx: Tx, consultationId: string, links: readonly FileLink[], expiresAt: Date): void {
  tx.send(sql`delete from exchange.file_link where consultation_id = ${consultationId} and used_at is null`);
  for (const { tokenHash, fileId } of links)
    tx.send(sql`insert into exchange.file_link (token_hash, consultation_id, file_id, expires_at)
      values (${Buffer.from(tokenHash)}, ${consultationId}, ${fileId}, ${expiresAt})`);
}

/** Uses an address up. @returns undefined when there is none that can still be used */
export function useLink(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ readonly consultationId: string; readonly fileId: string } | undefined> {
  return tx.maybe(sql`update exchange.file_link set used_at = ${now} where token_hash = ${Buffer.from(tokenHash)} and used_at is null and expires_at > ${now}
    returning consultation_id as "consultationId", file_id as "fileId"`);
}
