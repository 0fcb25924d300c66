import { randomBytes } from 'node:crypto';
import { sm3Hex } from '@miaopi/gm';
import { drawPaper, imageSize, type PaperDrawing } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { packOfd, prepareSealing, writeOfd } from '@miaopi/ofd';
import type { Files } from '../../../kernel/files.ts';
import { type PaperSource, paperValuesOf, type StoredContent } from '../domain/content.ts';

/** One licence to be made: everything its file is made of but the signature. */
export interface PressOrder {
  readonly content: StoredContent;
  readonly version: number;
  /** ISO */
  readonly issuedAt: string;
  readonly photo: Uint8Array | undefined;
  readonly signedAt: Date;
  readonly fileKey: string;
}

export interface SealBox {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** After the first stroke: drawn, written, waiting for the signature over `dataHash`. */
export interface Drawn {
  readonly dataHash: Uint8Array;
  readonly propertyInfo: string;
  readonly place: SealBox;
  readonly pages: number;
  /** mm, of the first page */
  readonly width: number;
  readonly height: number;
  readonly milliseconds: { readonly make: number; readonly seal: number };
}

/** After the second stroke: the file lies under its key. */
export interface Pressed {
  /** SM3 of the file, hex. */
  readonly digest: string;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** The paper of a licence from what is stored of it. */
export function drawLicence(
  source: PaperSource,
  licence: { readonly content: StoredContent; readonly version: number },
  photo: Uint8Array | undefined,
): PaperDrawing {
  const format = photo && imageSize(photo) ? (photo[0] === 0x89 ? 'png' : 'jpeg') : undefined;
  return drawPaper(
    source.paper,
    {
      values: paperValuesOf(source, licence.content, licence.version),
      images: photo && format ? { 照片: { format, data: photo } } : {},
    },
    notoPaperEnv(),
  );
}

/** The licence as OFD, not sealed, and the place kept for the seal. @returns undefined when the paper has none */
export function writePaper(source: PaperSource, order: Pick<PressOrder, 'content' | 'version' | 'issuedAt' | 'photo'>) {
  const { content } = order;
  const drawing = drawLicence(source, order, order.photo);
  const place = sealPlaceOf(drawing, content.sealPlace);
  if (!place) return undefined;
  const { metadata } = content;
  const ofd = writeOfd({
    drawing,
    info: {
      docId: randomBytes(16).toString('hex'),
      title: content.name.zh,
      ...(metadata.ZZBFJG ? { author: metadata.ZZBFJG } : {}),
      creationDate: metadata.ZZBFRQ ?? order.issuedAt.slice(0, 10),
      customData: metadata,
    },
    attachments: [
      { name: 'metadata', format: 'xml', data: metadataXml(metadata), visible: false },
      { name: 'licence', format: 'json', data: licenceJson(content), visible: false },
    ],
  });
  return { drawing, place, ofd };
}

/**
 * First stroke: draws, writes as OFD, prepares the sealing. @returns undefined when the paper has no place for the seal
 * @param seal DER; the same array each time, so that what is made of it is kept
 */
export function draw(
  source: PaperSource,
  seal: Uint8Array,
  order: PressOrder,
): { readonly drawn: Drawn; readonly complete: (signedValue: Uint8Array) => Uint8Array } | undefined {
  const began = performance.now();
  const paper = writePaper(source, order);
  if (!paper) return undefined;
  const { drawing, place, ofd } = paper;
  const written = performance.now();
  const waiting = prepareSealing(ofd, {
    seal,
    time: order.signedAt,
    stamps: [place],
    provider: { name: 'Miaopi', version: '0.1.0', company: 'Miaopi' },
    mode: 'whole',
  });
  const { width, height } = drawing.pages[0]!;
  return {
    drawn: {
      dataHash: waiting.dataHash,
      propertyInfo: waiting.propertyInfo,
      place,
      pages: drawing.pages.length,
      width,
      height,
      milliseconds: { make: written - began, seal: performance.now() - written },
    },
    complete: (signedValue) => packOfd(waiting.complete(signedValue).package),
  };
}

/** Second stroke: the signature set in, packed, digested, written durably. */
export async function press(
  files: Files,
  fileKey: string,
  complete: (signedValue: Uint8Array) => Uint8Array,
  signedValue: Uint8Array,
): Promise<Pressed> {
  const began = performance.now();
  const file = complete(signedValue);
  const digest = sm3Hex(file);
  const milliseconds = performance.now() - began;
  await files.put(fileKey, file);
  return { digest, bytes: file.length, milliseconds };
}

export function sealPlaceOf(drawing: PaperDrawing, name: string): SealBox | undefined {
  for (const [page, { sealPlaces }] of drawing.pages.entries()) {
    const box = sealPlaces && Object.hasOwn(sealPlaces, name) ? sealPlaces[name] : undefined;
    if (box) return { page, x: box.x, y: box.y, width: box.width, height: box.height };
  }
  return undefined;
}

const encoder = new TextEncoder();
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Metadata of GB/T 36903, for readers that take attachments and not CustomDatas. */
function metadataXml(metadata: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries(metadata).map(
    ([key, value]) => `<${key}>${value.replace(/[&<>"]/g, (c) => entities[c]!)}</${key}>`,
  );
  return encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n<LicenseMetadata>${lines.join('')}</LicenseMetadata>`);
}

/** All fields with their lists, for programs. */
function licenceJson(content: StoredContent): Uint8Array {
  const { name, fields, validFrom, validTo } = content;
  return encoder.encode(
    JSON.stringify({
      name: name.zh,
      validFrom,
      validTo,
      fields: fields.map((f) => ({ key: f.key, name: f.name, value: f.value })),
    }),
  );
}
