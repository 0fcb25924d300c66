/** Uses in one hour; `hour` counts hours since the epoch in the zone of the installation. */
export interface HourCount {
  readonly hour: number;
  readonly uses: number;
}

export interface Drift {
  readonly kind: 'volume' | 'hours';
  readonly observed: number;
  readonly usual: number;
  /** More than this is unusual. */
  readonly bound: number;
}

export interface Usual {
  /** Median uses a day over the days looked at. */
  readonly day: number;
  /** Most uses of a day that are still usual. */
  readonly bound: number;
  /** Days with history; fewer than `leastDays`: nothing is judged yet. */
  readonly days: number;
}

const lookBack = 28;
const leastDays = 7;

/**
 * How a seal is usually used, over the 28 days before today: the median day, and how far days stray from it (median absolute deviation, as a normal
 * spread). Robust: one wild day does not make wildness usual. A few uses more never count as drift.
 */
export function usualOf(counts: readonly HourCount[], today: number): Usual {
  const first = Math.max(today - lookBack, Math.min(today, ...counts.map((c) => Math.floor(c.hour / 24))));
  const byDay = new Map<number, number>();
  for (let day = first; day < today; day++) byDay.set(day, 0);
  for (const { hour, uses } of counts) {
    const day = Math.floor(hour / 24);
    if (byDay.has(day)) byDay.set(day, (byDay.get(day) ?? 0) + uses);
  }
  const days = [...byDay.values()];
  const middle = median(days);
  const spread = 1.4826 * median(days.map((n) => Math.abs(n - middle)));
  // where days hardly differ, chance alone still does: the square root of the count
  const bound = middle + Math.max(6 * spread, 5 * Math.sqrt(Math.max(middle, 1)), 10);
  return { day: middle, bound: Math.ceil(bound), days: days.length };
}

/**
 * What is unusual about the use up to now: more in this day than is usual, or uses in an hour of the week in which the seal was never used.
 * Nothing is judged in the first days of a seal (cold start).
 */
export function driftsOf(counts: readonly HourCount[], nowHour: number): Drift[] {
  const today = Math.floor(nowHour / 24);
  const usual = usualOf(counts, today);
  if (usual.days < leastDays) return [];
  const drifts: Drift[] = [];
  const soFar = sum(counts.filter((c) => Math.floor(c.hour / 24) === today));
  if (soFar > usual.bound) drifts.push({ kind: 'volume', observed: soFar, usual: usual.day, bound: usual.bound });

  const now = sum(counts.filter((c) => c.hour === nowHour));
  const before = counts.filter(
    (c) => c.hour < nowHour && Math.floor(c.hour / 24) >= today - lookBack && Math.floor(c.hour / 24) < today,
  );
  const total = sum(before);
  // of this hour of the week and its neighbours, and of this hour on any day: a rare hour is one that saw hardly any use
  const near = (c: HourCount) => Math.abs(((c.hour - nowHour) % 168) + ((c.hour - nowHour) % 168 < -84 ? 168 : 0)) <= 1;
  const sameWeek = sum(before.filter(near));
  const sameHour = sum(before.filter((c) => (c.hour - nowHour) % 24 === 0));
  if (now >= 3 && total >= 20 && sameWeek === 0 && sameHour < total / 200)
    drifts.push({ kind: 'hours', observed: now, usual: 0, bound: 2 });
  return drifts;
}

function sum(counts: readonly HourCount[]): number {
  return counts.reduce((n, c) => n + c.uses, 0);
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
