import { escapeXml } from './xml-text.ts';

/** An embedded font of a resource list; `file` stands in the list's base folder. */
export function fontXml(id: number, name: string, file: string): string {
  const safe = escapeXml(name, 'Font name');
  return `<ofd:Font ID="${id}" FontName="${safe}" FamilyName="${safe}" Charset="unicode"><ofd:FontFile>${file}</ofd:FontFile></ofd:Font>`;
}

/** A picture of a resource list. */
export function multiMediaXml(id: number, format: 'PNG' | 'JPEG', file: string): string {
  return `<ofd:MultiMedia ID="${id}" Type="Image" Format="${format}"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia>`;
}
