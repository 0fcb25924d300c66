import { closeSync, fdatasync, mkdirSync, open, renameSync, writeFile, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { threadId } from 'node:worker_threads';

const opened = promisify(open);
const datasync = promisify(fdatasync);
const written = promisify(writeFile);
/** Bytes; a millisecond's copying. */
const much = 1024 * 1024;

/** Bytes kept under the data folder by key. Written whole or not at all; a key is written once. */
export interface Files {
  readonly folder: string;
  /** Durable when it resolves: written beside, synced, renamed. */
  put(key: string, data: Uint8Array): Promise<void>;
  get(key: string): Promise<Buffer>;
  remove(key: string): Promise<void>;
  /** Keys below a prefix last written before `before`; for sweeping orphans. */
  list(prefix: string, before: Date): Promise<string[]>;
}

const safe = /^[a-z0-9][a-z0-9._/-]{0,200}$/i;

/** @param folder on the same file system as its `tmp` subfolder. */
export function openFiles(folder: string): Files {
  const made = new Set<string>();
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  let count = 0;
  const path = (key: string): string => {
    if (!safe.test(key) || key.includes('..')) throw new Error(`unsafe file key ${JSON.stringify(key)}`);
    return join(folder, key);
  };
  return {
    folder,
    async put(key, data) {
      const target = path(key);
      const beside = join(folder, 'tmp', `${process.pid}-${threadId}-${count++}`);
      const parent = dirname(target);
      // made and synced by the pool's threads, which wait for the disk; the rest is quicker done than handed to them and back, unless it is much
      const file = await opened(beside, 'w');
      try {
        if (data.byteLength <= much) writeFileSync(file, data);
        else await written(file, data);
        await datasync(file);
      } finally {
        closeSync(file);
      }
      if (!made.has(parent)) await mkdir(parent, { recursive: true });
      renameSync(beside, target);
      made.add(parent);
    },
    get: (key) => readFile(path(key)),
    async remove(key) {
      await unlink(path(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    },
    async list(prefix, before) {
      const start = path(prefix);
      const names = await readdir(start, { recursive: true, withFileTypes: true }).catch(() => []);
      const keys: string[] = [];
      for (const entry of names) {
        if (!entry.isFile()) continue;
        const full = join(entry.parentPath, entry.name);
        if ((await stat(full)).mtime < before) keys.push(full.slice(folder.length + 1));
      }
      return keys;
    },
  };
}
