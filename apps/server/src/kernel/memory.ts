import { setFlagsFromString } from 'node:v8';

/**
 * MB of each half of the space for what is new, in the main thread (there only a flag at the start can say it: `npm start`, bin/miaopi.mjs) and in the
 * press. V8's own 16 cost forty megabytes and were no faster, 4 were slower (bench/README.md).
 */
export const newSpace = 8;

/**
 * A server lives for months on what it keeps, not on what it throws away: old space may grow by two fifths of what lives there before it is collected
 * again, instead of by three times as much. Measured on the chain: a third less memory at the same rate (bench/README.md). Holds for threads too.
 */
export function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=40');
}
