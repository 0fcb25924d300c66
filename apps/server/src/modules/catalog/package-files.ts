import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The text files of an item package: path inside its folder → text. */
export type PackageFiles = Readonly<Record<string, string>>;

export interface PackageFolder {
  readonly slug: string;
  readonly dir: string;
  readonly files: PackageFiles;
  readonly digest: string;
}

/** One megabyte: far above any real package, far below what hurts. */
const mostBytes = 1024 * 1024;

/** Every package under the folders, by slug; a later folder wins. Only folders that have an item.yaml. */
export async function readPackageFolders(roots: readonly string[]): Promise<PackageFolder[]> {
  const found = new Map<string, string>();
  for (const root of roots) {
    if (!existsSync(root)) continue;
    for (const entry of await readdir(root, { withFileTypes: true }))
      if (entry.isDirectory() && existsSync(join(root, entry.name, 'item.yaml')))
        found.set(entry.name, join(root, entry.name));
  }
  return Promise.all(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([slug, dir]) => {
        const files = await readFiles(dir);
        return { slug, dir, files, digest: digestOf(files) };
      }),
  );
}

/** Reads the YAML files of a package folder and of its golden/. Links are not followed. Throws when it is far too large. */
async function readFiles(dir: string): Promise<PackageFiles> {
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const under of ['', 'golden', 'papers']) {
    const folder = join(dir, under);
    if (!existsSync(folder)) continue;
    const entries = (await readdir(folder, { withFileTypes: true })).filter(
      (e) => e.isFile() && /\.ya?ml$/.test(e.name),
    );
    for (const name of entries.map((e) => e.name).sort()) {
      const text = await readFile(join(folder, name), 'utf8');
      bytes += text.length;
      if (bytes > mostBytes) throw new Error(`${dir}: an item package may have ${mostBytes} bytes of text at most`);
      files[under ? `${under}/${name}` : name] = text;
    }
  }
  return files;
}

/** SHA-256 over names and texts; the same files always give the same digest. */
export function digestOf(files: PackageFiles): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name]}\0`);
  return hash.digest('hex');
}
