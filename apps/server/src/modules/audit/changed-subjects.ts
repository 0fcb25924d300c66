import type { Reader } from '../../kernel/db/database.ts';
import { listBehind } from './store/entries.ts';

/** A place in each chain of the audit. */
export type Positions = readonly number[];

/** Entries looked through in one chain for so many subjects: a case decided at once writes three of its own, and others stand between. */
const entriesFor = (subjects: number): number => 12 + 4 * subjects;

export interface Changed {
  /** Ids behind the prefix, such as `case:`, each once. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly positions: Positions;
  /** There may be more behind. */
  readonly more: boolean;
}

/**
 * Subjects that were written to behind these places, at most about `limit` of them, and how far that was. Every change of a case or a licence has its entry in
 * the same commit.
 * @param prefixes kinds of subjects, such as `case:`
 */
export async function changedBehind(
  db: Reader,
  positions: Positions,
  prefixes: readonly string[],
  limit: number,
): Promise<Changed> {
  const each = Math.max(1, Math.ceil(limit / positions.length));
  const perChain = entriesFor(each);
  const entries = await listBehind(db, positions, perChain);
  const ids = new Map(prefixes.map((p) => [p, new Set<string>()]));
  const taken = positions.map(() => new Set<string>());
  const seen = positions.map(() => 0);
  const full = positions.map(() => false);
  const next = [...positions];
  let more = false;
  for (const { chain, seq, subject } of entries) {
    const mine = taken[chain];
    if (!mine || full[chain]) continue;
    const prefix = prefixes.find((p) => subject.startsWith(p));
    if (prefix && !mine.has(subject) && mine.size >= each) {
      full[chain] = true;
      more = true;
      continue;
    }
    if (prefix) {
      mine.add(subject);
      ids.get(prefix)?.add(subject.slice(prefix.length));
    }
    next[chain] = seq;
    seen[chain] = (seen[chain] ?? 0) + 1;
  }
  more ||= seen.some((n) => n >= perChain);
  return { ids: new Map([...ids].map(([p, set]) => [p, [...set]])), positions: next, more };
}
