import { annotatedPageXml, annotationListXml, annotXml, type OfdAnnotation, pageAnnotXml } from './annotations.ts';
import { attachmentPart, type OfdAttachment } from './attachments.ts';
import type { ContentContext } from './content.ts';
import type { DrawItem, Drawing } from './drawing.ts';
import { OfdError } from './errors.ts';
import { freeFolder } from './free-folder.ts';
import { encodePart, OFD_NAMESPACE, type OfdPackage } from './package.ts';
import { type OfdPermissions, permissionsXml } from './permissions.ts';
import { partXml, readParts, resolveLocation } from './read.ts';
import { fontXml, multiMediaXml } from './resource-xml.ts';
import { editXml, type XmlEditing, type XmlSpan } from './xml-edit.ts';
import { childrenOf, childText } from './xml-read.ts';
import { escapeXml } from './xml-text.ts';

/** What to change in a document that exists, ours or another maker's. */
export interface OfdChanges {
  /** A changed document is another document: its new UUID (32 hexadecimal digits, dashes are dropped). */
  readonly docId?: string;
  /** Metadata to set; names that are there get the new value, others stay. */
  readonly customData?: Readonly<Record<string, string>>;
  readonly annotations?: readonly OfdAnnotation[];
  /** Fonts and pictures that the annotations name; fonts are embedded as subsets. */
  readonly resources?: Pick<Drawing, 'fonts' | 'images'>;
  readonly attachments?: readonly OfdAttachment[];
  /** Replaces the permissions of the document. */
  readonly permissions?: OfdPermissions;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = ` xmlns:ofd="${OFD_NAMESPACE}"`;

/**
 * Adds annotations (watermarks), attachments and metadata to a document. What is not concerned keeps its bytes, and so does
 * the text around each change. Deterministic.
 * @throws OfdError `sealed` when the document carries signatures (a change would break them: `stripSignatures` first);
 * `illegal_text`, `illegal_value`, `missing_resource`, `xml`, `structure`
 */
export function changeOfd(ofd: OfdPackage, changes: OfdChanges): OfdPackage {
  if (ofd.signatures && ofd.signatures.entries.length > 0) {
    throw new OfdError(
      'sealed',
      'The document is sealed; a change would break its seals. Strip the signatures first and seal the copy anew.',
      '文档已加盖电子签章，改动会使签章失效。请先去除签章，改动后重新加盖。',
    );
  }
  const parts = new Map(ofd.parts);
  changeInfo(parts, changes);
  changeDocument(parts, ofd, changes);
  return readParts(parts).package;
}

function changeInfo(parts: Map<string, Uint8Array>, changes: OfdChanges): void {
  const values = Object.entries(changes.customData ?? {});
  if (values.length === 0 && changes.docId === undefined) return;
  const edit = editXml(parts.get('OFD.xml')!, 'OFD.xml');
  const info = edit.child(edit.child(edit.root, 'DocBody')!, 'DocInfo')!;
  if (changes.docId !== undefined) {
    const docId = changes.docId.replaceAll('-', '').toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(docId)) {
      throw new OfdError(
        'illegal_value',
        'docId must be a UUID (32 hexadecimal digits).',
        '文档标识应为 32 位十六进制 UUID。',
      );
    }
    const known = edit.child(info, 'DocID');
    if (known) edit.setInner(known, docId);
    else edit.append(info, `<ofd:DocID${NS}>${docId}</ofd:DocID>`);
  }
  const list = edit.child(info, 'CustomDatas');
  let added = '';
  for (const [name, value] of values) {
    const known = list?.children.find((c) => c.ofd && c.name === 'CustomData' && c.attributes.get('Name') === name);
    if (known) edit.setInner(known, escapeXml(value, name));
    else
      added += `<ofd:CustomData${NS} Name="${escapeXml(name, 'Metadata name')}">${escapeXml(value, name)}</ofd:CustomData>`;
  }
  if (added) {
    if (list) edit.append(list, added);
    else edit.append(info, `<ofd:CustomDatas${NS}>${added}</ofd:CustomDatas>`);
  }
  parts.set('OFD.xml', edit.bytes());
}

