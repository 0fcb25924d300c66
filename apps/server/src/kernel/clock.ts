/** Time enters the server only here, so that tests and replays can hold it. */
export interface Clock {
  now(): Date;
  /** Today in the zone of the installation (Asia/Shanghai), `yyyy-mm-dd`. */
  today(): string;
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The civil day in Asia/Shanghai of an instant, `yyyy-mm-dd`. */
export function dayOf(instant: Date): string {
  return day.format(instant);
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
