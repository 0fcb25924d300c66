import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout: the nearest one above this file whose package.json is named `miaopi`. True for sources and for the bundle. */
export const root: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'miaopi') return folder;
    if (folder === dirname(folder)) throw new Error(`no checkout of miaopi above ${start}`);
  }
}
