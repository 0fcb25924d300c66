/** Time enters the server only here, so that tests and replays can hold it. */
export interface Clock {
  now(): Date;
  /** Today in the zone of the installation (Asia/Shanghai), `yyyy-mm-dd`. */
  today(): string;
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Since then Shanghai has been eight hours ahead of UTC, all the year (summer time ended on 1991-09-15). */
const steady = Date.UTC(1992, 0, 1);

const farAway = Date.UTC(9999, 0, 1);

/** The civil day in Asia/Shanghai of an instant, `yyyy-mm-dd`. */
export function dayOf(instant: Date): string {
  const at = instant.getTime();
  return at >= steady && at < farAway ? new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) : day.format(instant);
}

export const systemClock: Clock = { now: () => new Date(), today: () => dayOf(new Date()) };

/** A clock that stands still until moved; tests. */
export function fixedClock(start: string): Clock & { set(instant: string): void } {
  let at = new Date(start);
  return {
    now: () => at,
    today: () => dayOf(at),
    set(instant) {
      at = new Date(instant);
    },
  };
}
