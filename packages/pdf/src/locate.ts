import { PdfError } from './errors.ts';
import { MM_PER_PT, PdfFile, type PdfPage } from './file.ts';
import type { PdfLimits } from './limits.ts';
import { type Fonts, type Glyph, glyphsOf, type TextBudget } from './text-walk.ts';

/** Where a keyword stands: mm from the upper left corner of the page as shown, from the first to behind the last character, one em high. */
export interface PdfTextPlace {
  /** From 0. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A character as the page is seen; lengths in mm, y of the baseline downwards. */
interface Letter {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly size: number;
}

/** The text of a PDF by lines, for finding keywords in. */
export interface PdfTextLines {
  /** Lines of each page from top to bottom, letters from left to right, without spaces. */
  readonly pages: readonly (readonly (readonly Letter[])[])[];
}

/** Enough for a hundred dense pages; they are read from the last on, where documents are signed. */
const budget: Readonly<TextBudget> = { operations: 250_000, glyphs: 200_000, inflated: 24 * 1024 * 1024 };

/**
 * Reads what the pages show as text: strings of simple and composite fonts, in forms too. Scans have none; text drawn as outlines, written downwards or slanting is
 * not found, nor what stands before more than `budget` in long documents.
 * @throws PdfError as `readPdf` does
 */
export function readPdfText(pdf: Uint8Array, limits: Partial<PdfLimits> = {}): PdfTextLines {
  const file = new PdfFile(pdf, limits);
  const left = { ...budget };
  const fonts: Fonts = new Map();
  const all = file.pages();
  const pages: (readonly Letter[])[][] = all.map(() => []);
  for (const [i, page] of [...all.entries()].reverse()) {
    try {
      pages[i] = linesOf(glyphsOf(file, page, left, fonts).flatMap((glyph) => seen(page, glyph)));
    } catch (error) {
      // a document of more text than is searched keeps what was read
      if (error instanceof PdfError && error.code === 'too_large') break;
      throw error;
    }
  }
  return { pages };
}

/**
 * Finds a keyword on the pages (for signing by keyword, e.g. `甲方（签章）`), from top to bottom. Spaces and widths of brackets and letters make no difference; it must stand on one
 * line.
 */
export function locatePdfText(text: PdfTextLines, keyword: string): PdfTextPlace[] {
  const wanted = [...plain(keyword)];
  if (wanted.length === 0) return [];
  return text.pages.flatMap((lines, page) => lines.flatMap((line) => search(line, wanted, page)));
}

function search(line: readonly Letter[], wanted: readonly string[], page: number): PdfTextPlace[] {
  const found: PdfTextPlace[] = [];
  for (let i = 0; i + wanted.length <= line.length; i++) {
    if (!wanted.every((letter, k) => line[i + k]!.text === letter)) continue;
    const part = line.slice(i, i + wanted.length);
    if (part.some((letter, k) => k > 0 && letter.x - part[k - 1]!.end > apart * letter.size)) continue;
    const [first, last] = [part[0]!, part.at(-1)!];
    const size = Math.max(...part.map((letter) => letter.size));
    found.push({ page, x: first.x, y: first.y - size * 0.88, width: last.end - first.x, height: size });
  }
  return found;
}

/** Ems that letters of one keyword may stand apart: `甲　　方` is widely set. */
const apart = 4;

/** Compatibility forms (full-width brackets, radicals that fonts name for characters) read as what they stand for. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}

function seen(page: PdfPage, glyph: Glyph): Letter[] {
  const from = shown(page, glyph.x, glyph.y);
  const to = shown(page, glyph.endX, glyph.endY);
  const size = glyph.size * MM_PER_PT;
  if (!(size > 0) || Math.abs(to.y - from.y) > 0.05 * size || to.x < from.x) return [];
  const letters = [...plain(glyph.text)];
  const step = (to.x - from.x) / Math.max(1, letters.length);
  return letters.map((text, i) => ({
    text,
    x: from.x + i * step,
    end: from.x + (i + 1) * step,
    y: from.y,
    size,
  }));
}

/** A point of the page's own system as the page is seen, turned and cut. */
function shown({ box, rotate, width, height }: PdfPage, x: number, y: number): { x: number; y: number } {
  const lying = rotate === 90 || rotate === 270;
  const scale = (lying ? height : width) / (box.x1 - box.x0);
  const [right, up] = [(x - box.x0) * scale, (y - box.y0) * scale];
  switch (rotate) {
    case 90:
      return { x: up, y: right };
    case 180:
      return { x: width - right, y: up };
    case 270:
      return { x: width - up, y: height - right };
    default:
      return { x: right, y: height - up };
  }
}

/** Letters on one baseline, from left to right, whatever order they were drawn in; drawn twice for bold they count once. */
function linesOf(letters: readonly Letter[]): Letter[][] {
  const lines: Letter[][] = [];
  for (const letter of [...letters].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    const on = line?.[0];
    if (on && Math.abs(letter.y - on.y) < 0.3 * Math.min(letter.size, on.size)) line.push(letter);
    else lines.push([letter]);
  }
  return lines.map((line) =>
    line
      .sort((a, b) => a.x - b.x)
      .filter((letter, i) => {
        const before = line[i - 1];
        return !before || before.text !== letter.text || letter.x - before.x > 0.3 * letter.size;
      }),
  );
}
