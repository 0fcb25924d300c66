/**
 * Circuit breaker of one outside system: after several failures in a row it is left alone for a while, so that cases are told at once
 * instead of waiting out their budget, and a single question tries whether it is back.
 */
export interface Circuit {
  /** False: don't ask now. True for the one question that tries. */
  admits(now: number): boolean;
  succeeded(): void;
  failed(now: number): void;
  /** Until when it is left alone; undefined while it is asked as usual. */
  openUntil(): number | undefined;
}

const failuresToOpen = 4;
const shortest = 1000;
const longest = 30_000;

/** @param onRecovery called when the first answer comes after the circuit had been open */
export function createCircuit(onRecovery: () => void): Circuit {
  let failures = 0;
  let pause = shortest;
  let until: number | undefined;
  let trying = false;
  return {
    admits(now) {
      if (until === undefined) return true;
      if (now < until || trying) return false;
      trying = true;
      return true;
    },
    succeeded() {
      failures = 0;
      pause = shortest;
      trying = false;
      if (until === undefined) return;
      until = undefined;
      onRecovery();
    },
    failed(now) {
      failures++;
      if (trying || failures >= failuresToOpen) {
        until = now + pause;
        pause = Math.min(longest, pause * 2);
      }
      trying = false;
    },
    openUntil: () => until,
  };
}
