import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

/** A row of `catalog.item`: what lists and the search show of an item. */
export interface ItemRow {
  readonly slug: string;
  readonly version: number | null;
  readonly state: 'in-use' | 'suspended' | 'cancelled';
  readonly region: string;
  readonly office: { readonly code: string; readonly name: Text };
  readonly nature: string;
  readonly name: Text;
  readonly summary: Text;
  readonly objects: readonly ('person' | 'firm')[];
  readonly themes: readonly string[];
  readonly events: readonly string[];
  /** Lower case. */
  readonly keywords: readonly string[];
  readonly online: boolean;
  readonly visits: number;
  readonly promised: { readonly amount: number; readonly unit: string };
  readonly tags: readonly string[];
  /** As `searchWords` makes it. */
  readonly words: string;
}

/**
 * Writes rows, new or changed, in one statement. A directory entry never replaces an item that has a package. The rows take the next revision; its row is
 * locked until the commit, so whoever sees a revision sees all before it.
 */
export async function upsertItems(tx: Tx, rows: readonly ItemRow[], indexedBy: number, now: Date): Promise<void> {
  const given = jsonb(
    rows.map((r) => ({
      slug: r.slug,
      version: r.version,
      state: r.state,
      region: r.region,
      office: r.office.code,
      office_zh: r.office.name.zh,
      office_en: r.office.name.en,
      nature: r.nature,
      name_zh: r.name.zh,
      name_en: r.name.en,
      summary_zh: r.summary.zh,
      summary_en: r.summary.en,
      objects: r.objects,
      themes: r.themes,
      events: r.events,
      keywords: r.keywords,
      online: r.online,
      visits: r.visits,
      promised_amount: r.promised.amount,
      promised_unit: r.promised.unit,
      tags: r.tags,
      words: r.words,
    })),
  );
  await tx.run(sql`with given as (
      select * from jsonb_to_recordset(${given}::jsonb) as x(slug text, version int, state text, region text, office text, office_zh text, office_en text,
        nature text, name_zh text, name_en text, summary_zh text, summary_en text, objects text[], themes text[], events text[], keywords text[],
        online boolean, visits int, promised_amount int, promised_unit text, tags text[], words text)),
    next as (update catalog.revision set last = last + 1 returning last),
    offices as (
      insert into catalog.office (code, name_zh, name_en) select distinct on (office) office, office_zh, office_en from given order by office
      on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en)
    insert into catalog.item (slug, version, state, region, office, nature, name_zh, name_en, summary_zh, summary_en, objects, themes, events, keywords,
      online, visits, promised_amount, promised_unit, tags, words, indexed_by, revision, changed_at)
    select slug, version, state, region, office, nature, name_zh, name_en, summary_zh, summary_en, objects, themes, events, keywords,
      online, visits, promised_amount, promised_unit, tags, words, ${indexedBy}::int, next.last, ${now} from given, next
    on conflict (slug) do update set version = excluded.version, state = excluded.state, region = excluded.region, office = excluded.office,
      nature = excluded.nature, name_zh = excluded.name_zh, name_en = excluded.name_en, summary_zh = excluded.summary_zh, summary_en = excluded.summary_en,
      objects = excluded.objects, themes = excluded.themes, events = excluded.events, keywords = excluded.keywords, online = excluded.online,
      visits = excluded.visits, promised_amount = excluded.promised_amount, promised_unit = excluded.promised_unit, tags = excluded.tags,
      words = excluded.words, indexed_by = excluded.indexed_by, revision = excluded.revision, changed_at = excluded.changed_at
      where excluded.version is not null or catalog.item.version is null`);
}
