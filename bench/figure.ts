/** One line of the bench's table. */
export interface Figure {
  readonly bench: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the product promises (issues 2 to 4). */
  readonly goal?: { readonly value: number; readonly least: boolean };
  /** The limit or the peer measured in the same run, or published. */
  readonly beside?: { readonly name: string; readonly value: number; readonly unit?: string };
  readonly note?: string;
}

export const atLeast = (value: number) => ({ value, least: true }) as const;
export const atMost = (value: number) => ({ value, least: false }) as const;

/** Hands the figures of a program to bench/run.mjs: one line of JSON, the last of its output. */
export function tell(figures: readonly Figure[]): void {
  process.stdout.write(`${JSON.stringify({ figures })}\n`);
}

/** Progress, for whoever waits. */
export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/** The value below which this share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Calls a second in one thread: the best of some rounds, after a warm-up. */
export function perSecond(work: (i: number) => unknown, { ms = 700, rounds = 3, warm = 60 } = {}): number {
  for (let i = 0; i < warm; i++) work(i);
  let best = 0;
  let n = warm;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < ms) {
      work(n++);
      count++;
    }
    best = Math.max(best, (count * 1000) / (performance.now() - start));
  }
  return best;
}
