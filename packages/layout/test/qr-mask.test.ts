/// <reference path="../src/qrcode.d.ts" />
import qrcode from 'qrcode/lib/core/qrcode.js';
import { describe, expect, it } from 'vitest';
import { withLowestMask } from '../src/elements/qr-mask.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789abcdefghijk$*+-./:';

/** The same text in every run. */
function textOf(length: number): string {
  let state = length * 2654435761 + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[(state >>> 8) % letters.length];
  }).join('');
}

describe('X08: the QR code of a paper', () => {
  it.each(['L', 'M', 'Q', 'H'] as const)(
    'has the mask the library would choose module by module, in every size, at level %s',
    (level) => {
      const sizes = new Set<number>();
      for (let length = 3; length < 1200; length = Math.ceil(length * 1.09)) {
        const bytes = new TextEncoder().encode(textOf(length));
        const create = (maskPattern?: number) =>
          qrcode.create([{ data: bytes, mode: 'byte' }], {
            errorCorrectionLevel: level,
            ...(maskPattern === undefined ? {} : { maskPattern }),
          }).modules;
        const whole = create();
        const ours = withLowestMask(create(0), level, create);
        expect(ours.size).toBe(whole.size);
        expect(Buffer.from(ours.data).equals(Buffer.from(whole.data))).toBe(true);
        sizes.add(whole.size);
      }
      expect(sizes.size).toBeGreaterThan(20);
    },
  );
});
