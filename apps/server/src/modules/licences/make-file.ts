import { randomBytes } from 'node:crypto';
import { makeSealSignature, sm3Hex, toHex } from '@miaopi/gm';
import type { CompiledItem } from '@miaopi/items';
import { drawPaper, imageSize, type PaperDrawing } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { packOfd, prepareSealing, writeOfd } from '@miaopi/ofd';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { OfficeSealer, Seals } from '../seals/index.ts';
import { paperValuesOf, type StoredContent } from './domain/content.ts';
import type { MadeLicence, ReservedLicence } from './door.ts';
import { licencesErrors } from './errors.ts';

/** The paper of a licence from what is stored of it. */
export function drawLicence(
  item: CompiledItem,
  licence: { readonly content: StoredContent; readonly version: number },
  photo: Uint8Array | undefined,
): PaperDrawing {
  const format = photo && imageSize(photo) ? (photo[0] === 0x89 ? 'png' : 'jpeg') : undefined;
  return drawPaper(
    item.paper,
    {
      values: paperValuesOf(item, licence.content, licence.version),
      images: photo && format ? { 照片: { format, data: photo } } : {},
    },
    notoPaperEnv(),
  );
}

/** Draws, writes as OFD, seals, packs, stores under a new key. Touches no table. */
export async function makeFile(
  deps: { readonly kernel: Kernel; readonly seals: Seals },
  licence: ReservedLicence,
  item: CompiledItem,
  photo: Uint8Array | undefined,
): Promise<MadeLicence> {
  const { kernel, seals } = deps;
  const sealer = await seals.sealerOf(licence.office);
  await seals.checkGrant(licence.office, licence.slug);
  const content = licence.content as StoredContent;
  const began = performance.now();
  const drawing = drawLicence(item, { content, version: licence.version }, photo);
  const place = sealPlaceOf(drawing, content.sealPlace);
  if (!place)
    throw licencesErrors.cannot_make({
      log: `${licence.slug}: the paper has no place "${content.sealPlace}" for the seal`,
    });
  const { metadata } = content;
  const ofd = writeOfd({
    drawing,
    info: {
      docId: randomBytes(16).toString('hex'),
      title: content.name.zh,
      ...(metadata.ZZBFJG ? { author: metadata.ZZBFJG } : {}),
      creationDate: metadata.ZZBFRQ ?? licence.issuedAt.slice(0, 10),
      customData: metadata,
    },
    attachments: [
      { name: 'metadata', format: 'xml', data: metadataXml(metadata), visible: false },
      { name: 'licence', format: 'json', data: licenceJson(content), visible: false },
    ],
  });
  const drawn = performance.now();
  const signedAt = kernel.clock.now();
  const { sealed, sealing } = setSeal(ofd, sealer, place, signedAt);
  const file = packOfd(sealed);
  const digest = sm3Hex(file);
  const done = performance.now();
  const fileKey = `licences/${signedAt.toISOString().slice(0, 7).replace('-', '/')}/${newId()}.ofd`;
  await kernel.files.put(fileKey, file);
  const first = drawing.pages[0]!;
  return {
    licence,
    fileKey,
    digest,
    sealing,
    bytes: file.length,
    pages: drawing.pages.length,
    width: first.width,
    height: first.height,
    seal: {
      sealId: sealer.sealId,
      name: sealer.name,
      place: { page: place.page, x: place.x, y: place.y },
      signedAt: signedAt.toISOString(),
    },
    milliseconds: { make: round(drawn - began), seal: round(done - drawn) },
  };
}

function setSeal(ofd: ReturnType<typeof writeOfd>, sealer: OfficeSealer, place: SealBox, time: Date) {
  const waiting = prepareSealing(ofd, {
    seal: sealer.prepared.seal.der,
    time,
    stamps: [place],
    provider: { name: 'Miaopi', version: '0.1.0', company: 'Miaopi' },
    mode: 'whole',
  });
  const signed = makeSealSignature({
    seal: sealer.prepared,
    signer: sealer.signer,
    dataHash: waiting.dataHash,
    propertyInfo: waiting.propertyInfo,
    time,
  });
  return { sealed: waiting.complete(signed).package, sealing: toHex(waiting.dataHash) };
}

interface SealBox {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
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

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
