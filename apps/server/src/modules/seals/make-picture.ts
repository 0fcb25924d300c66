import { loadNotoSerif } from '@miaopi/fonts/noto';
import { drawingToInkPng, nameSealPng, readPng, sealPng, writeInkPng } from '@miaopi/layout/png';
import type { Kernel } from '../../kernel/kernel.ts';
import { cleanImpression, sealRed } from './domain/clean-impression.ts';
import { kindsOfSeal } from './domain/kinds.ts';
import { signaturePath } from './domain/strokes.ts';
import { sealsErrors } from './errors.ts';
import { readSealFile } from './seal-files.ts';
import type { ApplicationRow } from './store/applications.ts';

export interface MadePicture {
  /** PNG with transparent ground, 400 dpi. */
  readonly png: Uint8Array;
  /** Whole mm of the picture, as GB/T 38540 keeps them. */
  readonly width: number;
  readonly height: number;
  /** mm of the impression itself, of a scan. */
  readonly ink?: { readonly width: number; readonly height: number };
}

const dpi = 400;
const inkBlack = '#1A1A1A';

type PictureInput = Pick<
  ApplicationRow,
  | 'kind'
  | 'source'
  | 'principalName'
  | 'name'
  | 'inscription'
  | 'width'
  | 'height'
  | 'strokes'
  | 'impression'
  | 'appliedBy'
>;

/**
 * The picture of a seal: drawn to the norm (国发〔1999〕25号, GB/T 33481), from the scanned impression 1:1, or from the strokes of a hand.
 * @param serial 13 digits on the lower arc of a drawn round seal
 * @throws seals.impression_unusable, seals.file_missing
 */
export async function makePicture(kernel: Kernel, a: PictureInput, serial: string): Promise<MadePicture> {
  const kind = kindsOfSeal[a.kind];
  if (a.source === 'handwritten' && a.strokes) {
    const { segments, lineWidth } = signaturePath(a.strokes, kind.width, kind.height);
    const items = [{ kind: 'path' as const, segments, stroke: inkBlack, lineWidth }];
    const page = { width: kind.width, height: kind.height, items };
    const png = drawingToInkPng({ pages: [page], fonts: {}, images: {} }, dpi);
    return { png, width: kind.width, height: kind.height };
  }
  if (a.source === 'scan' && a.impression) {
    const { data } = await readSealFile(kernel, a.appliedBy, a.impression.fileId);
    return cleanedPicture(data, a.impression);
  }
  const font = loadNotoSerif(700);
  if (kind.shape === 'square')
    return { png: nameSealPng({ name: a.name, size: kind.width }, font, dpi), width: kind.width, height: kind.height };
  const png = sealPng(
    {
      kind: a.kind === 'date' ? 'date' : 'unit',
      name: a.principalName,
      ...(a.inscription ? { inner: a.inscription } : {}),
      serial,
      diameter: kind.width,
    },
    font,
    dpi,
  );
  return { png, width: kind.width, height: kind.height };
}

/** From the scan of the physical seal. @throws seals.impression_unusable */
export function cleanedPicture(
  scan: Uint8Array,
  size: { readonly dpi?: number; readonly widthMm?: number },
): MadePicture {
  const pixels = readPng(scan);
  if (!pixels)
    throw sealsErrors.impression_unusable({
      detail: {
        zh: '印模须为 8 位 PNG 图片（网页上选择的其他图片会自动转换）。',
        en: 'The impression must be a PNG of 8 bits (the page converts other pictures by itself).',
      },
    });
  const cleaned = cleanImpression(pixels, { ...size, outDpi: dpi });
  return {
    png: writeInkPng(cleaned.pixels, sealRed, dpi),
    width: cleaned.width,
    height: cleaned.height,
    ink: { width: cleaned.inkWidth, height: cleaned.inkHeight },
  };
}
