import { describe, expect, it } from 'vitest';
import { goesOn, type Spell, standingOf, stretchesOf } from '../../src/modules/devices/domain/standing.ts';

const at = (clock: string) => new Date(`2026-11-30T${clock}+08:00`);
const dawn = at('00:00:00');
const spell = (beganAt: Date, lastAt: Date, state: Spell['state'] = 'ready'): Spell => ({
  ...{ beganAt, lastAt, state },
  ...{ fault: state === 'fault' ? '缺纸' : null, version: null },
});
const told = (spells: readonly Spell[], now: Date) =>
  stretchesOf(spells, dawn, now).map((s) => [s.standing, s.from, s.to]);

describe('F201: the day of a device', () => {
  it('begins at midnight with what it said the evening before, and goes on until now', () => {
    const evening = new Date(dawn.getTime() - 3_600_000);
    expect(told([spell(evening, at('08:00:00'))], at('08:00:30'))).toEqual([['ready', dawn, at('08:00:30')]]);
  });

  it('a silence that began the day before fills the day', () => {
    const noon = new Date(dawn.getTime() - 12 * 3_600_000);
    expect(told([spell(noon, noon)], at('09:00:00'))).toEqual([['offline', dawn, at('09:00:00')]]);
  });

  it('has gaps where it was silent for longer than three intervals, and none for shorter', () => {
    const spells = [
      spell(at('08:00:00'), at('09:00:00')),
      spell(at('09:01:30'), at('10:00:00'), 'busy'),
      spell(at('11:00:00'), at('11:00:00'), 'fault'),
    ];
    expect(told(spells, at('11:01:00'))).toEqual([
      ['ready', at('08:00:00'), at('09:01:30')],
      ['busy', at('09:01:30'), at('10:00:00')],
      ['offline', at('10:00:00'), at('11:00:00')],
      ['fault', at('11:00:00'), at('11:01:00')],
    ]);
  });

  it('is nothing before it was heard', () => {
    expect(told([], at('09:00:00'))).toEqual([]);
    expect(standingOf({ retiredAt: null, last: null }, at('09:00:00'))).toBe('unheard');
  });

  it('a word goes on only when it is the same, in time', () => {
    const last = spell(at('08:00:00'), at('08:00:00'));
    const same = { state: 'ready', fault: null, version: null } as const;
    expect(goesOn(last, same, at('08:01:30'))).toBe(true);
    expect(goesOn(last, same, at('08:01:31'))).toBe(false);
    expect(goesOn(last, { ...same, version: '2' }, at('08:00:30'))).toBe(false);
    expect(goesOn(null, same, at('08:00:30'))).toBe(false);
  });
});
