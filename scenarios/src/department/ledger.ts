import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { OutsideRecord } from '../outside/systems.ts';

export const SAYS = ['同意', '不同意', '无意见', '退回'] as const;
export type Says = (typeof SAYS)[number];

/** What the department was asked, and what it said. */
export interface Consultation {
  /** The lead office's reference: the same one again is the same question. */
  readonly reference: string;
  readonly caseRef: string;
  readonly receipt: string;
  readonly receivedAt: string;
  /** How often it was handed over. */
  times: number;
  params: OutsideRecord;
  /** Of the materials, by name: whether the bytes came and fit their SM3. */
  readonly materials: Record<string, 'fetched' | 'failed'>;
  withdrawn?: string;
  /** It asks for the materials again. */
  again?: boolean;
  answer?: OutsideRecord;
  /** The lead office has acknowledged the answer. */
  acknowledged?: boolean;
}

/** The department's book: kept in a file, so that it survives what its program does not. */
export interface Book {
  readonly all: ReadonlyMap<string, Consultation>;
  put(one: Consultation): void;
  keep(): void;
}

export function openBook(file: string | undefined): Book {
  const all = new Map<string, Consultation>(
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, Consultation][]) : [],
  );
  const keep = () => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify([...all]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    all,
    put(one) {
      all.set(one.reference, one);
      keep();
    },
    keep,
  };
}
