import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ReadItem, readItem } from './read-item.ts';
import { limits } from './source.ts';

/**
 * Reads an item package from a folder; its name is the slug. Only regular `.yaml` files of the folder, its `golden/`, `histories/` and `papers/` are read
 * (no links followed out of it). Rejects only when the folder itself can't be read.
 */
export async function readItemFolder(dir: string): Promise<ReadItem> {
  const files = new Map<string, string>();
  let bytes = 0;
  for (const under of ['', 'golden', 'histories', 'papers']) {
    const entries = await readdir(join(dir, under), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (under === '') throw error;
      return [];
    });
    for (const entry of entries) {
      if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
      const path = join(dir, under, entry.name);
      const { size } = await stat(path);
      bytes += size;
      if (files.size > limits.files || bytes > limits.totalBytes) break;
      files.set(
        under ? `${under}/${entry.name}` : entry.name,
        size > limits.fileBytes * 4 ? ' '.repeat(limits.fileBytes + 1) : await readFile(path, 'utf8'),
      );
    }
  }
  return readItem(basename(dir.replace(/[/\\]+$/, '')), files);
}

/** Slugs of the packages under a folder of packages, sorted. */
export async function listItemFolders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
    .map((e) => e.name)
    .sort();
}
