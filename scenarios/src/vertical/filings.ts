import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { OutsideRecord } from '../outside/systems.ts';

/** How far the vertical system itself is with somebody who came over. */
export type Stage = '待提交' | '已提交' | '待补正' | '已受理' | '已准予' | '已办结';

/** One message to the platform: signed when it is sent. */
export interface Told {
  readonly message: OutsideRecord;
  acknowledged: boolean;
}

/** Somebody's application, from the ticket he came with. */
export interface Filing {
  readonly caseNumber: string;
  readonly item: string;
  /** What the platform handed over. */
  readonly data: OutsideRecord;
  readonly messages: string;
  readonly back: string;
  /** Who holds this address has shown a ticket; a new one voids it. */
  session: string;
  stage: Stage;
  /** Why it is to be corrected, refused. */
  reason?: string;
  readonly told: Told[];
}

/** The system's books: kept in a file, so that they survive what its program does not. */
export interface Filings {
  readonly all: ReadonlyMap<string, Filing>;
  /** False when the ticket was seen before. */
  firstSight(ticket: string): boolean;
  put(one: Filing): void;
  keep(): void;
}

export function openFilings(file: string | undefined): Filings {
  const read = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stored) : undefined;
  const all = new Map<string, Filing>(read?.filings ?? []);
  const seen = new Set<string>(read?.seen ?? []);
  const keep = (): void => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify({ filings: [...all], seen: [...seen].slice(-5000) }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    all,
    firstSight(ticket) {
      if (seen.has(ticket)) return false;
      seen.add(ticket);
      keep();
      return true;
    },
    put(one) {
      all.set(one.caseNumber, one);
      keep();
    },
    keep,
  };
}

interface Stored {
  readonly filings: readonly [string, Filing][];
  readonly seen: readonly string[];
}
