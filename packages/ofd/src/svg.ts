import { type Font, FontError, parseFont } from '@miaopi/fonts';
import { parseSeal, parseSealSignature } from '@miaopi/gm';
import { base64 } from '#compression';
import { OfdError } from './errors.ts';
import { type OfdDocument, openOfd, partXml, readOfd, resolveLocation } from './read.ts';
import { type Resources, readResources } from './resources.ts';
import { readSignatureFile, type SignatureFile } from './signature-xml.ts';
import { n, type SvgContext } from './svg-context.ts';
import { drawObjects } from './svg-objects.ts';
import { pictureFormat, pictureUrl, placeholder } from './svg-picture.ts';
import { safeId } from './svg-text.ts';
import { child, childrenOf, childText, parseBox, parseNumbers, structure, type XmlElement } from './xml-read.ts';

export interface SvgOptions {
  /** Draw the seals. Default true; whether they are genuine only `verifyOfd` can say. */
  readonly seals?: boolean;
  /** Prefix of ids and font families, needed when several SVGs stand in one HTML page. Default `p<page>-`. */
  readonly prefix?: string;
  /**
   * A font for texts whose font the document names but does not embed, by that name; the characters used are embedded
   * as a subset. Without, the viewer's own fonts serve.
   */
  readonly substitute?: (fontName: string) => Font | undefined;
}

/**
 * Draws one page as SVG: text stays text (selectable, with the embedded fonts as data: addresses), pictures as data:
 * addresses, each seal from the picture inside the seal itself. One user unit is one millimetre.
 * @param source the file's bytes or the document read from them
 * @param page 0-based page number
 * @throws OfdError when the file is unreadable or has no such page
 */
export function renderSvg(source: OfdDocument | Uint8Array, page = 0, options: SvgOptions = {}): string {
  return drawPage(source instanceof Uint8Array ? openOfd(source) : source, page, options, 0);
}

function drawPage(document: OfdDocument, pageIndex: number, options: SvgOptions, nesting: number): string {
  const { parts, docRoot, pages } = document.package;
  const ref = pages[pageIndex];
  if (!ref) {
    throw structure(
      `The document has ${pages.length} pages; page ${pageIndex + 1} does not exist.`,
      `文档共 ${pages.length} 页，没有第 ${pageIndex + 1} 页。`,
      'no_such_page',
    );
  }
  const page = partXml(parts, ref.path);
  const common = child(document.root, 'CommonData')!;
  const area = child(page, 'Area');
  const box = parseBox(area && childText(area, 'PhysicalBox')) ?? [0, 0, ref.width, ref.height];
  const resourcePaths = ['PublicRes', 'DocumentRes'].flatMap((name) =>
    childrenOf(common, name).map((e) => resolveLocation(docRoot, e.text)),
  );
  for (const own of childrenOf(page, 'PageRes')) resourcePaths.push(resolveLocation(ref.path, own.text));
  const context: SvgContext = {
    resources: resourcesOf(document, resourcePaths),
    usedFonts: new Map(),
    substitute: options.substitute,
    defs: [],
    glyphs: new Map(),
    readers: readersOf(document),
    prefix: options.prefix ?? `p${pageIndex}-`,
    depth: 0,
    objects: 0,
    pictureBytes: 0,
  };
  const templates = templateLayers(page, common, docRoot, parts);
  let body = '';
  for (const type of ['Background', 'Body', 'Foreground'] as const) {
    for (const template of templates) if (template.order === type) body += drawLayers(template.root, context);
    const content = child(page, 'Content');
    for (const layer of content ? childrenOf(content, 'Layer') : []) {
      if ((layer.attributes.get('Type') ?? 'Body') === type) body += drawObjects(layer, context, layer);
    }
  }
  body += drawAnnotations(document, ref.id, context);
  if (options.seals !== false) body += drawSeals(document, ref.id, context, nesting);
  const [x, y, w, h] = box;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(w)}mm" height="${n(h)}mm" viewBox="${n(x)} ${n(y)} ${n(w)} ${n(h)}">` +
    `<style>text{white-space:pre}${fontFaces(context)}</style>` +
    (context.defs.length > 0 ? `<defs>${context.defs.join('')}</defs>` : '') +
    `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="#fff"/>${body}</svg>`
  );
}

const readerCache = new WeakMap<OfdDocument, SvgContext['readers']>();

function readersOf(document: OfdDocument): SvgContext['readers'] {
  let readers = readerCache.get(document);
  if (!readers) {
    readers = new Map();
    readerCache.set(document, readers);
  }
  return readers;
}

const resourceCache = new WeakMap<OfdDocument, Map<string, Resources>>();

function resourcesOf(document: OfdDocument, paths: readonly string[]): Resources {
  const key = paths.join('\n');
  let known = resourceCache.get(document);
  if (!known) {
    known = new Map();
    resourceCache.set(document, known);
  }
  let resources = known.get(key);
  if (!resources) {
    resources = readResources(document.package.parts, paths);
    known.set(key, resources);
  }
  return resources;
}

function templateLayers(
  page: XmlElement,
  common: XmlElement,
  docRoot: string,
  parts: ReadonlyMap<string, Uint8Array>,
): { root: XmlElement; order: string }[] {
  return childrenOf(page, 'Template').flatMap((use) => {
    const id = use.attributes.get('TemplateID');
    const template = childrenOf(common, 'TemplatePage').find((t) => t.attributes.get('ID') === id);
    if (!template) return [];
    const root = partXml(parts, resolveLocation(docRoot, template.attributes.get('BaseLoc') ?? ''));
    return [{ root, order: use.attributes.get('ZOrder') ?? template.attributes.get('ZOrder') ?? 'Background' }];
  });
}

