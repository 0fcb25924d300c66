import { LRUCache } from 'lru-cache';

/** What was last read of the database and never changes there, by key, so that it is neither sent nor parsed again. Nothing in it is ever the only copy. */
export interface Recall<Value extends object> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** How many are remembered: some for each official at work; a dossier may take a hundred kB. */
const most = 64;
/** Milliseconds without use after which one is forgotten: what is read of a person stays no longer than somebody works with it. */
const idle = 10 * 60_000;

/** Values are given to several requests at once and must not be changed. */
export function createRecall<Value extends object>(): Recall<Value> {
  const cache = new LRUCache<string, Value>({ max: most, ttl: idle, updateAgeOnGet: true });
  return {
    get: (key) => cache.get(key),
    set: (key, value) => void cache.set(key, value),
  };
}
