import type { Item, Part } from './template-doc.ts';

/** What can be put on a paper with the mouse; the rarer kinds are written in the expert view. */
export const newKinds = [
  'text',
  'richText',
  'field',
  'image',
  'qr',
  'line',
  'rect',
  'border',
  'guilloche',
  'group',
  'sealPlace',
] as const;
export type NewKind = (typeof newKinds)[number];

export function newItem(
  kind: NewKind,
  page: { width: number; height: number },
  names: readonly string[],
): {
  readonly part: Part;
  readonly item: Item;
} {
  const x = Math.round(page.width * 0.2);
  const y = Math.round(page.height * 0.4);
  const [first = '证照编号'] = names;
  const width = Math.round(page.width * 0.4);
  switch (kind) {
    case 'text':
      return { part: 'elements', item: { kind, x, y, width, text: '文字' } };
    case 'richText':
      return {
        part: 'elements',
        item: { kind, x, y, width, runs: [{ text: '文字' }, { text: '加粗', bold: true }] },
      };
    case 'field':
      return { part: 'elements', item: { kind, x, y, width, label: first, labelWidth: width * 0.3, value: first } };
    case 'image':
      return { part: 'elements', item: { kind, x, y, width: 20, height: 26, image: '照片', missing: 'frame' } };
    case 'qr':
      return { part: 'elements', item: { kind, x, y, size: 15, value: '核验地址' } };
    case 'line':
      return { part: 'elements', item: { kind, x, y, x2: x + width, y2: y, lineWidth: 0.2 } };
    case 'rect':
      return { part: 'elements', item: { kind, x, y, width, height: 10, stroke: '#2A3440' } };
    case 'border':
      return { part: 'background', item: { kind, style: 'double', inset: Math.min(8, Math.round(page.width * 0.05)) } };
    case 'guilloche': {
      const size = Math.round(Math.min(page.width, page.height) * 0.4);
      return {
        part: 'background',
        item: {
          ...{
            kind,
            shape: 'rosette',
            x: Math.round((page.width - size) / 2),
            y: Math.round((page.height - size) / 2),
          },
          ...{ width: size, height: size, tints: ['#9DB8D9', '#D9C79D'] },
        },
      };
    }
    case 'group':
      return { part: 'elements', item: { kind, x, y, elements: [{ kind: 'text', x: 0, y: 0, width, text: '文字' }] } };
    case 'sealPlace': {
      const size = Math.min(42, Math.round(page.height * 0.4));
      return {
        part: 'sealPlaces',
        item: {
          name: '印章',
          anchor: { x: page.width - size / 2 - 5, y: page.height - size / 2 - 5 },
          width: size,
          height: size,
        },
      };
    }
  }
}

/** What every paper may read besides the fields of its row. */
export const registerNames = [
  '证照名称',
  '证照编号',
  '证照标识',
  '发证机关',
  '发证机关代码',
  '签发日期',
  '有效期起',
  '有效期止',
  '核验地址',
  '版本号',
] as const;
