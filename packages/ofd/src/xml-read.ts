import { SaxesParser } from 'saxes';
import { OfdError } from './errors.ts';
import { OFD_NAMESPACE } from './package.ts';

/** An element with what OFD needs of it. Names are local names; `ofd` tells whether it is in the OFD namespace. */
export interface XmlElement {
  readonly name: string;
  readonly ofd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, white space kept. */
  readonly text: string;
}

interface OpenElement {
  name: string;
  ofd: boolean;
  attributes: Map<string, string>;
  children: OpenElement[];
  text: string;
}

const NOTHING: OpenElement = { name: '', ofd: false, attributes: new Map(), children: [], text: '' };
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 1_000_000;
const decoder = new TextDecoder('utf-8', { fatal: true });

const parsed = new WeakMap<Uint8Array, XmlElement>();
const MAX_REMEMBERED = 32 * 1024;

/**
 * Parses a part as XML 1.0 in UTF-8, well-formed and with namespaces, without document types and without entities
 * other than the five of XML itself.
 * @throws OfdError `xml`
 */
export function parseXml(bytes: Uint8Array, path: string): XmlElement {
  let root = parsed.get(bytes);
  if (!root) {
    root = parse(bytes, path);
    // Small parts are looked at several times (reading, verifying, drawing); trees of large ones would fill memory.
    if (bytes.length <= MAX_REMEMBERED) parsed.set(bytes, root);
  }
  return root;
}

/** The part up to the first child `stop` of the root: enough for what stands at the head of a long page. @throws OfdError `xml` */
export function parseXmlUntil(bytes: Uint8Array, path: string, stop: string): XmlElement {
  return parsed.get(bytes) ?? parse(bytes, path, { stop });
}

/** Thrown and caught here only. */
const STOPPED = Symbol('stopped');

/** Applies all rules of `parseXml` without keeping anything of it: for parts that are only judged. @throws OfdError `xml` */
export function checkXml(bytes: Uint8Array, path: string): void {
  if (bytes.length <= MAX_REMEMBERED) parseXml(bytes, path);
  else parse(bytes, path, { keep: false });
}

function parse(
  bytes: Uint8Array,
  path: string,
  { stop, keep = true }: { readonly stop?: string; readonly keep?: boolean } = {},
): XmlElement {
  const fail = (reason: string, en: string, zh: string): never => {
    throw new OfdError('xml', `${path}: ${en}`, `${path}：${zh}`, reason);
  };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return fail('xml_encoding', 'the part is not UTF-8.', '部件不是 UTF-8 编码。');
  }
  const parser = new SaxesParser({ xmlns: true, position: false });
  let root: OpenElement | undefined;
  const stack: OpenElement[] = [];
  let count = 0;
  parser.on('doctype', () =>
    fail('xml_doctype', 'document types and entities are not allowed.', '不允许文档类型声明和实体。'),
  );
  parser.on('xmldecl', (declaration) => {
    if (declaration.encoding && declaration.encoding.toUpperCase() !== 'UTF-8') {
      fail('xml_encoding', 'the part says it is not UTF-8.', '部件声明的编码不是 UTF-8。');
    }
  });
  parser.on('error', (error) => fail('xml_malformed', `not well-formed XML (${error.message}).`, 'XML 格式不正确。'));
  parser.on('opentag', (tag) => {
    if (stack.length >= MAX_DEPTH || ++count > MAX_ELEMENTS) {
      fail('xml_too_large', 'too deep or too many elements.', 'XML 嵌套过深或元素过多。');
    }
    if (stack.length === 1 && tag.local === stop) throw STOPPED;
    if (!keep) {
      root = NOTHING;
      stack.push(NOTHING);
      return;
    }
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === '') attributes.set(attribute.local, attribute.value);
    }
    const element: OpenElement = {
      name: tag.local,
      ofd: tag.uri === OFD_NAMESPACE,
      attributes,
      children: [],
      text: '',
    };
    const parent = stack[stack.length - 1];
    if (parent) parent.children.push(element);
    else root = element;
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  const onText = (data: string) => {
    const open = stack[stack.length - 1];
    if (open && keep) open.text += data;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  try {
    parser.write(text).close();
  } catch (error) {
    if (error !== STOPPED) throw error;
  }
  return root ?? fail('xml_malformed', 'the part is empty.', '部件为空。');
}

/** First child element of that name in the OFD namespace. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((c) => c.ofd && c.name === name);
}

/** All child elements of that name in the OFD namespace. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((c) => c.ofd && c.name === name);
}

/** Trimmed text of a child element, if it is there. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim();
}

/** A child that must be there exactly once: two of them could be read differently by two readers. */
export function onlyChild(element: XmlElement, name: string, path: string): XmlElement {
  const found = childrenOf(element, name);
  if (found.length === 1) return found[0]!;
  throw structure(
    `${path}: ${element.name} must hold exactly one ${name}, it holds ${found.length}.`,
    `${path}：${element.name} 应有且仅有一个 ${name}，实际 ${found.length} 个。`,
    found.length ? 'element_repeated' : 'element_missing',
  );
}

/** Refuses a child that stands there twice where readers would differ in which they take. */
export function atMostOne(element: XmlElement, name: string, path: string): void {
  if (childrenOf(element, name).length > 1) onlyChild(element, name, path);
}

/** An `OfdError` of kind `structure`. */
export function structure(en: string, zh: string, reason: string): OfdError {
  return new OfdError('structure', en, zh, reason);
}

/** ST_ID: a positive whole number below 2^32. */
export function parseId(value: string | undefined, what: string): number {
  if (value === undefined || !/^\d{1,10}$/.test(value) || Number(value) < 1 || Number(value) > 0xffffffff) {
    throw structure(`${what} has no valid ID ('${String(value).slice(0, 20)}').`, `${what} 的标识不合法。`, 'bad_id');
  }
  return Number(value);
}

const NUMBER = /^[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?$/;

/** ST_Array of finite numbers within ±10^9; `undefined` when it is not one. */
export function parseNumbers(value: string | undefined): number[] | undefined {
  if (value === undefined) return undefined;
  const trimmed = value.trim();
  if (trimmed === '') return [];
  const out: number[] = [];
  for (const token of trimmed.split(/\s+/)) {
    const n = Number(token);
    if (!NUMBER.test(token) || Math.abs(n) > 1e9) return undefined;
    out.push(n);
  }
  return out;
}

/** ST_Box "x y w h" with positive width and height. */
export function parseBox(value: string | undefined): readonly [number, number, number, number] | undefined {
  const n = parseNumbers(value);
  if (n?.length !== 4 || !(n[2]! > 0) || !(n[3]! > 0)) return undefined;
  return [n[0]!, n[1]!, n[2]!, n[3]!];
}
