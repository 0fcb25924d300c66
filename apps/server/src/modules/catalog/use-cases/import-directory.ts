import type { Actor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { DirectoryEntry } from '../door.ts';
import { rowOfEntry } from '../item-row.ts';
import { wordsVersion } from '../search/words.ts';
import { upsertItems } from '../store/items.ts';

const most = 50_000;
const batch = 2000;

/** Imports entries of a directory, all or none; an entry known already is brought up to date. */
export async function importDirectory(kernel: Kernel, actor: Actor, entries: readonly DirectoryEntry[]): Promise<void> {
  if (entries.length > most)
    throw kernelErrors.too_large({ log: `${entries.length} directory entries at once, ${most} may be` });
  const bySlug = new Map(entries.map((e) => [e.slug, e]));
  const all = [...bySlug.values()];
  await kernel.command('catalog.import_directory', { actor }, async (ctx) => {
    for (let from = 0; from < all.length; from += batch)
      await upsertItems(ctx.tx, all.slice(from, from + batch).map(rowOfEntry), wordsVersion, ctx.now);
    ctx.audit({ action: 'catalog.directory_imported', subject: 'catalog:directory', data: { entries: all.length } });
  });
}
