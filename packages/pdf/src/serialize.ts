import { PdfError } from './errors.ts';
import { isArray, isDict, PdfName, PdfRef, PdfStream, PdfString, type PdfValue } from './values.ts';

const encoder = new TextEncoder();

/** Bytes of Latin 1 text. */
export function latin(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A value as it is written in a file; streams are written by `indirectObject`. */
export function written(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writtenNumber(value);
  if (value instanceof PdfName) return writtenName(value.text);
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfString) return value.hex ? `<${hex(value.bytes)}>` : literal(value.bytes);
  if (isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (isDict(value))
    return `<< ${[...value].map(([key, item]) => `${writtenName(key)} ${written(item)}`).join(' ')} >>`;
  throw new PdfError('argument', 'A stream is only written as an object of its own', '流只能作为独立对象写出');
}

function writtenNumber(value: number): string {
  if (!Number.isFinite(value)) throw new PdfError('argument', 'A number is not finite', '数值无效');
  if (Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(6).replace(/0+$/, '').replace(/\.$/, '');
}

function writtenName(text: string): string {
  let out = '/';
  for (const character of text) {
    const code = character.charCodeAt(0);
    const plain = code > 0x20 && code < 0x7f && !'()<>[]{}/%#'.includes(character);
    out += plain ? character : `#${code.toString(16).padStart(2, '0')}`;
  }
  return out;
}

export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

function literal(bytes: Uint8Array): string {
  let out = '(';
  for (const byte of bytes) {
    if (byte === 0x28 || byte === 0x29 || byte === 0x5c) out += `\\${String.fromCharCode(byte)}`;
    else if (byte < 0x20 || byte > 0x7e) out += `\\${byte.toString(8).padStart(3, '0')}`;
    else out += String.fromCharCode(byte);
  }
  return `${out})`;
}

/** `N G obj … endobj` with a line end. */
export function indirectObject(num: number, gen: number, value: PdfValue): Uint8Array {
  if (!(value instanceof PdfStream)) return latin(`${num} ${gen} obj\n${written(value)}\nendobj\n`);
  const dict = new Map(value.dict).set('Length', value.data.length);
  return joined([
    latin(`${num} ${gen} obj\n${written(dict)}\nstream\n`),
    value.data,
    encoder.encode('\nendstream\nendobj\n'),
  ]);
}
