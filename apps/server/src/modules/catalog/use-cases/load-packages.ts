import type { Kernel } from '../../../kernel/kernel.ts';
import { compileFiles } from '../check-package.ts';
import type { CompiledVersions } from '../compiled-versions.ts';
import { rowOfPackage } from '../item-row.ts';
import { readPackageFolders } from '../package-files.ts';
import { wordsVersion } from '../search/words.ts';
import { upsertItems } from '../store/items.ts';
import { listRecentFiles, listVersions } from '../store/versions.ts';
import { faultsOf, publishVersion } from './publish-version.ts';

const actor = { kind: 'system', name: 'catalog' } as const;
/** Versions of each item whose files are held in memory; drafts may still be on an older one. */
const heldVersions = 3;

/**
 * At the start: folders whose content the store has are taken as they are; new and changed ones are checked first. A refused one is named in the log with
 * its faults, and what was in force before stays.
 * @returns slugs of the versions that came into force
 */
export async function loadPackages(
  kernel: Kernel,
  versions: CompiledVersions,
  options: { readonly roots: readonly string[]; readonly replace: boolean },
): Promise<string[]> {
  const [folders, stored, recent] = await Promise.all([
    readPackageFolders(options.roots),
    listVersions(kernel.read),
    listRecentFiles(kernel.read, heldVersions),
  ]);
  for (const { slug, version, files } of recent) versions.hold(slug, version, files);
  for (const { slug, version, inForce } of stored) if (inForce) versions.putInForce(slug, version);
  const digests = new Set(stored.map((v) => `${v.slug} ${v.digest}`));

  const fresh: string[] = [];
  for (const { slug, files, digest, dir } of folders) {
    if (digests.has(`${slug} ${digest}`)) continue;
    const before = versions.inForce.get(slug);
    const published = await publishVersion(kernel, actor, { slug, files }, options);
    if (!published.ok) {
      kernel.log.error(
        { item: slug, dir, faults: faultsOf(published.findings).slice(0, 50), inForce: before ?? null },
        'item package refused',
      );
      continue;
    }
    const { version } = published.item.package.item;
    versions.hold(slug, version, files);
    versions.keep(published.item);
    versions.putInForce(slug, version);
    fresh.push(slug);
    kernel.log.info({ item: slug, version, before: before ?? null }, 'item version in force');
  }

  const stale = stored.filter(
    (v) => v.inForce && v.indexedBy !== wordsVersion && versions.inForce.get(v.slug) === v.version,
  );
  if (stale.length === 0) return fresh;
  const rows = stale.flatMap((v) => {
    const held = recent.find((r) => r.slug === v.slug && r.version === v.version);
    return held ? [rowOfPackage(compileFiles(v.slug, held.files).package)] : [];
  });
  await kernel.command('catalog.index_items', { actor }, (ctx) => upsertItems(ctx.tx, rows, wordsVersion, ctx.now));
  return fresh;
}
