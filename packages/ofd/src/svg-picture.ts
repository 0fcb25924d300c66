import { base64 } from '#compression';
import type { MediaResource } from './resources.ts';
import { n } from './svg-context.ts';
import { escapeXml } from './xml-text.ts';

const urls = new WeakMap<Uint8Array, string>();

/** Picture bytes → data: address, by what the bytes are (never SVG, which could carry scripts). */
export function pictureUrl(data: Uint8Array): string | undefined {
  const known = urls.get(data);
  if (known) return known;
  const type = MIME[pictureFormat(data) ?? ''];
  if (!type) return undefined;
  const url = `data:${type};base64,${base64(data)}`;
  urls.set(data, url);
  return url;
}

const MIME: Readonly<Record<string, string>> = {
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  GIF: 'image/gif',
  BMP: 'image/bmp',
  WEBP: 'image/webp',
};

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['BMP', [0x42, 0x4d]],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['JBIG2', [0x97, 0x4a, 0x42, 0x32]],
  ['JPEG 2000', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50]],
  ['JPEG 2000', [0xff, 0x4f, 0xff, 0x51]],
];

/** What picture the bytes are, whatever the document says. */
export function pictureFormat(data: Uint8Array): string | undefined {
  const webp = data[0] === 0x52 && data[1] === 0x49 && data[8] === 0x57 && data[9] === 0x45 && data[10] === 0x42;
  return webp ? 'WEBP' : MAGIC.find(([, magic]) => magic.every((b, i) => data[i] === b))?.[0];
}

/** The name to tell people of a picture that browsers do not draw. */
export function formatName(media: MediaResource | undefined): string | undefined {
  if (!media) return undefined;
  const stated = media.format?.toUpperCase().replace('GBIG2', 'JBIG2').replace('TIF', 'TIFF').replace('TIFFF', 'TIFF');
  return pictureFormat(media.data) ?? (stated && /^[A-Z0-9]{2,8}$/.test(stated) ? stated : undefined);
}

/** A grey box that says which picture stands here and that it is not shown: nobody must take the page for complete. */
export function placeholder(x: number, y: number, width: number, height: number, what: string | undefined): string {
  const zh = what ? `${what} 图片无法在此显示` : '图片缺失或无法识别';
  const en = what ? `${what} picture, not shown here` : 'picture missing or unknown';
  const size = Math.min(height / 4, width / 14, 5);
  const line = (text: string, dy: number) =>
    `<text x="${n(x + width / 2)}" y="${n(y + height / 2 + dy)}" font-family="sans-serif" font-size="${n(size)}" text-anchor="middle" fill="rgb(90,90,90)">${escapeXml(text, 'Text')}</text>`;
  return (
    `<g data-placeholder="${escapeXml(what ?? 'unknown', 'Format')}"><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="rgb(242,242,242)" stroke="rgb(150,150,150)" stroke-width="0.2" stroke-dasharray="1 1"/>` +
    `<title>${escapeXml(`${zh} · ${en}`, 'Text')}</title>${size > 0.8 ? line(zh, -size * 0.2) + line(en, size * 1.1) : ''}</g>`
  );
}
