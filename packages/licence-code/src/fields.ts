import { CodeError } from './errors.ts';

/** Tag in the low seven bits; the high bit says that a text is UTF-16BE, taken where it is shorter than UTF-8 (Chinese). */
const UTF16 = 0x80;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true });
const DAY = 86_400_000;
const EPOCH = Date.UTC(1900, 0, 1);

/** Writes tag, length, value; tags in rising order, each once. */
export class FieldWriter {
  readonly #bytes: number[] = [];

  put(tag: number, value: ArrayLike<number>): void {
    if (value.length > 255) throw new CodeError('field', `field ${tag} has ${value.length} bytes; 255 is the most`);
    this.#bytes.push(tag, value.length, ...Array.from(value));
  }

  text(tag: number, text: string): void {
    const plain = utf8.encode(text);
    if (text.length * 2 >= plain.length) {
      this.put(tag, plain);
      return;
    }
    const wide: number[] = [];
    for (let i = 0; i < text.length; i += 1) wide.push(text.charCodeAt(i) >> 8, text.charCodeAt(i) & 255);
    this.put(tag | UTF16, wide);
  }

  /** Digits and capitals at 5.2 bits each. */
  packed(tag: number, text: string): void {
    if (!/^[0-9A-Z]+$/.test(text)) throw new CodeError('field', `field ${tag} is digits and capitals: ${text}`);
    // a 1 in front keeps the zeros that stand first
    let value = 1n;
    for (const character of text) value = value * 36n + BigInt(Number.parseInt(character, 36));
    const hex = value.toString(16);
    this.put(
      tag,
      Uint8Array.from((hex.length % 2 ? `0${hex}` : hex).match(/../g)!, (pair) => Number.parseInt(pair, 16)),
    );
  }

  /** `yyyy-mm-dd` as days since 1900 in three bytes: two would end in 2079. */
  day(tag: number, day: string): void {
    const days = (Date.parse(`${day}T00:00:00Z`) - EPOCH) / DAY;
    if (!Number.isInteger(days) || days < 0 || days > 0xffffff)
      throw new CodeError('field', `no day a code holds: ${day}`);
    this.put(tag, [days >> 16, (days >> 8) & 255, days & 255]);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what {@link FieldWriter} wrote; refuses anything else. */
export class FieldReader {
  readonly #fields = new Map<number, { readonly value: Uint8Array; readonly wide: boolean }>();

  /** @throws CodeError `order`, `length` */
  constructor(bytes: Uint8Array) {
    let last = 0;
    for (let at = 0; at < bytes.length; ) {
      const tag = bytes[at]! & ~UTF16;
      const length = bytes[at + 1];
      if (tag <= last) throw new CodeError('order', 'the fields stand in rising order, each once');
      if (length === undefined || at + 2 + length > bytes.length) throw new CodeError('length', 'a field is cut off');
      this.#fields.set(tag, { value: bytes.subarray(at + 2, at + 2 + length), wide: (bytes[at]! & UTF16) !== 0 });
      last = tag;
      at += 2 + length;
    }
  }

  get(tag: number): Uint8Array | undefined {
    const field = this.#fields.get(tag);
    this.#fields.delete(tag);
    if (field?.wide) throw new CodeError('field', `field ${tag} is no text`);
    return field?.value;
  }

  text(tag: number): string | undefined {
    const field = this.#fields.get(tag);
    this.#fields.delete(tag);
    if (!field) return undefined;
    const { value, wide } = field;
    if (wide && value.length % 2 !== 0) throw new CodeError('field', `field ${tag} ends within a character`);
    let text = '';
    if (wide) for (let i = 0; i < value.length; i += 2) text += String.fromCharCode(value[i]! * 256 + value[i + 1]!);
    else {
      try {
        text = fromUtf8.decode(value);
      } catch {
        throw new CodeError('field', `field ${tag} is not UTF-8`);
      }
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is refused
    if (/[\u0000-\u001f\u007f\u2028-\u202e\u2066-\u2069]/.test(text))
      throw new CodeError('field', `field ${tag} has characters that are not for people`);
    return text;
  }

  packed(tag: number): string | undefined {
    const value = this.get(tag);
    if (!value) return undefined;
    let rest = 0n;
    for (const byte of value) rest = rest * 256n + BigInt(byte);
    const text = rest.toString(36).toUpperCase();
    if (!text.startsWith('1') || text.length < 2) throw new CodeError('field', `field ${tag} is not packed`);
    return text.slice(1);
  }

  day(tag: number): string | undefined {
    const value = this.get(tag);
    if (!value) return undefined;
    const day = value.length === 3 && new Date(EPOCH + value.reduce((sum, byte) => sum * 256 + byte, 0) * DAY);
    if (!day || day.getUTCFullYear() > 9999) throw new CodeError('field', `field ${tag} is no day`);
    return day.toISOString().slice(0, 10);
  }

  number(tag: number): number | undefined {
    const value = this.get(tag);
    if (!value) return undefined;
    if (value.length > 2) throw new CodeError('field', `field ${tag} is no small number`);
    return value.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** @throws CodeError `field` when something was not asked for */
  end(): void {
    for (const tag of this.#fields.keys()) throw new CodeError('field', `field ${tag} is not known`);
  }
}

/** @throws CodeError `missing` */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new CodeError('missing', `${name} is missing`);
  return value;
}
