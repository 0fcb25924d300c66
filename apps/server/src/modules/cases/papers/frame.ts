import type { PaperElement, PaperTemplate } from '@miaopi/layout';

/** 28 characters a line in the 156 mm of GB/T 9704: 三号 (16 pt) set to 5.57 mm. */
const size = '5.57mm';
const left = 28;
const width = 156;
/** Where body text may begin: flush left or after its indent of two characters. */
export const bodyBegins = left + 3 * 5.57;

/** How tight: 22 lines a page in the first. */
export interface Setting {
  readonly lineHeight: number;
  /** mm */
  readonly bottom: number;
}

/**
 * Settings in the order they are tried until office, date and seal stand on a page with text (GB/T 9704-2012, 7.3.5.4: never alone; lines may be set
 * closer for it). At last the text is broken earlier, so that its end goes with them.
 */
export const settings: readonly Setting[] = [
  ...[1.77, 1.7, 1.63, 1.56].map((lineHeight) => ({ lineHeight, bottom: 35 })),
  ...[45, 55, 65, 75, 85, 95, 105, 115].map((bottom) => ({ lineHeight: 1.77, bottom })),
];
const red = '#C8102E';

/** Centre of the seal from the middle of the date: 署名 and date lie a little below it, the seal's top within a line of the text. */
const sealUp = 5;
const sealWidth = 42;

/**
 * Paper of an office's notices and decisions after GB/T 9704-2012: margins 37/28 mm, red head, number, title, addressee, body, office and date under
 * the seal. Reads `机关`, `文号`, `标题`, `称谓`, `正文` (list of paragraphs), `日期`.
 * @param paragraphs how many there are
 */
export function documentFrame(paragraphs: number, { lineHeight, bottom }: Setting): PaperTemplate {
  const line = 5.57 * lineHeight;
  const flow = { kind: 'text', x: left, width, size, lineHeight, overflow: 'wrap' } as const;
  const body = Array.from(
    { length: paragraphs },
    (_, i): PaperElement => ({
      ...flow,
      name: `段${i + 1}`,
      below: i === 0 ? '称谓' : `段${i}`,
      y: 0,
      value: `正文[${i + 1}]`,
      indent: 2,
    }),
  );
  return {
    name: '公文',
    page: 'A4',
    margin: { top: 37, right: 26, bottom, left },
    defaults: { font: 'body', size, color: '#1A1A1A' },
    elements: [
      {
        kind: 'text',
        x: left,
        y: 30,
        width,
        value: '机关',
        font: 'title',
        size: 32,
        minSize: 20,
        color: red,
        align: 'center',
      },
      { kind: 'text', x: left, y: 53, width, value: '文号', size, minSize: 11, align: 'center' },
      { kind: 'rect', x: left, y: 63.4, width, height: 0.7, fill: red },
      {
        kind: 'text',
        name: '标题',
        x: left,
        y: 74,
        width,
        value: '标题',
        font: 'title',
        size: 22,
        lineHeight: 1.5,
        align: 'center',
        overflow: 'wrap',
      },
      { ...flow, name: '称谓', below: '标题', y: line * 0.8, value: '称谓' },
      ...body,
      {
        kind: 'group',
        below: `段${paragraphs}`,
        y: 0,
        elements: [
          { kind: 'text', x: left + 66, y: line * 1.9, width: 90 - 4 * 5.57, value: '机关', size, align: 'center' },
          {
            kind: 'text',
            name: '成文日期',
            x: left + 66,
            y: line * 2.9,
            width: 90 - 4 * 5.57,
            value: '日期',
            size,
            align: 'center',
          },
        ],
      },
      { kind: 'pageNumber', x: left, y: 266, width, size: 14, align: 'center', text: '— {{页码}} —' },
      {
        kind: 'text',
        page: 'each',
        x: left,
        y: 282,
        width,
        size: 8,
        color: '#8A8F98',
        align: 'center',
        text: '本文书按办件档案生成，供阅览和打印；内容以平台中的办件记录为准。',
      },
    ],
    sealPlaces: [
      { name: '印章', anchor: { element: '成文日期', dx: 0, dy: -sealUp }, width: sealWidth, height: sealWidth },
    ],
  };
}
