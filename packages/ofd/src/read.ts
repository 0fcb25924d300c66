import { OfdError } from './errors.ts';
import type { OfdPackage, OfdPageRef, SignatureEntry, SignatureList } from './package.ts';
import {
  atMostOne,
  child,
  childrenOf,
  childText,
  onlyChild,
  parseBox,
  parseId,
  parseXml,
  parseXmlUntil,
  structure,
  type XmlElement,
} from './xml-read.ts';
import { DEFAULT_LIMITS, type OfdLimits, openZip } from './zip-read.ts';

/** An OFD file that was read: its package, and what the document says of itself. */
export interface OfdDocument {
  readonly package: OfdPackage;
  readonly info: {
    readonly docId: string;
    readonly title?: string;
    readonly author?: string;
    readonly subject?: string;
    readonly creationDate?: string;
    readonly customData: Readonly<Record<string, string>>;
  };
  readonly attachments: readonly {
    readonly name: string;
    readonly format?: string;
    readonly visible: boolean;
    readonly path: string;
    readonly data: Uint8Array;
  }[];
  /** Document.xml, for those who read further. */
  readonly root: XmlElement;
  /** Things tolerated because real makers do them. */
  readonly notes: readonly string[];
}

/**
 * Opens an OFD file: directory, OFD.xml and Document.xml are read; pages, pictures and fonts when somebody asks for them.
 * For looking at documents of any length; a damaged part shows itself when it is used.
 * @throws OfdError `zip`, `xml` or `structure`, with a stable `reason`
 */
export function openOfd(bytes: Uint8Array, limits: Partial<OfdLimits> = {}): OfdDocument {
  return readParts(openZip(bytes, { ...DEFAULT_LIMITS, ...limits }));
}

/**
 * Reads an OFD file strictly: the ZIP may hold nothing hidden or doubled, XML no document type or entity, every path must
 * stay inside and every part unpack to what is stated. Pages are parsed only when drawn.
 * @throws OfdError `zip`, `xml` or `structure`, with a stable `reason`
 */
export function readOfd(bytes: Uint8Array, limits: Partial<OfdLimits> = {}): OfdDocument {
  const parts = openZip(bytes, { ...DEFAULT_LIMITS, ...limits });
  parts.beExact();
  const document = readParts(parts);
  for (const path of parts.keys()) parts.get(path);
  return document;
}

/** Reads a package from its parts. */
export function readParts(parts: ReadonlyMap<string, Uint8Array>): OfdDocument {
  const notes: string[] = [];
  const ofd = partXml(parts, 'OFD.xml');
  if (ofd.name !== 'OFD' || !ofd.ofd) {
    throw structure('OFD.xml is not an OFD root.', 'OFD.xml 的根元素不是 OFD。', 'not_ofd');
  }
  const body = onlyChild(ofd, 'DocBody', 'OFD.xml');
  const docInfo = onlyChild(body, 'DocInfo', 'OFD.xml');
  const docRoot = resolveLocation('OFD.xml', onlyChild(body, 'DocRoot', 'OFD.xml').text);
  if (child(body, 'Versions')) notes.push('versions');
  atMostOne(body, 'Signatures', 'OFD.xml');
  const root = partXml(parts, docRoot);
  if (root.name !== 'Document' || !root.ofd) {
    throw structure(`${docRoot} is not a Document.`, `${docRoot} 的根元素不是 Document。`, 'not_ofd');
  }
  for (const name of ['Annotations', 'Attachments', 'CustomTags']) atMostOne(root, name, docRoot);
  const common = onlyChild(root, 'CommonData', docRoot);
  const area = child(common, 'PageArea');
  const box = parseBox(area && childText(area, 'PhysicalBox'));
  if (!box) throw structure(`${docRoot}: no valid PhysicalBox.`, `${docRoot}：缺少合法的页面尺寸。`, 'bad_number');
  const pages = readPages(root, docRoot, parts, box);
  const customData: [string, string][] = [];
  for (const data of childrenOf(child(docInfo, 'CustomDatas') ?? docInfo, 'CustomData')) {
    customData.push([data.attributes.get('Name') ?? '', data.text]);
  }
  const signaturesPath = childText(body, 'Signatures');
  const signatures =
    signaturesPath === undefined ? undefined : readSignatureList(parts, resolveLocation('OFD.xml', signaturesPath));
  return {
    package: { parts, docRoot, pages, ...(signatures ? { signatures } : {}) },
    info: {
      docId: childText(docInfo, 'DocID') ?? '',
      title: childText(docInfo, 'Title'),
      author: childText(docInfo, 'Author'),
      subject: childText(docInfo, 'Subject'),
      creationDate: childText(docInfo, 'CreationDate'),
      customData: Object.fromEntries(customData),
    },
    attachments: readAttachments(root, docRoot, parts),
    root,
    notes,
  };
}

/** Parses a part that must exist. */
export function partXml(parts: ReadonlyMap<string, Uint8Array>, path: string): XmlElement {
  const bytes = parts.get(path);
  if (!bytes) {
    throw structure(`The part '${path.slice(0, 80)}' is missing.`, `缺少部件“${path.slice(0, 80)}”。`, 'part_missing');
  }
  return parseXml(bytes, path);
}

