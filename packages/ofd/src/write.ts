import { annotationParts, type OfdAnnotation } from './annotations.ts';
import { attachmentPart, type OfdAttachment } from './attachments.ts';
import { type ContentContext, contentXml } from './content.ts';
import type { DrawItem, Drawing, DrawingPage } from './drawing.ts';
import { OfdError } from './errors.ts';
import { encodePart, internPart, OFD_NAMESPACE, type OfdPackage, type OfdPageRef } from './package.ts';
import { type OfdPermissions, permissionsXml } from './permissions.ts';
import { fontXml, multiMediaXml } from './resource-xml.ts';
import { escapeXml, mm } from './xml-text.ts';

/** DocInfo of OFD.xml (GB/T 33190 §7.4). */
export interface OfdInfo {
  /** UUID: 32 hexadecimal digits, dashes are dropped. */
  readonly docId: string;
  readonly title: string;
  readonly author?: string;
  readonly subject?: string;
  /** `YYYY-MM-DD` */
  readonly creationDate: string;
  /** Licence metadata: short names of GB/T 36903 (`ZZMC`, `ZZBS`, …) → value. */
  readonly customData?: Readonly<Record<string, string>>;
}

export interface WriteOptions {
  readonly drawing: Drawing;
  readonly info: OfdInfo;
  readonly attachments?: readonly OfdAttachment[];
  /** Writes the data index (custom tags: metadata key ↔ page objects) for items with `data`. Default true. */
  readonly dataIndex?: boolean;
  readonly permissions?: OfdPermissions;
  readonly annotations?: readonly OfdAnnotation[];
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = ` xmlns:ofd="${OFD_NAMESPACE}"`;
const MAX_PAGES = 5_000;

/**
 * Writes a drawing as an OFD package (GB/T 33190-2016). Deterministic: equal input gives equal bytes. Fonts are embedded
 * as subsets with their character maps; a background shared by pages is written once, as a template page.
 * @throws OfdError `illegal_text`, `illegal_number`, `illegal_value`, `missing_resource` or `too_large`
 */
export function writeOfd(options: WriteOptions): OfdPackage {
  const { drawing, info } = options;
  if (drawing.pages.length === 0 || drawing.pages.length > MAX_PAGES) {
    throw new OfdError('too_large', 'A document has 1 to 5,000 pages.', '文档页数应为 1 至 5000 页。');
  }
  const parts = new Map<string, Uint8Array>();
  let lastId = 0;
  const nextId = () => ++lastId;

  const plan = planResources(drawing, options.annotations ?? [], nextId);
  const templates = writeTemplates(drawing, plan, nextId);
  const pageIds = drawing.pages.map(nextId);
  const index: { key: string; page: number; object: number }[] = [];
  const pageParts = drawing.pages.map((page, i) =>
    encodePart(pageXml(page, i, pageIds[i]!, drawing, plan, templates, nextId, index)),
  );
  const annotations = annotationParts(options.annotations ?? [], drawing, pageIds, {
    drawing,
    fontIds: plan.itemFonts,
    imageIds: plan.images,
    nextId,
  });
  const attachments = (options.attachments ?? []).map((a) => attachmentPart(a, nextId()));
  const tags = options.dataIndex !== false && index.length > 0;

  parts.set('OFD.xml', encodePart(ofdXml(info)));
  const first = drawing.pages[0]!;
  const common =
    `<ofd:CommonData><ofd:MaxUnitID>${lastId}</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 ${mm(first.width)} ${mm(first.height)}</ofd:PhysicalBox></ofd:PageArea>` +
    (plan.fontFiles.length > 0 ? '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>' : '') +
    (plan.imageFiles.length > 0 ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : '') +
    templates.map((t) => `<ofd:TemplatePage ID="${t.id}" BaseLoc="${t.loc}" ZOrder="Background"/>`).join('') +
    '</ofd:CommonData>';
  const pages = drawing.pages
    .map((_, i) => `<ofd:Page ID="${pageIds[i]}" BaseLoc="Pages/Page_${i}/Content.xml"/>`)
    .join('');
  const document =
    `${XML}<ofd:Document${NS}>${common}<ofd:Pages>${pages}</ofd:Pages>` +
    permissionsXml(options.permissions) +
    (annotations.length > 0 ? '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>' : '') +
    (tags ? '<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>' : '') +
    (attachments.length > 0 ? '<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>' : '') +
    '</ofd:Document>';
  parts.set('Doc_0/Document.xml', internPart(document));
  if (plan.fontFiles.length > 0) parts.set('Doc_0/PublicRes.xml', internPart(publicResXml(plan)));
  if (plan.imageFiles.length > 0) parts.set('Doc_0/DocumentRes.xml', internPart(documentResXml(plan)));
  for (const font of plan.fontFiles) parts.set(`Doc_0/Res/${font.file}`, font.bytes);
  for (const image of plan.imageFiles) parts.set(`Doc_0/Res/${image.file}`, image.bytes);
  for (const template of templates) parts.set(`Doc_0/${template.loc}`, template.bytes);
  pageParts.forEach((bytes, i) => {
    parts.set(`Doc_0/Pages/Page_${i}/Content.xml`, bytes);
  });
  for (const [path, text] of annotations) parts.set(path, encodePart(text));
  if (tags) {
    parts.set('Doc_0/Tags/CustomTags.xml', internPart(CUSTOM_TAGS));
    parts.set('Doc_0/Tags/CustomTag.xml', internPart(customTagXml(index)));
  }
  if (attachments.length > 0) {
    const list = attachments.map((a) => a.xml).join('');
    parts.set('Doc_0/Attachs/Attachments.xml', internPart(`${XML}<ofd:Attachments${NS}>${list}</ofd:Attachments>`));
    for (const a of attachments) parts.set(`Doc_0/Attachs/${a.file}`, a.data);
  }
  const pageRefs: OfdPageRef[] = drawing.pages.map((page, i) => ({
    id: pageIds[i]!,
    path: `Doc_0/Pages/Page_${i}/Content.xml`,
    width: page.width,
    height: page.height,
  }));
  return { parts, docRoot: 'Doc_0/Document.xml', pages: pageRefs };
}

interface ResourcePlan {
  readonly itemFonts: Record<string, number>;
  /** Fonts of each background, keyed by the background itself: constant per template, so subset once. */
  readonly backgroundFonts: Map<readonly DrawItem[], Record<string, number>>;
  readonly images: Record<string, number>;
  readonly fontFiles: { id: number; name: string; file: string; bytes: Uint8Array }[];
  readonly imageFiles: { id: number; format: 'PNG' | 'JPEG'; file: string; bytes: Uint8Array }[];
}

function planResources(drawing: Drawing, annotations: readonly OfdAnnotation[], nextId: () => number): ResourcePlan {
  const plan: ResourcePlan = {
    itemFonts: Object.create(null) as Record<string, number>,
    backgroundFonts: new Map(),
    images: Object.create(null) as Record<string, number>,
    fontFiles: [],
    imageFiles: [],
  };
  const usedImages = new Set<string>();
  const itemCharacters = new Map<string, Set<number>>();
  for (const page of drawing.pages) {
    collect(page.items, itemCharacters, usedImages);
    const background = page.background;
    if (background && !plan.backgroundFonts.has(background)) {
      const use = backgroundUse(background, drawing);
      for (const image of use.images) usedImages.add(image);
      const ids = Object.create(null) as Record<string, number>;
      for (const [key, bytes] of use.fonts) ids[key] = addFont(plan, drawing, key, bytes, nextId());
      plan.backgroundFonts.set(background, ids);
    }
  }
  for (const annotation of annotations) collect(annotation.items, itemCharacters, usedImages);
  for (const [key, characters] of itemCharacters) {
    plan.itemFonts[key] = addFont(plan, drawing, key, fontOf(drawing, key).font.subset(characters), nextId());
  }
  for (const key of usedImages) {
    const image = Object.hasOwn(drawing.images, key) ? drawing.images[key] : undefined;
    if (!image) continue;
    const id = nextId();
    plan.images[key] = id;
    const format = image.format === 'png' ? 'PNG' : 'JPEG';
    plan.imageFiles.push({
      id,
      format,
      file: `image_${id}.${image.format === 'png' ? 'png' : 'jpg'}`,
      bytes: image.data,
    });
  }
  return plan;
}

function addFont(plan: ResourcePlan, drawing: Drawing, key: string, bytes: Uint8Array, id: number): number {
  plan.fontFiles.push({ id, name: fontOf(drawing, key).name, file: `font_${id}.ttf`, bytes });
  return id;
}

function fontOf(drawing: Drawing, key: string) {
  const font = Object.hasOwn(drawing.fonts, key) ? drawing.fonts[key] : undefined;
  if (font) return font;
  throw new OfdError(
    'missing_resource',
    `The drawing names the font '${key.slice(0, 40)}' but does not hold it; add it to the drawing.`,
    `版面引用了字体“${key.slice(0, 40)}”，但未提供该字体。`,
  );
}

function collect(items: readonly DrawItem[], characters: Map<string, Set<number>>, images: Set<string>): void {
  for (const item of items) {
    if (item.kind === 'image') images.add(item.image);
    if (item.kind !== 'text') continue;
    let set = characters.get(item.font);
    if (!set) {
      set = new Set();
      characters.set(item.font, set);
    }
    for (const ch of item.text) set.add(ch.codePointAt(0)!);
  }
}

interface BackgroundUse {
  readonly fonts: readonly (readonly [string, Uint8Array])[];
  readonly fontPrograms: readonly unknown[];
  readonly images: readonly string[];
}

const backgroundUses = new WeakMap<readonly DrawItem[], BackgroundUse>();

function backgroundUse(background: readonly DrawItem[], drawing: Drawing): BackgroundUse {
  const known = backgroundUses.get(background);
  if (known?.fonts.every(([key], i) => drawing.fonts[key]?.font === known.fontPrograms[i])) return known;
  const characters = new Map<string, Set<number>>();
  const images = new Set<string>();
  collect(background, characters, images);
  const keys = [...characters.keys()];
  const use: BackgroundUse = {
    fonts: keys.map((key) => [key, fontOf(drawing, key).font.subset(characters.get(key)!)] as const),
    fontPrograms: keys.map((key) => fontOf(drawing, key).font),
    images: [...images],
  };
  backgroundUses.set(background, use);
  return use;
}

interface TemplatePart {
  readonly id: number;
  readonly loc: string;
  readonly bytes: Uint8Array;
  readonly background: readonly DrawItem[];
}

interface CachedTemplate {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly lastId: number;
}

const templateCache = new WeakMap<readonly DrawItem[], CachedTemplate>();

function writeTemplates(drawing: Drawing, plan: ResourcePlan, nextId: () => number): TemplatePart[] {
  const out: TemplatePart[] = [];
  for (const [background, fontIds] of plan.backgroundFonts) {
    const id = nextId();
    const page = drawing.pages.find((p) => p.background === background)!;
    // The bytes depend on the ids handed out and on the page size; the same template gives the same key next time.
    const key = `${id} ${page.width} ${page.height} ${JSON.stringify(fontIds)} ${JSON.stringify(plan.images)}`;
    let cached = templateCache.get(background);
    if (cached?.key === key) for (let i = id; i < cached.lastId; i++) nextId();
    else {
      const layer = nextId();
      let lastId = layer;
      const context: ContentContext = {
        drawing,
        fontIds,
        imageIds: plan.images,
        nextId: () => {
          lastId = nextId();
          return lastId;
        },
      };
      const xml =
        `${XML}<ofd:Page${NS}><ofd:Area><ofd:PhysicalBox>0 0 ${mm(page.width)} ${mm(page.height)}</ofd:PhysicalBox></ofd:Area>` +
        `<ofd:Content><ofd:Layer ID="${layer}" Type="Background">${contentXml(background, context)}</ofd:Layer></ofd:Content></ofd:Page>`;
      cached = { key, bytes: encodePart(xml), lastId };
      templateCache.set(background, cached);
    }
    out.push({ id, loc: `Tpls/Tpl_${out.length}/Content.xml`, bytes: cached.bytes, background });
  }
  return out;
}

function pageXml(
  page: DrawingPage,
  pageIndex: number,
  pageId: number,
  drawing: Drawing,
  plan: ResourcePlan,
  templates: readonly TemplatePart[],
  nextId: () => number,
  index: { key: string; page: number; object: number }[],
): string {
  if (!(page.width > 0 && page.height > 0 && page.width <= 5000 && page.height <= 5000)) {
    throw new OfdError(
      'illegal_number',
      `Page ${pageIndex + 1} has an impossible size; give width and height in mm, at most 5,000.`,
      `第 ${pageIndex + 1} 页尺寸不合法，宽高应以毫米为单位且不超过 5000。`,
    );
  }
  const template = page.background && templates.find((t) => t.background === page.background);
  const layer = nextId();
  const content = contentXml(page.items, {
    drawing,
    fontIds: plan.itemFonts,
    imageIds: plan.images,
    nextId,
    onData: (key, object) => index.push({ key, page: pageId, object }),
  });
  return (
    `${XML}<ofd:Page${NS}>` +
    (template ? `<ofd:Template TemplateID="${template.id}" ZOrder="Background"/>` : '') +
    `<ofd:Area><ofd:PhysicalBox>0 0 ${mm(page.width)} ${mm(page.height)}</ofd:PhysicalBox></ofd:Area>` +
    `<ofd:Content><ofd:Layer ID="${layer}" Type="Body">${content}</ofd:Layer></ofd:Content></ofd:Page>`
  );
}

function ofdXml(info: OfdInfo): string {
  const docId = info.docId.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(docId)) {
    throw new OfdError(
      'illegal_value',
      'docId must be a UUID (32 hexadecimal digits).',
      '文档标识应为 32 位十六进制 UUID。',
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(info.creationDate)) {
    throw new OfdError('illegal_value', 'creationDate must be YYYY-MM-DD.', '创建日期应为 YYYY-MM-DD。');
  }
  let custom = '';
  for (const [name, value] of Object.entries(info.customData ?? {})) {
    custom += `<ofd:CustomData Name="${escapeXml(name, 'Metadata name')}">${escapeXml(value, name)}</ofd:CustomData>`;
  }
  return (
    `${XML}<ofd:OFD${NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>${docId}</ofd:DocID>` +
    `<ofd:Title>${escapeXml(info.title, 'Title')}</ofd:Title>` +
    (info.author === undefined ? '' : `<ofd:Author>${escapeXml(info.author, 'Author')}</ofd:Author>`) +
    (info.subject === undefined ? '' : `<ofd:Subject>${escapeXml(info.subject, 'Subject')}</ofd:Subject>`) +
    `<ofd:CreationDate>${info.creationDate}</ofd:CreationDate><ofd:Creator>Miaopi</ofd:Creator>` +
    (custom ? `<ofd:CustomDatas>${custom}</ofd:CustomDatas>` : '') +
    '</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
  );
}

function publicResXml(plan: ResourcePlan): string {
  const fonts = plan.fontFiles.map((f) => fontXml(f.id, f.name, f.file)).join('');
  return `${XML}<ofd:Res${NS} BaseLoc="Res"><ofd:Fonts>${fonts}</ofd:Fonts></ofd:Res>`;
}

function documentResXml(plan: ResourcePlan): string {
  const media = plan.imageFiles.map((m) => multiMediaXml(m.id, m.format, m.file)).join('');
  return `${XML}<ofd:Res${NS} BaseLoc="Res"><ofd:MultiMedias>${media}</ofd:MultiMedias></ofd:Res>`;
}

const CUSTOM_TAGS = `${XML}<ofd:CustomTags${NS}><ofd:CustomTag TypeID="licence-data-index"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`;

/** The data index of GB/T 36905: which page objects show which metadata element. */
function customTagXml(index: readonly { key: string; page: number; object: number }[]): string {
  const byKey = new Map<string, string>();
  for (const { key, page, object } of index) {
    byKey.set(key, `${byKey.get(key) ?? ''}<ofd:ObjectRef PageRef="${page}">${object}</ofd:ObjectRef>`);
  }
  let fields = '';
  for (const [key, refs] of byKey) fields += `<Field Name="${escapeXml(key, 'Metadata name')}">${refs}</Field>`;
  return `${XML}<DataIndex${NS}>${fields}</DataIndex>`;
}
