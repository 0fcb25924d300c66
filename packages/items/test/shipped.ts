import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ItemPackage, type ReadItem, readItem } from '../src/index.ts';

/** The folder of the items shipped with the product. */
export const itemsRoot = new URL('../../../items/', import.meta.url).pathname;

export const slugs = readdirSync(itemsRoot).filter((name) => /^[a-z-]+$/.test(name));

/** The files of a shipped package as `readItem` takes them. */
export function filesOf(slug: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const under of ['', 'golden', 'papers']) {
    if (!existsSync(join(itemsRoot, slug, under))) continue;
    for (const name of readdirSync(join(itemsRoot, slug, under))) {
      if (name.endsWith('.yaml'))
        files.set(under ? `${under}/${name}` : name, readFileSync(join(itemsRoot, slug, under, name), 'utf8'));
    }
  }
  return files;
}

/** A shipped package, which must be readable. */
export function shipped(slug: string): ReadItem & { readonly package: ItemPackage } {
  const read = readItem(slug, filesOf(slug));
  if (!read.package) throw new Error(`${slug}: ${JSON.stringify(read.findings)}`);
  return { ...read, package: read.package };
}
