import { changeOfd } from './change-package.ts';
import type { DrawItem, DrawingFont } from './drawing.ts';
import { OfdError } from './errors.ts';
import type { OfdPackage } from './package.ts';
import type { StampPlace } from './seal.ts';
import { stripSignatures } from './strip-signatures.ts';

/** What an annotated copy (加注件, GB/T 36905) says of itself. */
export interface CopyNote {
  /** UUID of the copy: it is a document of its own. */
  readonly docId: string;
  /** Who makes the copy; creator of the watermark annotations. */
  readonly maker: string;
  /** `YYYY-MM-DD` */
  readonly madeOn: string;
  /** 1 to 6 lines, e.g. `此件由云州市…提供`, `仅供办理…事项时使用`, `有效期至2026年12月31日`. */
  readonly lines: readonly string[];
  /** Metadata of the copy, e.g. `JZJZZSJ`, `JZJZZZ`, `JZJZZSY`, `JZJYXQJZSJ`; also written as the annotation's parameters. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Font of the watermark; embedded as a subset. */
  readonly font: DrawingFont;
  /** `#RRGGBB`; default a grey red. */
  readonly color?: string;
  /** 0–1; default 0.16: legible, and so is what lies below. */
  readonly alpha?: number;
}

export interface AnnotatedCopy {
  /** Unsealed: feed it to `sealOfd`. */
  readonly package: OfdPackage;
  /** Where the seals of the original stood. */
  readonly stamps: readonly StampPlace[];
}

/**
 * Makes an annotated copy of a document, ours or another maker's: the lines as a slanting watermark over every page and
 * once more in small at its foot, the metadata set, the old signatures taken out (a changed page breaks them), ready to be
 * sealed anew. The original is untouched; equal input gives equal bytes.
 * @throws OfdError `illegal_value` (no lines, too many, an empty or overlong one), `illegal_text`, `structure`, `xml`
 */
export function annotateCopy(original: OfdPackage, note: CopyNote): AnnotatedCopy {
  const { lines } = note;
  if (lines.length < 1 || lines.length > 6 || lines.some((l) => l.trim() === '' || [...l].length > 120)) {
    throw new OfdError(
      'illegal_value',
      'A copy carries 1 to 6 watermark lines of 1 to 120 characters.',
      '加注件水印应为 1 至 6 行，每行 1 至 120 个字符。',
    );
  }
  const stripped = stripSignatures(original);
  const changed = changeOfd(stripped.package, {
    docId: note.docId,
    customData: note.metadata,
    resources: { fonts: { copy: note.font }, images: {} },
    annotations: stripped.package.pages.map((page, i) => ({
      page: i,
      type: 'Watermark',
      creator: note.maker,
      lastModified: note.madeOn,
      remark: lines.join('；'),
      parameters: note.metadata,
      items: watermark(note, page.width, page.height),
    })),
  });
  return { package: changed, stamps: stripped.stamps };
}

const SLANT = -28;

/** The block of lines, slanting, in a grid that covers the page; and one upright line at the foot. */
function watermark(note: CopyNote, width: number, height: number): DrawItem[] {
  const color = note.color ?? '#B03A2E';
  const alpha = note.alpha ?? 0.16;
  const side = Math.min(width, height);
  const longest = Math.max(...note.lines.map((line) => widthOf(note.font, line)));
  // As large as two blocks beside one another allow, between 2.5 and 6 mm.
  const size = Math.min(6, Math.max(2.5, (side * 0.62) / longest));
  const leading = size * 1.5;
  const cos = Math.cos((SLANT * Math.PI) / 180);
  const sin = Math.sin((SLANT * Math.PI) / 180);
  const blockWidth = longest * size;
  const stepX = blockWidth * cos + size * 3;
  const stepY = blockWidth * -sin * 0.75 + leading * note.lines.length + size * 2;
  const items: DrawItem[] = [];
  for (let row = 0, y = stepY * 0.8; y < height + stepY * 0.4; row++, y += stepY) {
    for (let x = row % 2 === 0 ? size * 2 : size * 2 - stepX / 2; x < width; x += stepX) {
      note.lines.forEach((line, i) => {
        const down = i * leading;
        const at = { x: x - down * sin, y: y + down * cos };
        items.push({ ...text(note.font, line, size), ...at, rotate: SLANT, color, alpha });
      });
    }
  }
  const foot = note.lines.join('　');
  const footSize = Math.min(3, (width - 10) / widthOf(note.font, foot));
  items.push({
    ...text(note.font, foot, footSize),
    x: (width - widthOf(note.font, foot) * footSize) / 2,
    y: height - 3,
    color,
    alpha: 0.9,
  });
  return items;
}

/** In ems. */
function widthOf({ font }: DrawingFont, line: string): number {
  let width = 0;
  for (const ch of line) width += font.advance(ch.codePointAt(0)!);
  return Math.max(width, 0.01);
}

function text({ font }: DrawingFont, line: string, size: number) {
  const advances = [...line].slice(0, -1).map((ch) => font.advance(ch.codePointAt(0)!) * size);
  return { kind: 'text' as const, font: 'copy', text: line, size, advances };
}
