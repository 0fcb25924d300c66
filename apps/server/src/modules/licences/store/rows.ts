import type { Sql } from '../../../kernel/db/sql.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { StoredContent } from '../domain/content.ts';
import type { StoredState } from '../domain/licence-state.ts';
import type { TrustGrade } from '../domain/trust-grade.ts';

export interface LicenceRow {
  readonly id: string;
  readonly identifier: string;
  readonly searchKey: string;
  readonly typeCode: string;
  readonly typeName: Text;
  readonly number: string;
  readonly version: number;
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
  readonly holderName: string;
  readonly holderNumber: string;
  readonly office: string;
  readonly officeName: Text;
  readonly region: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly caseId: string | null;
  readonly content: StoredContent;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly state: StoredState;
  readonly issuedAt: Date;
  /** Id of the one it replaces. */
  readonly replaces: string | null;
  readonly replacedAt: Date | null;
  /** 用印已召回. */
  readonly recalledAt: Date | null;
  readonly recallReason: Text | null;
  /** Version of the catalogue row that governed it. */
  readonly typeVersion: number | null;
  readonly grade: TrustGrade;
}

/** The sealed file of a licence that is known. */
export interface FileRow {
  readonly fileKey: string;
  readonly digest: string;
  readonly sealing: string;
  readonly bytes: number;
  readonly pages: number;
  readonly width: number;
  readonly height: number;
}

export type IssuedRow = LicenceRow & FileRow;

export const licenceColumns: Sql = sql`l.id, l.identifier, l.search_key as "searchKey", l.type_code as "typeCode", l.type_name as "typeName", l.number, l.version,
  l.holder_kind as "holderKind", l.holder_id as "holderId", l.holder_name as "holderName", l.holder_number as "holderNumber", l.office,
  l.office_name as "officeName", l.region, l.slug, l.item_version as "itemVersion", l.case_id as "caseId", l.content, l.valid_from as "validFrom",
  l.valid_to as "validTo", l.state, l.issued_at as "issuedAt", l.replaces, l.replaced_at as "replacedAt",
  l.recalled_at as "recalledAt", l.recall_reason as "recallReason", l.type_version as "typeVersion", l.grade`;

export const fileColumns: Sql = sql`l.file_key as "fileKey", l.digest, l.sealing, l.bytes, l.pages, l.width, l.height`;