function changeDocument(parts: Map<string, Uint8Array>, ofd: OfdPackage, changes: OfdChanges): void {
  const annotations = changes.annotations ?? [];
  const attachments = changes.attachments ?? [];
  if (annotations.length === 0 && attachments.length === 0 && !changes.permissions) return;
  const edit = editXml(parts.get(ofd.docRoot)!, ofd.docRoot);
  const common = edit.child(edit.root, 'CommonData')!;
  let lastId = highestId(parts);
  const nextId = () => ++lastId;
  if (annotations.length > 0) {
    const context = addResources(parts, ofd, edit, common, annotations, changes.resources, nextId);
    addAnnotations(parts, ofd, edit, annotations, context);
  }
  if (attachments.length > 0) addAttachments(parts, ofd, edit, attachments, nextId);
  if (changes.permissions) {
    const known = edit.child(edit.root, 'Permissions');
    if (known) edit.remove(known);
    place(
      edit,
      'Permissions',
      permissionsXml(changes.permissions).replace('<ofd:Permissions>', `<ofd:Permissions${NS}>`),
    );
  }
  const max = edit.child(common, 'MaxUnitID');
  if (max) edit.setInner(max, String(lastId));
  parts.set(ofd.docRoot, edit.bytes());
}

/** The order of Document's children in the standard; readers that validate want it. */
const ORDER = [
  'CommonData',
  'Pages',
  'Outlines',
  'Permissions',
  'Actions',
  'VPreferences',
  'Bookmarks',
  'Annotations',
  'CustomTags',
  'Attachments',
  'Extensions',
];

function place(edit: XmlEditing, name: string, xml: string): void {
  const later = ORDER.slice(ORDER.indexOf(name) + 1);
  const next = edit.root.children.find((c) => c.ofd && later.includes(c.name));
  if (next) edit.insertBefore(next, xml);
  else edit.append(edit.root, xml);
}

