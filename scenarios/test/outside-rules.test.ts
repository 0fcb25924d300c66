import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey } from '../src/district/addresses.ts';
import { createReplayGuard, FRESH_FOR, isRefusal, readRequest } from '../src/outside/envelope.ts';
import { createMessageStore } from '../src/outside/messages.ts';
import { escapeHtml } from '../src/outside/pages.ts';
import { createRequestLog, maskSubject } from '../src/outside/request-log.ts';

const START = Date.UTC(2026, 10, 22);

describe('rules that hold for any input', () => {
  it('a request id is never admitted twice while a request with it could still be fresh', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: FRESH_FOR * 2 }), id: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const guard = createReplayGuard();
        const admitted = new Map<number, number>();
        let now = START;
        for (const { wait, id } of steps) {
          now += wait;
          const ok = guard.admit(String(id), now);
          const before = admitted.get(id);
          // sentAt may lie FRESH_FOR ahead of the clock at the first and FRESH_FOR behind it at the second.
          if (before !== undefined && now - before <= 2 * FRESH_FOR) expect(ok).toBe(false);
          if (before === undefined) expect(ok).toBe(true);
          if (ok) admitted.set(id, now);
        }
      }),
    );
  });

  it('any bytes are read as a request or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (body) => {
          const read = readRequest(body);
          expect(isRefusal(read) ? read.detail.length > 0 : read.requestId.length > 0).toBe(true);
        },
      ),
    );
  });

  it('a masked subject keeps its length and hides at least the middle', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
        const masked = [...maskSubject(text)];
        expect(masked).toHaveLength([...text].length);
        expect(masked.filter((sign) => sign === '*').length).toBeGreaterThanOrEqual(
          Math.min(masked.length, masked.length > 2 ? 1 : 2),
        );
      }),
    );
    expect(maskSubject('990101199001011234')).toBe('9901**********1234');
    expect(maskSubject(undefined)).toBe('');
  });

  it('escaped text holds nothing a browser would take for markup, in any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!#\d+;)/);
      }),
    );
  });

  it('the key of an address is the same whether or not province, city and spaces are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), (number) => {
        const bare = `云溪区梧桐路${number}号`;
        for (const written of [
          `示范省云州市${bare}`,
          `云州市 ${bare} `,
          bare,
          bare.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
        ]) {
          expect(addressKey(written)).toBe(bare);
        }
        expect(addressKey(addressKey(bare))).toBe(addressKey(bare));
      }),
    );
  });
});

describe('what the programs keep', () => {
  it('is bounded: fifty requests, thirty messages a number, five thousand numbers, the silent ones go first', () => {
    const log = createRequestLog();
    const entry = {
      at: '',
      operation: 'person',
      caller: '',
      purpose: '',
      caseRef: '',
      subject: '',
      outcome: '',
      ms: 0,
    };
    for (let count = 0; count < 60; count++) log.add({ ...entry, ms: count });
    expect(log.list()).toHaveLength(50);
    expect(log.list()[0]!.ms).toBe(59);

    const messages = createMessageStore();
    messages.add('first', 'a', '');
    messages.add('second', 'a', '');
    for (let count = 0; count < 40; count++) messages.add('first', `text ${count}`, '');
    for (let count = 0; count < 4_999; count++) messages.add(`other-${count}`, 'a', '');
    expect(messages.of('second')).toEqual([]);
    expect(messages.of('first')).toHaveLength(30);
    expect(messages.of('first')[0]!.text).toBe('text 39');
    expect(messages.numbers()).toHaveLength(5_000);
  });
});
