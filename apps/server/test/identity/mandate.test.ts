import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MandateFacts, mandateHolds, mandateItems } from '../../src/modules/identity/domain/mandate.ts';

const open: MandateFacts = { items: [], validFrom: '2026-01-01', validTo: '2026-12-31', revokedOn: null };

describe('F033 mandates', () => {
  it('F033: holds from its first to its last day, both included', () => {
    expect(mandateHolds([open], '2026-01-01')).toBe(true);
    expect(mandateHolds([open], '2026-12-31')).toBe(true);
    expect(mandateHolds([open], '2025-12-31')).toBe(false);
    expect(mandateHolds([open], '2027-01-01')).toBe(false);
  });

  it('F033: ends on the day it is revoked, and with it every mandate given on under it', () => {
    const revoked = { ...open, revokedOn: '2026-06-01' };
    expect(mandateHolds([revoked], '2026-05-31')).toBe(true);
    expect(mandateHolds([revoked], '2026-06-01')).toBe(false);
    expect(mandateHolds([open, revoked], '2026-06-01')).toBe(false);
  });

  it('F033: goes down three levels and no further', () => {
    expect(mandateHolds([open, open, open], '2026-06-01')).toBe(true);
    expect(mandateHolds([open, open, open, open], '2026-06-01')).toBe(false);
    expect(mandateHolds([], '2026-06-01')).toBe(false);
  });

  it('F033 F040: a level may only narrow the items of the one above (universal)', () => {
    const slugs = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(
        fc.array(slugs, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        (levels, slug) => {
          const chain = levels.map((items) => ({ ...open, items }));
          const allowed = levels.every((items) => items.length === 0 || (items as string[]).includes(slug));
          expect(mandateHolds(chain, '2026-06-01', slug)).toBe(allowed);
          const items = mandateItems(chain);
          expect(items === null || items.includes(slug)).toBe(allowed);
        },
      ),
    );
  });
});
