import type { CompiledItem } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { CasesDeps } from '../deps.ts';
import type { CaseRow, DocumentRow } from '../store/rows.ts';
import { versionAt } from '../store/versions.ts';

/** The version of the item a paper of a case was issued by: it is drawn by that version for good, whatever the case went over to since. */
export async function itemOfDocument(
  { kernel, catalog }: Pick<CasesDeps, 'kernel' | 'catalog'>,
  row: CaseRow,
  document: Pick<DocumentRow, 'at'>,
): Promise<CompiledItem> {
  const version = row.migrated ? await versionAt(kernel.read, row, document.at) : row.itemVersion;
  const item = await catalog.load(row.slug, version);
  if (!item) throw kernelErrors.bug({ log: `${row.slug} v${version} of case ${row.id} is not there` });
  return item;
}