/** Real makers do not keep MaxUnitID true, so the ids in use are looked at. */
function highestId(parts: ReadonlyMap<string, Uint8Array>): number {
  const decoder = new TextDecoder();
  let highest = 0;
  for (const [path, bytes] of parts) {
    if (!/\.xml$/i.test(path)) continue;
    for (const m of decoder.decode(bytes).matchAll(/\bID\s*=\s*["'](\d{1,9})["']|MaxUnitID\s*>\s*(\d{1,9})\s*</g)) {
      highest = Math.max(highest, Number(m[1] ?? m[2]));
    }
  }
  return highest;
}

function addResources(
  parts: Map<string, Uint8Array>,
  ofd: OfdPackage,
  edit: XmlEditing,
  common: XmlSpan,
  annotations: readonly OfdAnnotation[],
  resources: OfdChanges['resources'],
  nextId: () => number,
): ContentContext {
  const characters = new Map<string, Set<number>>();
  const pictures = new Set<string>();
  for (const { items } of annotations) collect(items, characters, pictures);
  const fontIds: Record<string, number> = Object.create(null) as Record<string, number>;
  const imageIds: Record<string, number> = Object.create(null) as Record<string, number>;
  const drawing: Drawing = { pages: [], fonts: resources?.fonts ?? {}, images: resources?.images ?? {} };
  let fonts = '';
  let media = '';
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [key, used] of characters) {
    const font = Object.hasOwn(drawing.fonts, key) ? drawing.fonts[key] : undefined;
    if (!font) continue; // contentXml says which one is missing
    const id = nextId();
    fontIds[key] = id;
    fonts += fontXml(id, font.name, `font_${id}.ttf`);
    files.push({ name: `font_${id}.ttf`, bytes: font.font.subset(used) });
  }
  for (const key of pictures) {
    const image = Object.hasOwn(drawing.images, key) ? drawing.images[key] : undefined;
    if (!image) continue;
    const id = nextId();
    imageIds[key] = id;
    const file = `image_${id}.${image.format === 'png' ? 'png' : 'jpg'}`;
    media += multiMediaXml(id, image.format === 'png' ? 'PNG' : 'JPEG', file);
    files.push({ name: file, bytes: image.data });
  }
  if (fonts || media) {
    // A list of its own beside the document's: CommonData may name several, and theirs stay as they are.
    const folder = freeFolder(parts, `${folderOf(ofd.docRoot)}Added`);
    const xml =
      `${XML}<ofd:Res${NS} BaseLoc="Res">` +
      (fonts ? `<ofd:Fonts>${fonts}</ofd:Fonts>` : '') +
      (media ? `<ofd:MultiMedias>${media}</ofd:MultiMedias>` : '') +
      '</ofd:Res>';
    parts.set(`${folder}/DocumentRes.xml`, encodePart(xml));
    for (const { name, bytes } of files) parts.set(`${folder}/Res/${name}`, bytes);
    const mention = `<ofd:DocumentRes${NS}>/${escapeXml(folder, 'Path')}/DocumentRes.xml</ofd:DocumentRes>`;
    const last = [...common.children].reverse().find((c) => c.ofd && /^(DocumentRes|PublicRes|PageArea)$/.test(c.name));
    if (last) edit.insertAfter(last, mention);
    else edit.append(common, mention);
  }
  return { drawing, fontIds, imageIds, nextId };
}

function collect(items: readonly DrawItem[], characters: Map<string, Set<number>>, pictures: Set<string>): void {
  for (const item of items) {
    if (item.kind === 'image') pictures.add(item.image);
    else if (item.kind === 'text') {
      const used = characters.get(item.font) ?? new Set<number>();
      for (const ch of item.text) used.add(ch.codePointAt(0)!);
      characters.set(item.font, used);
    }
  }
}

function addAnnotations(
  parts: Map<string, Uint8Array>,
  ofd: OfdPackage,
  edit: XmlEditing,
  annotations: readonly OfdAnnotation[],
  context: ContentContext,
): void {
  const root = partXml(parts, ofd.docRoot);
  const named = childText(root, 'Annotations');
  const folder = freeFolder(parts, `${folderOf(ofd.docRoot)}Annots`);
  const listPath = named ? resolveLocation(ofd.docRoot, named) : `${folder}/Annotations.xml`;
  const list = named ? partXml(parts, listPath) : undefined;
  const byPage = new Map<number, string>();
  for (const annotation of annotations) {
    const xml = annotXml(annotation, ofd.pages[annotation.page], context);
    byPage.set(annotation.page, (byPage.get(annotation.page) ?? '') + xml);
  }
  let added = '';
  for (const [page, xml] of byPage) {
    const { id } = ofd.pages[page]!;
    const entry = list && childrenOf(list, 'Page').find((p) => p.attributes.get('PageID') === String(id));
    const location = entry && childText(entry, 'FileLoc');
    if (location) {
      const path = resolveLocation(listPath, location);
      const part = editXml(parts.get(path) ?? encodePart(pageAnnotXml('')), path);
      part.append(part.root, xml);
      parts.set(path, part.bytes());
    } else {
      const path = `${folder}/Page_${page}/Annotation.xml`;
      parts.set(path, encodePart(pageAnnotXml(xml)));
      added += annotatedPageXml(id, `/${path}`);
    }
  }
  if (!named) {
    parts.set(listPath, encodePart(annotationListXml(added)));
    place(edit, 'Annotations', `<ofd:Annotations${NS}>/${escapeXml(listPath, 'Path')}</ofd:Annotations>`);
  } else if (added) {
    const whole = editXml(parts.get(listPath)!, listPath);
    whole.append(whole.root, added);
    parts.set(listPath, whole.bytes());
  }
}

function addAttachments(
  parts: Map<string, Uint8Array>,
  ofd: OfdPackage,
  edit: XmlEditing,
  attachments: readonly OfdAttachment[],
  nextId: () => number,
): void {
  const named = childText(partXml(parts, ofd.docRoot), 'Attachments');
  const folder = freeFolder(parts, `${folderOf(ofd.docRoot)}Attachs`);
  const listPath = named ? resolveLocation(ofd.docRoot, named) : `${folder}/Attachments.xml`;
  let xml = '';
  for (const attachment of attachments) {
    const made = attachmentPart(attachment, nextId(), `/${folder}/`);
    parts.set(`${folder}/${made.file}`, made.data);
    xml += made.xml;
  }
  if (named) {
    const list = editXml(parts.get(listPath) ?? encodePart(`<ofd:Attachments${NS}/>`), listPath);
    list.append(list.root, xml);
    parts.set(listPath, list.bytes());
  } else {
    parts.set(listPath, encodePart(`${XML}<ofd:Attachments${NS}>${xml}</ofd:Attachments>`));
    place(edit, 'Attachments', `<ofd:Attachments${NS}>/${escapeXml(listPath, 'Path')}</ofd:Attachments>`);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
