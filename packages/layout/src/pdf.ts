/// <reference path="./pdfkit.d.ts" />
import {
  type DrawItem,
  type Drawing,
  type DrawingPage,
  type DrawPath,
  type DrawText,
  moduleSegments,
} from '@miaopi/ofd';
import type PDFDocument from 'pdfkit';
import { charactersByFont } from './svg.ts';

export interface PdfOptions {
  readonly title: string;
  /** Written as creation and change date; the same drawing, options and date give the same bytes. */
  readonly date: Date;
  /** Metadata of the licence by key (`ZZMC` …), into the document's information. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly author?: string;
  readonly attachments?: readonly { readonly name: string; readonly mediaType: string; readonly data: Uint8Array }[];
}

const PT_PER_MM = 72 / 25.4;

/** A drawing as PDF 1.7 with embedded subset fonts and selectable text. */
export async function drawingToPdf(drawing: Drawing, options: PdfOptions): Promise<Uint8Array> {
  // Loaded when first needed: a browser page that only shows SVG need not carry it.
  const { default: Document } = await import('pdfkit');
  const doc = new Document({
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: options.title,
      ...(options.author === undefined ? {} : { Author: options.author }),
      Creator: 'Miaopi',
      Producer: 'Miaopi',
      CreationDate: options.date,
      ModDate: options.date,
      ...options.metadata,
    },
  });
  const done = collect(doc);
  const every = drawing.pages.flatMap((page) => [...(page.background ?? []), ...page.items]);
  for (const [key, codes] of charactersByFont(every)) {
    const font = drawing.fonts[key];
    if (!font) throw new RangeError(`The drawing names the font "${key}" but does not hold it.`);
    doc.registerFont(key, font.font.subset(codes));
  }
  for (const page of drawing.pages) drawPage(doc, drawing, page);
  for (const file of options.attachments ?? []) {
    doc.file(file.data, {
      name: file.name,
      type: file.mediaType,
      creationDate: options.date,
      modifiedDate: options.date,
    });
  }
  doc.end();
  return done;
}

function collect(doc: PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk) => chunks.push(chunk));
    doc.on('error', reject);
    doc.on('end', () => {
      const bytes = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      resolve(bytes);
    });
  });
}

function drawPage(doc: PDFDocument, drawing: Drawing, page: DrawingPage): void {
  doc.addPage({ size: [page.width * PT_PER_MM, page.height * PT_PER_MM], margin: 0 });
  doc.save().scale(PT_PER_MM);
  for (const item of page.background ?? []) drawItem(doc, drawing, item);
  for (const item of page.items) drawItem(doc, drawing, item);
  doc.restore();
}

function drawItem(doc: PDFDocument, drawing: Drawing, item: DrawItem): void {
  doc.save();
  if (item.alpha !== undefined && item.alpha < 1) doc.opacity(item.alpha);
  if (item.kind === 'path') drawPath(doc, item);
  else if (item.kind === 'modules') {
    doc.translate(item.x, item.y).scale(item.size / item.count);
    drawPath(doc, { kind: 'path', segments: moduleSegments(item), fill: item.fill, rule: 'evenodd' });
  } else if (item.kind === 'text') drawText(doc, item);
  else {
    const image = drawing.images[item.image];
    if (!image) throw new RangeError(`The drawing names the image "${item.image}" but does not hold it.`);
    // A copy that fills its buffer from the start: bytes given may be a view into a larger one (a part of a ZIP, a pooled Buffer).
    doc.image(new Uint8Array(image.data).buffer, item.x, item.y, { width: item.width, height: item.height });
  }
  doc.restore();
}

function drawPath(doc: PDFDocument, item: DrawPath): void {
  if (item.stroke) doc.lineWidth(item.lineWidth ?? 0.353);
  if (item.dash) doc.dash(item.dash);
  for (const s of item.segments) {
    if (s[0] === 'M') doc.moveTo(s[1], s[2]);
    else if (s[0] === 'L') doc.lineTo(s[1], s[2]);
    else if (s[0] === 'Q') doc.quadraticCurveTo(s[1], s[2], s[3], s[4]);
    else if (s[0] === 'C') doc.bezierCurveTo(s[1], s[2], s[3], s[4], s[5], s[6]);
    else doc.closePath();
  }
  const rule = item.rule === 'evenodd' ? 'even-odd' : 'non-zero';
  if (item.fill && item.stroke) doc.fillAndStroke(item.fill, item.stroke, rule);
  else if (item.fill) doc.fillColor(item.fill).fill(rule);
  else if (item.stroke) doc.strokeColor(item.stroke).stroke();
}

/** One TJ operator: glyphs with the gaps of the drawing, not the font's own. */
function drawText(doc: PDFDocument, item: DrawText): void {
  doc.fillColor(item.color ?? '#000000');
  doc.font(item.font, item.size);
  const font = doc._font;
  doc.page.fonts[font.id] ??= font.ref();
  let array = '';
  let i = 0;
  for (const character of item.text) {
    const [codes, positions] = font.encode(character);
    const own = positions.reduce((sum, p) => sum + p.advanceWidth, 0);
    const wanted = item.advances[i++];
    array += `<${codes.join('')}>`;
    if (wanted !== undefined) {
      const gap = Math.round(own - (wanted / item.size) * 1000);
      if (gap !== 0) array += `${gap}`;
    }
  }
  const turn = ((item.rotate ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  // The page is turned upside down by pdfkit (y downwards); glyphs are turned back here.
  doc.transform(cos, sin, sin, -cos, item.x, item.y);
  doc.addContent('BT').addContent(`/${font.id} ${item.size} Tf`).addContent(`[${array}] TJ`).addContent('ET');
}
