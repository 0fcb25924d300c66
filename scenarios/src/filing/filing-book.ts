import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { OutsideRecord } from '../outside/systems.ts';

/** One application a department files for somebody. */
export interface FiledCase {
  readonly number: string;
  readonly applicant: string;
  /** What it was begun and submitted with: sent again as it was when no answer came. */
  readonly begin: OutsideRecord;
  readonly form: OutsideRecord;
  /** What the platform told last, asked for or by itself. */
  status?: OutsideRecord;
  /** How it was told. */
  told?: 'asked' | 'pushed';
  pushes: number;
  trouble?: string;
}

export interface FilingBook {
  readonly all: ReadonlyMap<string, FiledCase>;
  put(one: FiledCase): void;
}

/** Kept in a file before anything is sent, so that a message that was lost is sent again under the same number. */
export function openFilingBook(file: string | undefined): FilingBook {
  const all = new Map<string, FiledCase>(
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, FiledCase][]) : [],
  );
  return {
    all,
    put(one) {
      all.set(one.number, one);
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify([...all]), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
