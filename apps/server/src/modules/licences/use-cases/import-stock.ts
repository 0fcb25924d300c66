import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Seals } from '../../seals/index.ts';
import { makeFile } from '../make-file.ts';
import type { Press } from '../press/press.ts';
import { hasNumber } from '../store/read-licences.ts';
import { recordStock } from './record-stock.ts';
import { type Stock, stockLicence } from './stock-licence.ts';

/** F220: one licence from before the platform, made and sealed anew by its issuer, then registered with its number. Many: `use-cases/batch`. */
export async function importStock(
  deps: { readonly kernel: Kernel; readonly seals: Seals; readonly press: Press },
  actor: Actor,
  given: Stock,
): Promise<'new' | 'present'> {
  const { kernel, seals } = deps;
  const { typeCode } = given.item.package.licence;
  const known = () => hasNumber(kernel.read, typeCode, given.number);
  if (await known()) return 'present';
  const stock = stockLicence(kernel.config.publicUrl, given);
  const made = await makeFile(deps, stock.licence, given.item, undefined);
  try {
    await kernel.command('licences.import_stock', { actor }, (ctx) =>
      recordStock(seals, ctx, [{ stock, made }], { operator: actorKey(actor), grade: 'B' }),
    );
    return 'new';
  } catch (error) {
    // Another process imported it meanwhile; the file just made is swept.
    if (isUniqueViolation(error) && (await known())) return 'present';
    throw error;
  }
}
