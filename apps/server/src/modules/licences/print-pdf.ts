import type { CompiledItem } from '@miaopi/items';
import { type CompiledTemplate, compileTemplate, drawingToPdf, drawPaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { DrawItem, Drawing, DrawingPage } from '@miaopi/ofd';
import { drawLicence, sealPlaceOf } from './press/strokes.ts';
import type { IssuedRow } from './store/rows.ts';

/** A PDF to be signed, and where on it the seal belongs. */
export interface PrintedPdf {
  readonly pdf: Uint8Array;
  /** mm from the page's upper left corner. */
  readonly sealPlace:
    | { readonly page: number; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    | undefined;
}

/**
 * The licence as PDF for reading and printing: the same paper, marked as a print-out (F146: only the sealed file is the original). The seal's picture
 * comes with the signature. A card is set on an A4 sheet with its QR code, large enough to scan.
 */
export async function printPdf(row: IssuedRow, item: CompiledItem, photo: Uint8Array | undefined): Promise<PrintedPdf> {
  const paper = drawLicence(item, row, photo);
  const place = sealPlaceOf(paper, row.content.sealPlace);
  const card = paper.pages[0]!.width < 140 && paper.pages[0]!.height < 140;
  const note = drawPaper(
    card ? cardSheet() : noteFor(paper.pages[0]!.width, paper.pages[0]!.height),
    { values: { 核验地址: row.content.verifyUrl, 证照标识: row.identifier } },
    notoPaperEnv(),
  );
  const noteItems = note.pages[0]!.items;
  const pages = paper.pages.map((page): DrawingPage => {
    if (!card) return { ...page, items: [...page.items, ...noteItems] };
    const x = (210 - page.width) / 2;
    const items = move([...(page.background ?? []), ...page.items], x, cardTop);
    return { width: 210, height: 297, items: [...items, ...noteItems] };
  });
  const drawing: Drawing = {
    pages,
    fonts: { ...paper.fonts, ...note.fonts },
    images: paper.images,
  };
  const pdf = await drawingToPdf(drawing, {
    title: `${row.content.name.zh} ${row.number}（电子证照打印件）`,
    date: row.issuedAt,
    author: row.officeName.zh,
    metadata: row.content.metadata,
  });
  const aside = card && place ? (210 - paper.pages[place.page]!.width) / 2 : 0;
  const sealPlace = place && { ...place, x: place.x + aside, y: place.y + (card ? cardTop : 0) };
  return { pdf, sealPlace };
}

/** mm down the sheet at which a card is set. */
const cardTop = 40;

const words = '电子证照打印件，仅供阅览。真伪和最新状态以扫码核验为准，OFD 文件为原件。';
const names = { 核验地址: 'string', 证照标识: 'string' } as const;
const notes = new Map<string, CompiledTemplate>();

function noteFor(width: number, height: number): CompiledTemplate {
  const key = `${width}x${height}`;
  let template = notes.get(key);
  if (!template) {
    template = compileTemplate(
      {
        name: '打印说明',
        page: { width, height },
        margin: 0,
        elements: [
          {
            kind: 'text',
            x: 4,
            y: height - 5,
            width: width - 8,
            text: words,
            size: 6.5,
            align: 'center',
            color: '#6B7280',
          },
        ],
      },
      { names },
    );
    notes.set(key, template);
  }
  return template;
}

let sheet: CompiledTemplate | undefined;

function cardSheet(): CompiledTemplate {
  sheet ??= compileTemplate(
    {
      name: '打印说明',
      page: 'A4',
      margin: 0,
      elements: [
        { kind: 'text', x: 20, y: 24, width: 170, text: '电子证照打印件', size: 14, align: 'center' },
        { kind: 'qr', x: 90, y: 112, size: 30, value: '核验地址' },
        { kind: 'text', x: 20, y: 147, width: 170, value: '证照标识', size: 9, align: 'center' },
        { kind: 'text', x: 20, y: 153, width: 170, text: words, size: 9, align: 'center', color: '#6B7280' },
      ],
    },
    { names },
  );
  return sheet;
}

function move(items: readonly DrawItem[], dx: number, dy: number): DrawItem[] {
  return items.map((item): DrawItem => {
    if (item.kind !== 'path') return { ...item, x: item.x + dx, y: item.y + dy };
    return {
      ...item,
      segments: item.segments.map((s) => {
        const [op, ...numbers] = s;
        return [op, ...numbers.map((n, i) => n + (i % 2 === 0 ? dx : dy))] as unknown as (typeof item.segments)[number];
      }),
    };
  });
}
