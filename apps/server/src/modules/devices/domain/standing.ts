import {
  DEVICE_REPORT_SECONDS,
  HALL_DEVICE_STANDINGS,
  type HallDeviceStanding,
  type HallDeviceState,
} from '@miaopi/contracts';

/** A stretch in which a device said the same of itself. */
export interface Spell {
  readonly beganAt: Date;
  readonly lastAt: Date;
  readonly state: HallDeviceState;
  readonly fault: string | null;
  readonly version: string | null;
}

/** ms without a word after which a device counts as offline. */
const silence = 3 * DEVICE_REPORT_SECONDS * 1000;

/** Whether nothing was heard for too long between two moments. */
export function isSilent(last: Date, at: Date): boolean {
  return at.getTime() - last.getTime() > silence;
}

/** How a device stands now: worked out of what it said last and when, never stored. */
export function standingOf(
  device: { readonly retiredAt: Date | null; readonly last: Pick<Spell, 'lastAt' | 'state'> | null },
  now: Date,
): HallDeviceStanding {
  if (device.retiredAt) return 'retired';
  if (!device.last) return 'unheard';
  return isSilent(device.last.lastAt, now) ? 'offline' : device.last.state;
}

/** Those that need somebody come first. */
export function byUrgency(a: HallDeviceStanding, b: HallDeviceStanding): number {
  return HALL_DEVICE_STANDINGS.indexOf(a) - HALL_DEVICE_STANDINGS.indexOf(b);
}

/** A new report goes on with the spell before when it says the same, in time. */
export function goesOn(
  last: Spell | null,
  said: { readonly state: HallDeviceState; readonly fault: string | null; readonly version: string | null },
  now: Date,
): boolean {
  return (
    last !== null &&
    last.state === said.state &&
    last.fault === said.fault &&
    last.version === said.version &&
    !isSilent(last.lastAt, now)
  );
}

export interface Stretch {
  readonly standing: HallDeviceStanding;
  readonly from: Date;
  readonly to: Date;
  readonly fault: string | null;
}

/**
 * The day of a device from its beginning until now: what it said, and where it was silent. Before it was heard for the first time there is nothing.
 * @param spells in order, those that touch the day
 */
export function stretchesOf(spells: readonly Spell[], from: Date, now: Date): Stretch[] {
  const stretches: Stretch[] = [];
  spells.forEach((spell, i) => {
    const next = spells[i + 1];
    const until = next?.beganAt ?? now;
    const lost = isSilent(spell.lastAt, until);
    const begun = later(spell.beganAt, from);
    const end = later(lost ? spell.lastAt : until, from);
    if (end > begun) stretches.push({ standing: spell.state, from: begun, to: end, fault: spell.fault });
    if (lost && until > end) stretches.push({ standing: 'offline', from: end, to: until, fault: null });
  });
  return stretches;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
