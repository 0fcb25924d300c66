import { setFlagsFromString } from 'node:v8';

/**
 * A server lives for months on what it keeps, not on what it throws away: old space may grow by three fifths of what lives there before it is collected
 * again, instead of by three times as much. Measured on the chain: a quarter less memory at the same rate (bench/README.md). Holds for threads too.
 */
export function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
