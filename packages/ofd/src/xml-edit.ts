import { SaxesParser } from 'saxes';
import { OFD_NAMESPACE } from './package.ts';
import { parseXml } from './xml-read.ts';

/** An element of a foreign part with its place in the text, so that everything around it stays as its maker wrote it. */
export interface XmlSpan {
  /** Local name. */
  readonly name: string;
  /** `ofd:` or whatever the maker chose; empty for a default namespace. */
  readonly prefix: string;
  readonly ofd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlSpan[];
  readonly start: number;
  /** Behind the start tag. */
  readonly inner: number;
  /** Before the end tag; equal to `inner` when the element closes itself. */
  readonly innerEnd: number;
  readonly end: number;
}

/** A part being changed: edits are gathered by place and written at once. */
export interface XmlEditing {
  readonly root: XmlSpan;
  /** First child of that name in the OFD namespace. */
  readonly child: (parent: XmlSpan, name: string) => XmlSpan | undefined;
  /** Source text inside an element. */
  readonly source: (element: XmlSpan) => string;
  /** Puts XML behind the last child; the XML brings its own namespace or the parent's prefix. */
  readonly append: (parent: XmlSpan, xml: string) => void;
  readonly insertBefore: (element: XmlSpan, xml: string) => void;
  readonly insertAfter: (element: XmlSpan, xml: string) => void;
  readonly setInner: (element: XmlSpan, xml: string) => void;
  readonly remove: (element: XmlSpan) => void;
  /** The changed part, read back strictly. @throws OfdError `xml` when the edits do not fit */
  readonly bytes: () => Uint8Array;
}

interface OpenSpan {
  name: string;
  prefix: string;
  ofd: boolean;
  attributes: Map<string, string>;
  children: OpenSpan[];
  start: number;
  inner: number;
  innerEnd: number;
  end: number;
}

/** Opens a part for edits. @throws OfdError `xml` */
export function editXml(bytes: Uint8Array, path: string): XmlEditing {
  parseXml(bytes, path); // all its rules first: encoding, document types, depth
  const text = new TextDecoder('utf-8').decode(bytes);
  const root = spansOf(text);
  const edits: { at: number; until: number; xml: string }[] = [];
  const insert = (at: number, xml: string) => edits.push({ at, until: at, xml });
  return {
    root,
    child: (parent, name) => parent.children.find((c) => c.ofd && c.name === name),
    source: (element) => text.slice(element.inner, element.innerEnd),
    append: (parent, xml) => {
      if (parent.inner < parent.end) insert(parent.innerEnd, xml);
      else edits.push({ at: parent.end - 2, until: parent.end, xml: `>${xml}</${parent.prefix}${parent.name}>` });
    },
    insertBefore: (element, xml) => insert(element.start, xml),
    insertAfter: (element, xml) => insert(element.end, xml),
    setInner: (element, xml) => {
      if (element.inner < element.end) edits.push({ at: element.inner, until: element.innerEnd, xml });
      else edits.push({ at: element.end - 2, until: element.end, xml: `>${xml}</${element.prefix}${element.name}>` });
    },
    remove: (element) => edits.push({ at: element.start, until: element.end, xml: '' }),
    bytes: () => {
      let out = '';
      let done = 0;
      // The sort is stable: two insertions at one place keep their order.
      for (const { at, until, xml } of [...edits].sort((a, b) => a.at - b.at)) {
        out += text.slice(done, at) + xml;
        done = until;
      }
      const changed = new TextEncoder().encode(out + text.slice(done));
      parseXml(changed, path);
      return changed;
    },
  };
}

function spansOf(text: string): XmlSpan {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: OpenSpan[] = [];
  let root: OpenSpan | undefined;
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>();
    for (const a of Object.values(tag.attributes)) if (a.uri === '') attributes.set(a.local, a.value);
    const inner = parser.position;
    const span: OpenSpan = {
      name: tag.local,
      prefix: tag.prefix ? `${tag.prefix}:` : '',
      ofd: tag.uri === OFD_NAMESPACE,
      attributes,
      children: [],
      // `<` cannot stand inside a tag, not even in an attribute.
      start: text.lastIndexOf('<', inner - 1),
      inner,
      innerEnd: inner,
      end: inner,
    };
    const parent = stack[stack.length - 1];
    if (parent) parent.children.push(span);
    else root = span;
    stack.push(span);
  });
  parser.on('closetag', (tag) => {
    const span = stack.pop()!;
    if (tag.isSelfClosing) return;
    span.end = parser.position;
    span.innerEnd = text.lastIndexOf('<', span.end - 1);
  });
  parser.write(text).close();
  return root!;
}
