import type { Reader } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** Between the entries of a list: a text is read many times faster than an array. */
export const listBetween = '\t';

/** How far one has read. */
export interface Place {
  readonly revision: number;
  readonly slug: string;
}

export interface ChangedItem extends Place {
  readonly version: number | null;
  readonly state: 'in-use' | 'suspended' | 'cancelled';
  readonly office: string;
  readonly office_zh: string;
  readonly office_en: string;
  readonly nature: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly summary_zh: string;
  readonly summary_en: string;
  readonly objects: string;
  readonly themes: string;
  readonly events: string;
  readonly online: boolean;
  readonly visits: number;
  readonly promised_amount: number;
  readonly promised_unit: string;
  readonly tags: string;
  readonly words: string;
}

/** Items written after that place, in the order they were written. */
export function listChanged(db: Reader, after: Place, limit: number): Promise<ChangedItem[]> {
  return db.rows(sql`select i.revision, i.slug, i.version, i.state, i.office, o.name_zh as office_zh, o.name_en as office_en, i.nature,
      i.name_zh, i.name_en, i.summary_zh, i.summary_en, array_to_string(i.objects, ${listBetween}) as objects, array_to_string(i.themes, ${listBetween}) as themes,
      array_to_string(i.events, ${listBetween}) as events, i.online, i.visits, i.promised_amount, i.promised_unit,
      array_to_string(i.tags, ${listBetween}) as tags, i.words
    from catalog.item i join catalog.office o on o.code = i.office
    where (i.revision, i.slug) > (${after.revision}::bigint, ${after.slug}::text) order by i.revision, i.slug limit ${limit}`);
}
