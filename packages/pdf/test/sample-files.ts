import { readFileSync } from 'node:fs';
import { pemToDer } from '@miaopi/gm';

const folder = new URL('./samples/', import.meta.url);

export const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));
export const anchors = ['pdf-rsa-root.crt.pem', 'root.crt.pem'].map((file) =>
  pemToDer(readFileSync(new URL(file, folder), 'utf8')),
);
/** A moment after the samples were signed. */
export const at = new Date('2026-11-28T00:00:00Z');

/** File, accept or reject, and the check that must fail: not any reason will do. */
export const manifest = [
  ['good-pdf-p256.pdf', 'accept', undefined],
  ['good-pdf-sm2.pdf', 'accept', undefined],
  ['good-pdf-two.pdf', 'accept', undefined],
  ['bad-pdf-appended.pdf', 'reject', 'changes'],
  ['bad-pdf-cms-bitflip.pdf', 'reject', 'signature_value'],
] as const;
