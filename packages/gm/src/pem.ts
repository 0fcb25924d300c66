import { concat } from './bytes.ts';
import { GmError } from './errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Base64 with padding (RFC 4648 4). */
export function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += ALPHABET[group >> 18]! + ALPHABET[(group >> 12) & 63]!;
    out += i + 1 < bytes.length ? ALPHABET[(group >> 6) & 63] : '=';
    out += i + 2 < bytes.length ? ALPHABET[group & 63] : '=';
  }
  return out;
}

/** Bytes of canonical base64 (padding required, no spaces). Throws GmError `argument`. */
export function fromBase64(text: string): Uint8Array {
  const bad = (): never => {
    throw new GmError('argument', 'not base64');
  };
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) bad();
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let group = 0;
    for (let j = 0; j < 4; j += 1) group = (group << 6) | (VALUES.get(text[i + j]!) ?? 0);
    for (let shift = 16; shift >= 0; shift -= 8) {
      if (at < out.length) out[at] = (group >> shift) & 255;
      else if ((group >> shift) & 255) bad();
      at += 1;
    }
  }
  return out;
}

/** PEM text of one object, e.g. `encodePem('CERTIFICATE', der)`. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

/** All blocks of a PEM text, text between them ignored. Throws GmError `pem` (also when there is none), `size`. */
export function decodePem(text: string): PemBlock[] {
  if (text.length > 64 * 1024 * 1024) throw new GmError('size', 'PEM text over 64 MiB');
  const out: PemBlock[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i += 1) {
    const label = /^-----BEGIN ([A-Z0-9 ]{1,60})-----\s*$/.exec(lines[i]!)?.[1];
    if (!label) continue;
    const body: string[] = [];
    for (i += 1; i < lines.length && !lines[i]!.startsWith('-----'); i += 1) body.push(lines[i]!.trim());
    if (lines[i]?.trim() !== `-----END ${label}-----`) throw new GmError('pem', `no END line for ${label}`);
    try {
      out.push({ label, der: fromBase64(body.join('')) });
    } catch (cause) {
      throw new GmError('pem', `the body of ${label} is not base64`, { cause });
    }
  }
  if (out.length === 0) throw new GmError('pem', 'no -----BEGIN …----- block found');
  return out;
}

/** The DER of the first block with one of the labels. Throws GmError `pem`. */
export function pemToDer(text: string, ...labels: readonly string[]): Uint8Array {
  const found = decodePem(text).find((block) => labels.length === 0 || labels.includes(block.label));
  if (!found) throw new GmError('pem', `no block labelled ${labels.join(' or ')}`);
  return concat(found.der);
}
