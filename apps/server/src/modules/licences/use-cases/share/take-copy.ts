import { sm3 } from '@miaopi/gm';
import type { LicencesDeps } from '../../deps.ts';
import { licencesErrors } from '../../errors.ts';
import { takeLink } from '../../store/copies.ts';
import { findIssuedById } from '../../store/read-licences.ts';
import type { IssuedRow } from '../../store/rows.ts';

/** The file behind a one-time address, which is used up by it. @throws licences.link_missing when there is none, or it was used, or ten minutes have passed */
export async function takeCopy(
  { kernel }: LicencesDeps,
  token: string,
): Promise<{ readonly row: IssuedRow; readonly bytes: Uint8Array }> {
  return kernel.command('licences.take_copy', { actor: { kind: 'system', name: 'share' } }, async (ctx) => {
    const copy = await takeLink(ctx.tx, sm3(Buffer.from(token)), ctx.now);
    const row = copy && (await findIssuedById(ctx.tx, copy.licenceId));
    if (!copy || !row) throw licencesErrors.link_missing();
    // read before the commit: an address whose file can't be read is not used up
    const bytes = await kernel.files.get(copy.fileKey);
    ctx.audit({ action: 'licences.copy_taken', subject: `licence:${row.id}`, data: { copy: copy.id } });
    return { row, bytes };
  });
}
