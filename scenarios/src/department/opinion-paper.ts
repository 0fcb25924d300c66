import { fromJson } from '@miaopi/decisions';
import { compileTemplate, drawingToPdf, drawPaper, type PaperTemplate } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';

export interface OpinionPaper {
  readonly office: string;
  readonly number: string;
  readonly title: string;
  readonly lead: string;
  readonly text: string;
  readonly official: string;
  /** `2026年11月28日` */
  readonly date: string;
}

const names = {
  机关: 'string',
  文号: 'string',
  标题: 'string',
  牵头单位: 'string',
  正文: 'string',
  落款: 'string',
  日期: 'string',
} as const;

/** 公文 layout: red head and line, title, whom it is for, text, office and date. */
const template: PaperTemplate = {
  name: '审查意见书',
  page: 'A4',
  margin: { top: 37, right: 26, bottom: 35, left: 28 },
  defaults: { font: 'body', size: 16, color: '#1A1A1A' },
  elements: [
    {
      kind: 'text',
      x: 28,
      y: 40,
      width: 156,
      value: '机关',
      font: 'title',
      size: 22,
      align: 'center',
      color: '#C4281C',
    },
    { kind: 'text', x: 28, y: 56, width: 156, value: '文号', size: 14, align: 'center' },
    { kind: 'line', x: 28, y: 65, x2: 184, y2: 65, color: '#C4281C', lineWidth: 0.6 },
    { kind: 'text', x: 28, y: 78, width: 156, value: '标题', font: 'title', size: 20, align: 'center' },
    { kind: 'text', x: 28, y: 98, width: 156, text: '{{牵头单位}}：' },
    {
      kind: 'text',
      x: 28,
      y: 108,
      width: 156,
      height: 100,
      value: '正文',
      indent: 2,
      lineHeight: 1.75,
      overflow: 'shrink',
    },
    { kind: 'text', x: 100, y: 218, width: 84, value: '落款', align: 'center' },
    { kind: 'text', x: 100, y: 228, width: 84, value: '日期', align: 'center' },
  ],
};

let compiled: ReturnType<typeof compileTemplate> | undefined;

export function drawOpinion(paper: OpinionPaper, at: Date): Promise<Uint8Array> {
  compiled ??= compileTemplate(template, { names });
  const { office, number, title, lead, text, official, date } = paper;
  const values = {
    机关: office,
    文号: number,
    标题: title,
    牵头单位: lead,
    正文: text,
    落款: `承办人　${official}`,
    日期: date,
  };
  const drawing = drawPaper(
    compiled,
    { values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fromJson(value)])) },
    notoPaperEnv(),
  );
  return drawingToPdf(drawing, { title, date: at });
}
