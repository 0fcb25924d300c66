import type { ComplaintKind } from '@miaopi/contracts';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface ComplaintRow {
  readonly id: string;
  readonly serial: number;
  /** Of the unit. */
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly slug: string | null;
  readonly itemName: Text | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly personId: string;
  /** Who complains: the person himself, or the firm he acts for. */
  readonly holder: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  readonly kind: ComplaintKind;
  readonly publishable: boolean;
  /** The head of the unit is meant: the unit does not read it. */
  readonly ofHead: boolean;
  readonly body: string;
  readonly madeAt: Date;
  readonly promisedOn: string | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly answeredByName: string | null;
  readonly answeredOffice: Text | null;
}

type Unanswered = Omit<ComplaintRow, 'serial' | 'answer' | 'answeredAt' | 'answeredByName' | 'answeredOffice'>;

const columns = sql`id, serial::int, region, office, json_build_object('zh', office_name_zh, 'en', office_name_en) as "officeName", slug,
  case when slug is not null then json_build_object('zh', item_name_zh, 'en', item_name_en) end as "itemName",
  case_id as "caseId", case_number as "caseNumber", person_id as "personId",
  json_build_object('kind', holder_kind, 'id', holder_id, 'name', holder_name) as holder, kind, publishable, of_head as "ofHead", body, made_at as "madeAt",
  promised_on as "promisedOn", answer, answered_at as "answeredAt", answered_by_name as "answeredByName",
  case when answered_at is not null then json_build_object('zh', answered_office_zh, 'en', answered_office_en) end as "answeredOffice"`;

/** How many a person has made on a day (yyyy-mm-dd). Whoever asks next for the same person waits until this transaction is over. */
export async function countOfDay(tx: Tx, personId: string, day: string): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`interaction.complaint ${personId}`}, 0))`);
  const { n } = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from interaction.complaint where person_id = ${personId} and made_on = ${day}`,
  );
  return n;
}

export function insertComplaint(tx: Tx, c: Unanswered & { readonly madeOn: string }): Promise<ComplaintRow> {
  return tx.one(sql`insert into interaction.complaint
      (id, region, office, office_name_zh, office_name_en, slug, item_name_zh, item_name_en, case_id, case_number, person_id,
        holder_kind, holder_id, holder_name, kind, publishable, of_head, body, made_at, made_on, promised_on)
    values (${c.id}, ${c.region}, ${c.office}, ${c.officeName.zh}, ${c.officeName.en}, ${c.slug}, ${c.itemName?.zh ?? null}, ${c.itemName?.en ?? null},
      ${c.caseId}, ${c.caseNumber}, ${c.personId}, ${c.holder.kind}, ${c.holder.id}, ${c.holder.name}, ${c.kind}, ${c.publishable}, ${c.ofHead},
      ${c.body}, ${c.madeAt}, ${c.madeOn}, ${c.promisedOn})
    returning ${columns}`);
}

/** Whose complaints: a person's own, a firm's, or those an agent made for it. */
export interface HolderScope {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  /** Only what this person made himself. */
  readonly personId?: string | undefined;
}

const ofHolder = (of: HolderScope): Sql =>
  and([
    sql`holder_kind = ${of.kind} and holder_id = ${of.id}`,
    of.personId !== undefined && sql`person_id = ${of.personId}`,
  ]);

export function findOwn(db: Reader, of: HolderScope, id: string): Promise<ComplaintRow | undefined> {
  return db.maybe(sql`select ${columns} from interaction.complaint where id = ${id} and ${ofHolder(of)}`);
}

export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

/** The newest first; `after` names the last one of the page before. */
export function listOwn(
  db: Reader,
  of: HolderScope,
  page: { readonly limit: number; readonly after?: Cursor | undefined },
): Promise<readonly ComplaintRow[]> {
  const where = and([ofHolder(of), page.after && sql`(made_at, id) < (${page.after.at}, ${page.after.id})`]);
  return db.rows(
    sql`select ${columns} from interaction.complaint where ${where} order by made_at desc, id desc limit ${page.limit}`,
  );
}

/** Whose complaints an official reads: those of his office that do not mean its head, and of the other offices in a region where his is the service centre of it. */
export interface UnitScope {
  readonly office: string;
  /** What the codes of that region begin with. */
  readonly within?: string | undefined;
}

const ofUnit = ({ office, within }: UnitScope): Sql =>
  and([
    within === undefined
      ? sql`office = ${office}`
      : sql`(office = ${office} or region like ${`${within.replace(/[%_\\]/g, '')}%`})`,
    sql`not (of_head and office = ${office})`,
  ]);

export function findOfUnit(db: Reader, of: UnitScope, id: string): Promise<ComplaintRow | undefined> {
  return db.maybe(sql`select ${columns} from interaction.complaint where id = ${id} and ${ofUnit(of)}`);
}

export function lockOfUnit(tx: Tx, of: UnitScope, id: string): Promise<ComplaintRow | undefined> {
  return tx.maybe(sql`select ${columns} from interaction.complaint where id = ${id} and ${ofUnit(of)} for update`);
}

/** Open ones the oldest first, answered ones the last answered first. */
export function listOfUnit(
  db: Reader,
  of: UnitScope,
  page: { readonly state: 'open' | 'answered'; readonly limit: number; readonly after?: Cursor | undefined },
): Promise<readonly ComplaintRow[]> {
  const { after } = page;
  return db.rows(
    page.state === 'open'
      ? sql`select ${columns} from interaction.complaint
          where ${and([ofUnit(of), sql`answered_at is null`, after && sql`(made_at, id) > (${after.at}, ${after.id})`])}
          order by made_at, id limit ${page.limit}`
      : sql`select ${columns} from interaction.complaint
          where ${and([ofUnit(of), sql`answered_at is not null`, after && sql`(answered_at, id) < (${after.at}, ${after.id})`])}
          order by answered_at desc, id desc limit ${page.limit}`,
  );
}

export async function countOpen(db: Reader, of: UnitScope): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from interaction.complaint where ${ofUnit(of)} and answered_at is null`,
  );
  return n;
}

/**
 * Takes open complaints to remind of, and marks them so: those promised until `until` once, those promised before `today` once more; at most `limit`.
 * Days as yyyy-mm-dd.
 */
export function takeToRemind(
  tx: Tx,
  of: { readonly today: string; readonly until: string; readonly limit: number },
): Promise<readonly (ComplaintRow & { readonly promisedOn: string })[]> {
  return tx.rows(sql`update interaction.complaint set reminded = case when promised_on < ${of.today} then 2 else 1 end where id in (
      select id from interaction.complaint where answered_at is null
        and ((reminded < 1 and promised_on <= ${of.until}) or (reminded < 2 and promised_on < ${of.today}))
      order by promised_on, id limit ${of.limit} for update skip locked)
    returning ${columns}`);
}

export function setAnswered(
  tx: Tx,
  id: string,
  a: { readonly text: string; readonly by: string; readonly byName: string; readonly office: Text; readonly now: Date },
): Promise<ComplaintRow> {
  return tx.one(sql`update interaction.complaint set answer = ${a.text}, answered_at = ${a.now}, answered_by = ${a.by}, answered_by_name = ${a.byName},
      answered_office_zh = ${a.office.zh}, answered_office_en = ${a.office.en}
    where id = ${id} returning ${columns}`);
}
