import { sm3Hex } from '@miaopi/gm';
import type { CompiledItem } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Seals } from '../seals/index.ts';
import { signedContent } from './offline/signed-content.ts';
import { photoOfFile } from './photo.ts';
import { printPdf } from './print-pdf.ts';
import { signPaper } from './sign-paper.ts';
import { findPdfCopy, insertPdfCopy } from './store/pdf-copies.ts';
import type { IssuedRow } from './store/rows.ts';

/**
 * The PDF copy, signed by the issuing body (PAdES B-T, F144): made when first asked for and kept, so that everybody gets the same file. The use of the seal is under
 * the grant of its item and stands in the ledger, as that of the original does.
 * @throws seals.no_seal, seals.not_granted
 */
export async function signedCopy(
  deps: { readonly kernel: Kernel; readonly seals: Seals },
  actor: Actor,
  row: IssuedRow,
  item: CompiledItem,
): Promise<Uint8Array> {
  const { kernel, seals } = deps;
  const kept = await findPdfCopy(kernel.read, row.id);
  if (kept) return kernel.files.get(kept.fileKey);
  const { sealId } = await seals.sealerOf(row.office);
  await seals.checkGrant(row.office, row.slug);
  const original = await kernel.files.get(row.fileKey);
  const holder = { kind: row.holderKind, name: row.holderName, number: row.holderNumber };
  const content = await signedContent({ seals, log: kernel.log }, row.content, holder);
  const { pdf, sealPlace } = await printPdf({ ...row, content }, item, photoOfFile(original));
  const sealedAt = kernel.clock.now();
  const signed = await signPaper(deps, { uscc: row.office, name: row.officeName.zh }, pdf, {
    reason: `电子证照副本 ${row.identifier}`,
    seal: sealPlace,
  });
  const digest = sm3Hex(signed);
  const id = newId('pdf');
  const fileKey = `licence-copies/${row.issuedAt.toISOString().slice(0, 7).replace('-', '/')}/${row.id}-${id}.pdf`;
  await kernel.files.put(fileKey, signed);
  const first = await kernel.command('licences.make_pdf_copy', { actor }, async (ctx) => {
    const copy = {
      id,
      licenceId: row.id,
      region: row.region,
      fileKey,
      digest,
      madeAt: ctx.now,
      madeFor: actorKey(actor),
    };
    if (!(await insertPdfCopy(ctx.tx, copy))) return false;
    seals.recordUse(ctx, {
      sealId,
      slug: row.slug,
      licenceId: id,
      caseId: row.caseId,
      region: row.region,
      digest,
      page: sealPlace?.page ?? 0,
      x: sealPlace?.x ?? 0,
      y: sealPlace?.y ?? 0,
      sealedAt,
      operator: actorKey(actor),
    });
    ctx.audit({ action: 'licences.pdf_copy_made', subject: `licence:${row.id}`, data: { digest } });
    return true;
  });
  if (first) return signed;
  // somebody asked at the same moment and was quicker: everybody gets his
  await kernel.files.remove(fileKey);
  return kernel.files.get((await findPdfCopy(kernel.read, row.id))!.fileKey);
}
