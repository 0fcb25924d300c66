import type { CompiledItem } from '@miaopi/items';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Seals } from '../seals/index.ts';
import { signedContent } from './offline/signed-content.ts';
import { photoOfFile } from './photo.ts';
import { printPdf } from './print-pdf.ts';
import { signPaper } from './sign-paper.ts';
import type { IssuedRow } from './store/rows.ts';

/** Where the signed copy of a licence is kept; apart from the sealed originals, which are swept by the register of files. */
function keyOf(row: IssuedRow): string {
  return `licence-copies/${row.issuedAt.toISOString().slice(0, 7).replace('-', '/')}/${row.id}.pdf`;
}

/**
 * The PDF copy, signed by the issuing body (PAdES B-T, F144): made when first asked for and kept, so that everybody gets the same file.
 * Made twice at the same moment, the one written last is kept; both are good.
 */
export async function signedCopy(
  deps: { readonly kernel: Kernel; readonly seals: Seals },
  row: IssuedRow,
  item: CompiledItem,
): Promise<Uint8Array> {
  const { kernel, seals } = deps;
  const key = keyOf(row);
  const kept = await kernel.files.get(key).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return kept;
  const original = await kernel.files.get(row.fileKey);
  const holder = { kind: row.holderKind, name: row.holderName, number: row.holderNumber };
  const content = await signedContent({ seals, log: kernel.log }, row.content, holder);
  const { pdf, sealPlace } = await printPdf({ ...row, content }, item, photoOfFile(original));
  const signed = await signPaper(deps, { uscc: row.office, name: row.officeName.zh }, pdf, {
    reason: `电子证照副本 ${row.identifier}`,
    seal: sealPlace,
  });
  await kernel.files.put(key, signed);
  return signed;
}
