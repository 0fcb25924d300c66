/// <reference path="../qrcode.d.ts" />
import qrcode from 'qrcode/lib/core/qrcode.js';
import { PaperError } from '../errors.ts';
import type { QrElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import type { Drawable } from './element.ts';
import { withLowestMask } from './qr-mask.ts';

export function compileQr(element: QrElement, scope: Scope, path: string): Drawable {
  const content = scope.content(element, path);
  scope.data(element.data);
  const ecc = element.ecc ?? 'M';
  return {
    constant: content.constant,
    box: { x: element.x, y: element.y, width: element.size, height: element.size },
    draw: (pen) => {
      const text = content.write(pen);
      const x = pen.dx + element.x;
      const y = pen.dy + element.y;
      if (text !== '') {
        pen.put({
          kind: 'modules',
          ...{ x, y, size: element.size },
          ...modulesOf(text, ecc, path),
          fill: element.color ?? '#000000',
        });
      }
      return { x, y, width: element.size, height: element.size };
    },
  };
}

const encoder = new TextEncoder();

/** @throws PaperError qr_too_long beyond the capacity of version 40 */
function modulesOf(
  text: string,
  ecc: 'L' | 'M' | 'Q' | 'H',
  path: string,
): { readonly count: number; readonly dark: Uint8Array } {
  // 2,953 bytes is the most any QR code holds.
  if (text.length > 2953) throw tooLong(path);
  try {
    const withMask = (maskPattern: number) =>
      qrcode.create(segmentsOf(text), { errorCorrectionLevel: ecc, maskPattern }).modules;
    const modules = withLowestMask(withMask(0), ecc, withMask);
    return { count: modules.size, dark: modules.data };
  } catch {
    throw tooLong(path);
  }
}

/**
 * Bytes, which suits addresses: looking for the shortest mixture of modes costs more than it saves. A signed code after # (@miaopi/licence-code) is made for
 * the alphanumeric mode, where it takes a third less room.
 */
function segmentsOf(text: string): Parameters<typeof qrcode.create>[0] {
  const at = text.indexOf('#') + 1;
  const code = at > 0 ? text.slice(at) : '';
  if (code.length < 40 || !/^[0-9A-Z$*+\-./:]+$/.test(code)) return [{ data: encoder.encode(text), mode: 'byte' }];
  return [
    { data: encoder.encode(text.slice(0, at)), mode: 'byte' },
    { data: code, mode: 'alphanumeric' },
  ];
}

function tooLong(path: string): PaperError {
  return new PaperError('qr_too_long', path, {
    zh: '二维码内容过长，请缩短。',
    en: 'The content of the QR code is too long; shorten it.',
  });
}
