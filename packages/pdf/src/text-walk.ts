import { PdfError, tooLarge } from './errors.ts';
import type { PdfFile, PdfPage } from './file.ts';
import { decodeStream } from './filters.ts';
import { readFont, type TextFont } from './text-font.ts';
import { operations } from './text-tokens.ts';
import { isName, type PdfDict, PdfRef, PdfStream, PdfString, type PdfValue } from './values.ts';

/** A character where it is shown, in the page's own system (points). */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Where the next begins. */
  readonly endX: number;
  readonly endY: number;
  /** Height of the type. */
  readonly size: number;
}

/** What reading the text of one document may cost; counted down. */
export interface TextBudget {
  operations: number;
  glyphs: number;
  inflated: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const unit: Matrix = [1, 0, 0, 1, 0, 0];
/** Forms inside forms. */
const mostDepth = 8;

function times(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

interface TextState {
  readonly font: TextFont | undefined;
  readonly size: number;
  readonly character: number;
  readonly word: number;
  /** 1 is 100 %. */
  readonly across: number;
  readonly leading: number;
  readonly rise: number;
}

const start: TextState = { font: undefined, size: 0, character: 0, word: 0, across: 1, leading: 0, rise: 0 };

/** Fonts already read, by their number. */
export type Fonts = Map<number, TextFont>;

/**
 * The characters a page shows, in the order of its contents (ISO 32000-1 9.4). What is damaged or packed in a way not read here ends the page, not the document.
 * @throws PdfError `too_large` when the budget is used up
 */
export function glyphsOf(file: PdfFile, page: PdfPage, budget: TextBudget, fonts: Fonts): Glyph[] {
  const out: Glyph[] = [];
  const decode = (stream: PdfStream): Uint8Array => {
    const data = decodeStream(stream, budget.inflated);
    budget.inflated -= data.length;
    return data;
  };
  const fontOf = (resources: PdfDict | undefined, name: string): TextFont | undefined => {
    const reference = file.dict(resources?.get('Font'))?.get(name);
    const known = reference instanceof PdfRef ? fonts.get(reference.num) : undefined;
    if (known) return known;
    const dict = file.dict(reference);
    if (!dict) return undefined;
    const font = readFont(file, dict, decode);
    if (reference instanceof PdfRef) fonts.set(reference.num, font);
    return font;
  };

  function walk(data: Uint8Array, resources: PdfDict | undefined, base: Matrix, depth: number): void {
    let ctm = base;
    let state = start;
    const saved: { readonly ctm: Matrix; readonly state: TextState }[] = [];
    let line = unit;
    let at = unit;
    const next = (x: number, y: number) => {
      line = times([1, 0, 0, 1, x, y], line);
      at = line;
    };
    const show = (value: PdfValue | undefined) => {
      if (!(value instanceof PdfString) || !state.font) return;
      for (const { text, width, space } of state.font.show(value.bytes)) {
        if (budget.glyphs-- <= 0) throw tooLarge('more text than is searched');
        const far = ((width / 1000) * state.size + state.character + (space ? state.word : 0)) * state.across;
        const drawn = times([state.size * state.across, 0, 0, state.size, 0, state.rise], times(at, ctm));
        at = times([1, 0, 0, 1, far, 0], at);
        const end = times(at, ctm);
        if (text === '') continue;
        out.push({
          text,
          x: drawn[4],
          y: drawn[5],
          endX: end[4],
          endY: end[5],
          size: Math.hypot(drawn[2], drawn[3]),
        });
      }
    };
    for (const { operator, operands } of operations(data, file.limits)) {
      if (budget.operations-- <= 0) throw tooLarge('more contents than are searched');
      const n = (i: number) => (typeof operands[i] === 'number' ? (operands[i] as number) : 0);
      switch (operator) {
        case 'q':
          if (saved.length < 256) saved.push({ ctm, state });
          break;
        case 'Q': {
          const before = saved.pop();
          if (before) ({ ctm, state } = before);
          break;
        }
        case 'cm':
          ctm = times([n(0), n(1), n(2), n(3), n(4), n(5)], ctm);
          break;
        case 'BT':
          line = unit;
          at = unit;
          break;
        case 'Tf': {
          const [name] = operands;
          state = { ...state, font: isName(name) ? fontOf(resources, name.text) : undefined, size: n(1) };
          break;
        }
        case 'Tc':
          state = { ...state, character: n(0) };
          break;
        case 'Tw':
          state = { ...state, word: n(0) };
          break;
        case 'Tz':
          state = { ...state, across: n(0) / 100 };
          break;
        case 'TL':
          state = { ...state, leading: n(0) };
          break;
        case 'Ts':
          state = { ...state, rise: n(0) };
          break;
        case 'Tm':
          line = [n(0), n(1), n(2), n(3), n(4), n(5)];
          at = line;
          break;
        case 'Td':
          next(n(0), n(1));
          break;
        case 'TD':
          state = { ...state, leading: -n(1) };
          next(n(0), n(1));
          break;
        case 'T*':
          next(0, -state.leading);
          break;
        case 'Tj':
          show(operands[0]);
          break;
        case "'":
          next(0, -state.leading);
          show(operands[0]);
          break;
        case '"':
          state = { ...state, word: n(0), character: n(1) };
          next(0, -state.leading);
          show(operands[2]);
          break;
        case 'TJ':
          for (const part of file.array(operands[0]) ?? [])
            if (typeof part === 'number') at = times([1, 0, 0, 1, (-part / 1000) * state.size * state.across, 0], at);
            else show(part);
          break;
        case 'Do': {
          const [name] = operands;
          const form = isName(name) ? file.resolve(file.dict(resources?.get('XObject'))?.get(name.text)) : null;
          if (!(form instanceof PdfStream) || !isName(file.resolve(form.dict.get('Subtype')), 'Form')) break;
          if (depth >= mostDepth) break;
          const own = (file.array(form.dict.get('Matrix')) ?? []).map((v) => file.resolve(v));
          const matrix = own.length === 6 && own.every((v) => typeof v === 'number') ? (own as number[]) : unit;
          const inner = file.dict(form.dict.get('Resources')) ?? resources;
          walk(decode(form), inner, times(matrix as unknown as Matrix, ctm), depth + 1);
          break;
        }
      }
    }
  }

  try {
    walk(contentsOf(file, page, decode), resourcesOf(file, page), unit, 0);
  } catch (error) {
    if (!(error instanceof PdfError) || error.code === 'too_large') throw error;
  }
  return out;
}

/** Contents in several streams are one. */
function contentsOf(file: PdfFile, page: PdfPage, decode: (stream: PdfStream) => Uint8Array): Uint8Array {
  const given = file.resolve(page.dict.get('Contents'));
  const streams = (
    given instanceof PdfStream ? [given] : (file.array(given) ?? []).map((v) => file.resolve(v))
  ).flatMap((value) => (value instanceof PdfStream ? [decode(value)] : []));
  const out = new Uint8Array(streams.reduce((sum, data) => sum + data.length + 1, 0)).fill(10);
  let at = 0;
  for (const data of streams) {
    out.set(data, at);
    at += data.length + 1;
  }
  return out;
}

/** Own, or of a node of the page tree above. */
function resourcesOf(file: PdfFile, page: PdfPage): PdfDict | undefined {
  let node: PdfDict | undefined = page.dict;
  for (let i = 0; node && i < file.limits.maxDepth; i++) {
    const own = file.dict(node.get('Resources'));
    if (own) return own;
    node = file.dict(node.get('Parent'));
  }
  return undefined;
}
