import type { PdfFile } from './file.ts';
import { readToUnicode } from './text-cmap.ts';
import { isArray, isDict, isName, type PdfDict, PdfStream, type PdfValue } from './values.ts';

/** One character of a shown string. */
export interface Shown {
  /** What it reads as; empty when the font does not tell. */
  readonly text: string;
  /** Advance in thousandths of the size. */
  readonly width: number;
  /** A single byte 32: word spacing is added. */
  readonly space: boolean;
}

/** How a font of the document is read (ISO 32000-1 9.6, 9.7): what its codes say and how far each goes. */
export interface TextFont {
  show(bytes: Uint8Array): Iterable<Shown>;
}

const latin = new TextDecoder('windows-1252');
const gbk = new TextDecoder('gbk');

/** @param decode the bytes of a stream, counted against what may be inflated */
export function readFont(file: PdfFile, font: PdfDict, decode: (stream: PdfStream) => Uint8Array): TextFont {
  const map = file.resolve(font.get('ToUnicode'));
  const toUnicode = map instanceof PdfStream ? readToUnicode(decode(map), file.limits) : undefined;
  return isName(file.resolve(font.get('Subtype')), 'Type0')
    ? composite(file, font, toUnicode)
    : simple(file, font, toUnicode);
}

function simple(file: PdfFile, font: PdfDict, toUnicode: ReadonlyMap<number, string> | undefined): TextFont {
  const widths = file.array(font.get('Widths')) ?? [];
  const first = numberOr(file.resolve(font.get('FirstChar')), 0);
  const missing = numberOr(file.resolve(file.dict(font.get('FontDescriptor'))?.get('MissingWidth')), 500);
  // glyphs of a Type 3 font are drawn in a space of their own
  const matrix = file.array(font.get('FontMatrix'));
  const scale = matrix ? Math.abs(numberOr(file.resolve(matrix[0]), 0.001)) * 1000 : 1;
  const named = differences(file, font);
  return {
    *show(bytes) {
      for (const code of bytes)
        yield {
          text: toUnicode?.get(code) ?? named.get(code) ?? latin.decode(Uint8Array.of(code)),
          width: numberOr(file.resolve(widths[code - first]), missing) * scale,
          space: code === 32,
        };
    },
  };
}

/** Codes that the font's encoding gives another glyph, as far as the glyph's name tells the character. */
function differences(file: PdfFile, font: PdfDict): ReadonlyMap<number, string> {
  const out = new Map<number, string>();
  const encoding = file.resolve(font.get('Encoding'));
  if (!isDict(encoding)) return out;
  let code = 0;
  for (const entry of file.array(encoding.get('Differences')) ?? []) {
    const value = file.resolve(entry);
    if (typeof value === 'number') code = value;
    else if (isName(value)) {
      const hex = /^uni([0-9A-F]{4})$/.exec(value.text)?.[1] ?? /^u([0-9A-F]{4,6})$/.exec(value.text)?.[1];
      const point = hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
      if (point <= 0x10ffff) out.set(code, String.fromCodePoint(point));
      code++;
    }
  }
  return out;
}

function composite(file: PdfFile, font: PdfDict, toUnicode: ReadonlyMap<number, string> | undefined): TextFont {
  const encoding = file.resolve(font.get('Encoding'));
  const name = isName(encoding) ? encoding.text : '';
  const below = file.dict(file.array(font.get('DescendantFonts'))?.[0]);
  const usual = numberOr(file.resolve(below?.get('DW')), 1000);
  const widths = cidWidths(file, below?.get('W'));
  // what is written downwards has no place on a line
  const upright = !name.endsWith('-V');
  const own = /^GB/.test(name) ? gbCodes : twoBytes(/^Uni.*-(UCS2|UTF16)-/.test(name));
  return {
    *show(bytes) {
      for (const { code, text, length } of own(bytes)) {
        // the CIDs of codes in a national set are in no table here: half for one byte, whole for two
        const width = /^(Identity|$)/.test(name) ? (widths.get(code) ?? usual) : length === 1 ? 500 : usual;
        yield { text: upright ? (toUnicode?.get(code) ?? text) : '', width, space: length === 1 && code === 32 };
      }
    },
  };
}

interface Code {
  readonly code: number;
  readonly text: string;
  readonly length: number;
}

function twoBytes(unicode: boolean) {
  return function* (bytes: Uint8Array): Generator<Code> {
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      const code = (bytes[i]! << 8) | bytes[i + 1]!;
      yield { code, text: unicode ? String.fromCharCode(code) : '', length: 2 };
    }
  };
}

/** GBK-EUC, GBKp-EUC, GB-EUC: ASCII in one byte, the rest in two. */
function* gbCodes(bytes: Uint8Array): Generator<Code> {
  for (let i = 0; i < bytes.length; ) {
    const length = bytes[i]! > 0x80 && i + 1 < bytes.length ? 2 : 1;
    const part = bytes.subarray(i, i + length);
    yield { code: part.reduce((code, byte) => code * 256 + byte, 0), text: gbk.decode(part), length };
    i += length;
  }
}

/** `W`: runs of `first [w w …]` and `first last w`. */
function cidWidths(file: PdfFile, value: PdfValue | undefined): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  const list = file.array(value) ?? [];
  for (let i = 0; i + 1 < list.length; ) {
    const first = numberOr(file.resolve(list[i]), 0);
    const next = file.resolve(list[i + 1]);
    if (isArray(next)) {
      next.forEach((width, n) => {
        out.set(first + n, numberOr(file.resolve(width), 1000));
      });
      i += 2;
    } else {
      const last = Math.min(numberOr(next, first), first + 65_535);
      const width = numberOr(file.resolve(list[i + 2]), 1000);
      for (let cid = first; cid <= last && out.size < 65_536; cid++) out.set(cid, width);
      i += 3;
    }
  }
  return out;
}

function numberOr(value: PdfValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