function drawLayers(root: XmlElement, context: SvgContext): string {
  const content = child(root, 'Content');
  return (content ? childrenOf(content, 'Layer') : []).map((layer) => drawObjects(layer, context, layer)).join('');
}

function drawAnnotations(document: OfdDocument, pageId: number, context: SvgContext): string {
  const { parts, docRoot } = document.package;
  const location = childText(document.root, 'Annotations');
  if (!location) return '';
  const listPath = resolveLocation(docRoot, location);
  let out = '';
  for (const page of childrenOf(partXml(parts, listPath), 'Page')) {
    if (page.attributes.get('PageID') !== String(pageId)) continue;
    const path = resolveLocation(listPath, childText(page, 'FileLoc') ?? '');
    for (const annot of childrenOf(partXml(parts, path), 'Annot')) {
      const appearance = child(annot, 'Appearance');
      if (!appearance || annot.attributes.get('Visible') === 'false') continue;
      const at = parseNumbers(appearance.attributes.get('Boundary'));
      const inner = drawObjects(appearance, context);
      if (inner) out += `<g transform="translate(${n(at?.[0] ?? 0)} ${n(at?.[1] ?? 0)})">${inner}</g>`;
    }
  }
  return out;
}

function drawSeals(document: OfdDocument, pageId: number, context: SvgContext, nesting: number): string {
  const { parts, signatures } = document.package;
  let out = '';
  for (const entry of signatures?.entries ?? []) {
    // A plain signature has no seal; what poses as one is not shown.
    if (entry.type !== 'Seal') continue;
    const file = readSignatureFile(parts, entry.path);
    const here = file.stamps.filter((s) => s.pageId === pageId);
    if (here.length === 0) continue;
    const picture = sealPicture(parts, file);
    if (!picture) continue;
    for (const { box, clip } of here) {
      const image = drawSealPicture(picture, box.width, box.height, context, nesting);
      if (!image) continue;
      const shown = clip ?? { x: 0, y: 0, width: box.width, height: box.height };
      // A nested svg cuts what lies outside: that is the clip of a riding seal.
      out +=
        `<svg x="${n(box.x + shown.x)}" y="${n(box.y + shown.y)}" width="${n(shown.width)}" height="${n(shown.height)}"` +
        ` viewBox="${n(shown.x)} ${n(shown.y)} ${n(shown.width)} ${n(shown.height)}" data-signature="${entry.id}">${image}</svg>`;
    }
  }
  return out;
}

/** The picture from the signature value, else from Seal.esl; nothing when neither is a seal (verification tells). */
function sealPicture(parts: ReadonlyMap<string, Uint8Array>, file: SignatureFile): Uint8Array | undefined {
  const value = parts.get(file.valuePath);
  try {
    if (value) return parseSealSignature(value).seal.picture.data;
  } catch {
    // Fall through to the seal file.
  }
  const seal = file.sealPath === undefined ? undefined : parts.get(file.sealPath);
  try {
    return seal && parseSeal(seal).picture.data;
  } catch {
    return undefined;
  }
}

function drawSealPicture(
  picture: Uint8Array,
  width: number,
  height: number,
  context: SvgContext,
  nesting: number,
): string {
  const url = pictureUrl(picture);
  if (url) {
    return `<image width="${n(width)}" height="${n(height)}" preserveAspectRatio="none" style="mix-blend-mode:multiply" href="${url}"/>`;
  }
  // Tax seals carry their picture as a small OFD of its own.
  const unknown = () => placeholder(0, 0, width, height, pictureFormat(picture));
  if (nesting > 0 || picture[0] !== 0x50 || picture[1] !== 0x4b) return unknown();
  try {
    const inner = readOfd(picture, { maxTotal: 16 * 1024 * 1024, maxParts: 200 });
    const size = inner.package.pages[0]!;
    const svg = drawPage(inner, 0, { prefix: `${context.prefix}s-`, seals: false }, nesting + 1);
    return `<g transform="scale(${n(width / size.width)} ${n(height / size.height)})">${svg
      .replace(
        /^<svg ([^>]*?) width="[^"]*" height="[^"]*"/,
        `<svg $1 width="${n(size.width)}" height="${n(size.height)}"`,
      )
      .replace(/<rect [^>]*fill="#fff"\/>/, '')}</g>`;
  } catch (error) {
    if (error instanceof OfdError) return unknown();
    throw error;
  }
}

function fontFaces(context: SvgContext): string {
  let out = '';
  for (const [id, characters] of context.usedFonts) {
    const font = context.resources.fonts.get(id);
    const data = font?.data
      ? onlyUsed(font.data, characters)
      : context.substitute?.(font?.name ?? '')?.subset(characters);
    if (!data) continue;
    const family = `${context.prefix}f${safeId(id)}`;
    const cff = data[0] === 0x4f && data[1] === 0x54;
    out += `@font-face{font-family:'${family}';src:url(data:font/${cff ? 'otf' : 'ttf'};base64,${base64(data)})}`;
  }
  return out;
}

/** Fonts larger than this are cut to what the page shows. */
const LARGE_FONT = 96 * 1024;
const parsedFonts = new WeakMap<Uint8Array, Font | null>();

/** A long document shares one font among hundreds of pages: a page that brought all of it would open slowly. */
function onlyUsed(data: Uint8Array, characters: ReadonlySet<number>): Uint8Array {
  if (data.length <= LARGE_FONT) return data;
  try {
    let font = parsedFonts.get(data);
    if (font === undefined) {
      font = parseFont(data);
      parsedFonts.set(data, font);
    }
    return font?.subset(characters) ?? data;
  } catch (error) {
    if (!(error instanceof FontError)) throw error;
    // Not a font that we can cut (CFF, damage): the browser gets it as it is.
    parsedFonts.set(data, null);
    return data;
  }
}
