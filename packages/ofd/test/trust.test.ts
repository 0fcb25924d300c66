import { describe, expect, it } from 'vitest';
import { agrees, revocationChecks } from '../src/verify-trust.ts';

const chain = (atSealing: 'pass' | 'fail' | 'unknown', since = false) => ({ atSealing, since });
const verdicts = (...chains: ReturnType<typeof chain>[]) =>
  revocationChecks(chains).map(({ id, ok, severity }) => [id, ok, severity]);

describe('what the lists say about both chains of a seal', () => {
  it('F145: nothing is revoked only where it is known of every chain', () => {
    expect(verdicts(chain('pass'), chain('pass'))[0]).toEqual(['revocation', true, 'info']);
    expect(verdicts(chain('pass'), chain('unknown'))[0]).toEqual(['revocation', null, 'info']);
    expect(verdicts(chain('unknown'), chain('pass'))[0]).toEqual(['revocation', null, 'info']);
  });

  it('F145: one revoked chain is enough, whatever is known of the other', () => {
    for (const other of ['pass', 'fail', 'unknown'] as const) {
      expect(verdicts(chain('fail'), chain(other))[0]).toEqual(['revocation', false, 'error']);
      expect(verdicts(chain(other), chain('fail'))[0]).toEqual(['revocation', false, 'error']);
    }
    expect(verdicts(chain('pass'), chain('pass', true))[1]).toEqual(['revoked_since', false, 'warning']);
    expect(verdicts(chain('pass'), chain('pass'))[1]).toEqual(['revoked_since', true, 'warning']);
  });
});

describe('the time a signature states beside the one it is signed with', () => {
  const time = new Date('2026-11-30T04:00:00Z');
  it.each([
    ['in Coordinated Universal Time', '20261130040000Z', true],
    ['in Beijing time, with separators', '2026-11-30 12:00:00', true],
    ['with milliseconds', '2026-11-30T12:00:00.123', true],
    ['half a day after', '20261130160000Z', true],
    ['half a day before', '20261129160000Z', true],
    ['a second more', '20261130160001Z', false],
    ['a second less', '20261129155959Z', false],
    ['a day after', '20261201040000Z', false],
    ['without a time of day', '20261130', false],
    ['nothing', '', false],
  ])('F145: %s', (_what, stated, expected) => {
    expect(agrees(stated, time)).toBe(expected);
  });
});
