import type { CaseView } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import { caseInputOf } from './case-input.ts';
import type { CasesDeps } from './deps.ts';
import { itemOfDocument } from './papers/item-of-document.ts';
import { signedDocument } from './papers/signed-document.ts';
import { presentAnswers } from './present-answers.ts';
import { findCase, findDocument, findFile, listEvidence } from './store/cases.ts';
import { listRecordTables, type RecordTable } from './store/record.ts';
import type { CaseRow } from './store/rows.ts';

/** A case with everything this module keeps of it, as rows. */
export interface CaseRecord {
  readonly id: string;
  readonly number: string;
  readonly exchangeNumber: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly itemName: Text;
  readonly office: string;
  readonly officeName: Text;
  readonly region: string;
  readonly applicant: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  readonly state: string;
  readonly outcome: CaseRow['outcome'];
  readonly submittedAt: Date;
  readonly closedAt: Date | null;
  readonly licenceId: string | null;
  /** What stands in the newest filing, as its form reads it back; undefined where no file or form of it is there. */
  readonly answers: CaseView['answers'] | undefined;
  /**
   * Every table that holds rows of the case, also those that come with later versions, and what the exchange keeps of departments outside that were asked. The query
   * code is left out.
   */
  readonly tables: readonly RecordTable[];
}

export async function caseRecord(
  { kernel, exchange, catalog }: Pick<CasesDeps, 'kernel' | 'exchange' | 'catalog'>,
  caseId: string,
): Promise<CaseRecord | undefined> {
  const row = await findCase(kernel.read, caseId);
  if (!row) return undefined;
  const { id, number, exchangeNumber, slug, itemVersion, itemName, office, officeName, region, state, outcome } = row;
  const tables = await listRecordTables(kernel.read, caseId);
  const outside = (tables.find((t) => t.name === 'task')?.rows ?? []).filter((t) => t.outside === true);
  const asked = outside.length > 0 ? await exchange.consultations.recordOf(outside.map((t) => String(t.id))) : [];
  const [file, evidence, item] = await Promise.all([
    findFile(kernel.read, caseId),
    listEvidence(kernel.read, caseId),
    catalog.load(slug, itemVersion),
  ]);
  return {
    id,
    number,
    exchangeNumber,
    slug,
    itemVersion,
    itemName,
    office,
    officeName,
    region,
    applicant: { kind: row.applicantKind, id: row.applicantId, name: row.applicantName },
    state,
    outcome,
    submittedAt: row.submittedAt,
    closedAt: row.closedAt,
    licenceId: row.licenceId,
    answers:
      file && item
        ? presentAnswers({
            item,
            input: caseInputOf(row, file, evidence),
            file,
            evidence,
            official: false,
            seen: undefined,
          })
        : undefined,
    tables: [...tables, ...asked.filter((t) => t.rows.length > 0)],
  };
}

/** The numbered papers of a case as signed PDFs. */
export async function casePapers(
  deps: Pick<CasesDeps, 'kernel' | 'licences' | 'catalog'>,
  record: CaseRecord,
): Promise<{ readonly name: string; readonly number: string; readonly pdf: Uint8Array }[]> {
  const row = await findCase(deps.kernel.read, record.id);
  const papers = record.tables.find((t) => t.name === 'document')?.rows ?? [];
  if (!row) return [];
  const made: { name: string; number: string; pdf: Uint8Array }[] = [];
  for (const { kind, nth } of papers as readonly { kind: string; nth: number }[]) {
    const document = await findDocument(deps.kernel.read, row.id, nth > 1 ? `${kind}-${nth}` : kind);
    if (document)
      made.push({
        name: document.name.zh,
        number: document.number,
        pdf: await signedDocument(deps, row, await itemOfDocument(deps, row, document), document),
      });
  }
  return made;
}