/** ST_Loc → part path: `/` leads from the root, anything else from the folder of the part that holds the reference. */
export function resolveLocation(from: string, location: string): string {
  const text = location.trim();
  const absolute = text.startsWith('/');
  const segments = absolute ? [] : from.split('/').slice(0, -1);
  for (const segment of (absolute ? text.slice(1) : text).split('/')) {
    if (segment === '.') continue;
    if (segment === '..' && segments.length > 0) segments.pop();
    else if (segment === '..' || segment === '' || segment.includes('\\') || segment.includes('\0')) {
      throw structure(
        `${from}: the path '${text.slice(0, 80)}' leads outside the package.`,
        `${from}：路径“${text.slice(0, 80)}”越出文件包。`,
        'path_trick',
      );
    } else segments.push(segment);
  }
  return segments.join('/');
}

function readPages(
  root: XmlElement,
  docRoot: string,
  parts: ReadonlyMap<string, Uint8Array>,
  box: readonly [number, number, number, number],
): OfdPageRef[] {
  const elements = childrenOf(onlyChild(root, 'Pages', docRoot), 'Page');
  if (elements.length === 0) throw structure(`${docRoot}: no page.`, `${docRoot}：没有页面。`, 'no_pages');
  const ids = new Set<number>();
  return elements.map((page) => {
    const id = parseId(page.attributes.get('ID'), 'Page');
    if (ids.has(id)) throw structure(`Two pages have the ID ${id}.`, `两个页面的标识同为 ${id}。`, 'duplicate_id');
    ids.add(id);
    const path = resolveLocation(docRoot, page.attributes.get('BaseLoc') ?? '');
    if (!parts.has(path)) {
      throw structure(
        `The page '${path.slice(0, 80)}' is missing.`,
        `缺少页面“${path.slice(0, 80)}”。`,
        'part_missing',
      );
    }
    return pageRef(parts, id, path, [box[2], box[3]]);
  });
}

/** A page may have a size of its own; it is looked up when somebody asks, so that opening a long document stays quick. */
function pageRef(
  parts: ReadonlyMap<string, Uint8Array>,
  id: number,
  path: string,
  general: readonly [number, number],
): OfdPageRef {
  let size: readonly [number, number] | undefined;
  const sizeOf = () => {
    if (!size) {
      size = ownSize(parts, path) ?? general;
    }
    return size;
  };
  return {
    id,
    path,
    get width() {
      return sizeOf()[0];
    },
    get height() {
      return sizeOf()[1];
    },
  };
}

function ownSize(parts: ReadonlyMap<string, Uint8Array>, path: string): readonly [number, number] | undefined {
  try {
    const area = child(parseXmlUntil(parts.get(path)!, path, 'Content'), 'Area');
    const box = parseBox(area && childText(area, 'PhysicalBox'));
    return box && [box[2], box[3]];
  } catch (error) {
    // A broken page is told of by whoever draws or verifies it.
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function readAttachments(root: XmlElement, docRoot: string, parts: ReadonlyMap<string, Uint8Array>) {
  const location = childText(root, 'Attachments');
  if (location === undefined) return [];
  const listPath = resolveLocation(docRoot, location);
  return childrenOf(partXml(parts, listPath), 'Attachment').map((a) => {
    const path = resolveLocation(listPath, childText(a, 'FileLoc') ?? '');
    if (!parts.has(path)) {
      throw structure(
        `The attachment '${path.slice(0, 80)}' is missing.`,
        `缺少附件“${path.slice(0, 80)}”。`,
        'part_missing',
      );
    }
    const format = a.attributes.get('Format');
    return {
      name: a.attributes.get('Name') ?? '',
      format,
      visible: a.attributes.get('Visible') !== 'false',
      path,
      get data() {
        return parts.get(path)!;
      },
    };
  });
}

function readSignatureList(parts: ReadonlyMap<string, Uint8Array>, path: string): SignatureList {
  const root = partXml(parts, path);
  if (root.name !== 'Signatures' || !root.ofd) {
    throw structure(`${path} is not a signature list.`, `${path} 不是签名列表。`, 'not_ofd');
  }
  const ids = new Set<string>();
  const paths = new Set<string>();
  const entries = childrenOf(root, 'Signature').map((s): SignatureEntry => {
    const id = s.attributes.get('ID') ?? '';
    const target = resolveLocation(path, s.attributes.get('BaseLoc') ?? '');
    const type = s.attributes.get('Type') ?? 'Seal';
    if (type !== 'Seal' && type !== 'Sign') {
      throw structure(`Unknown signature type '${type.slice(0, 20)}'.`, '未知的签名类型。', 'bad_value');
    }
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(id) || ids.has(id) || paths.has(target)) {
      throw structure('A signature has no ID of its own.', '签名标识缺失或重复。', 'duplicate_id');
    }
    ids.add(id);
    paths.add(target);
    return { id, type, path: target };
  });
  const max = Number(childText(root, 'MaxSignId')?.replace(/^s/i, '') ?? '0');
  return { path, maxSignId: Number.isSafeInteger(max) && max >= 0 ? max : 0, entries };
}
