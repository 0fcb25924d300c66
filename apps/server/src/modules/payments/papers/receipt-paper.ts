import { fromJson } from '@miaopi/decisions';
import { type CompiledTemplate, compileTemplate, drawingToPdf, drawPaper, type PaperTemplate } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { money } from '../domain/money.ts';
import type { ReceiptRow } from '../store/rows.ts';

const names = {
  机关: 'string',
  编号: 'string',
  缴款单: 'string',
  缴款人: 'string',
  事项: 'string',
  办件: 'string',
  方式: 'string',
  交易号: 'string',
  时间: 'string',
  合计: 'string',
  日期: 'string',
  项目: {
    list: {
      context: { 名称: 'string', 依据: 'string', 标准: 'string', 应缴: 'string', 减免: 'string', 实缴: 'string' },
    },
  },
} as const;

const left = 22;
const width = 166;
const field = (y: number, label: string, value: string, x = left, w = width) =>
  ({ kind: 'field', x, y, width: w, label, labelWidth: 20, colon: '：', value, size: 10.5, minSize: 7 }) as const;

/** 缴费凭证: a table of what was charged and why, the sum, and the office's seal over the date. */
const template: PaperTemplate = {
  name: '缴费凭证',
  page: 'A4',
  margin: { top: 25, right: left, bottom: 25, left },
  defaults: { font: 'body', size: 10.5, color: '#1A1A1A' },
  elements: [
    { kind: 'text', x: left, y: 26, width, value: '机关', font: 'title', size: 20, minSize: 12, align: 'center' },
    {
      kind: 'text',
      x: left,
      y: 38,
      width,
      text: '行政事业性收费缴费凭证',
      font: 'title',
      size: 16,
      align: 'center',
      letterSpacing: 1,
    },
    { kind: 'text', x: left, y: 49, width, value: '编号', size: 10.5, align: 'right', color: '#5B6472' },
    { kind: 'rect', x: left, y: 56, width, height: 0.5, fill: '#C8102E' },
    field(61, '缴款人', '缴款人'),
    field(69, '缴款单号', '缴款单', left, 82),
    field(69, '办件编号', '办件', left + 84, 82),
    field(77, '办理事项', '事项'),
    field(85, '缴费方式', '方式', left, 82),
    field(85, '缴费时间', '时间', left + 84, 82),
    field(93, '交易号', '交易号'),
    {
      kind: 'table',
      name: '明细',
      x: left,
      y: 104,
      rows: '项目',
      rowHeight: 11,
      headerHeight: 9,
      headerFill: '#F5F7FA',
      lines: 'all',
      lineColor: '#9AA3AE',
      size: 9.5,
      columns: [
        { title: '收费项目', value: 'item.名称', width: 34 },
        { title: '收费依据', value: 'item.依据', width: 52 },
        { title: '标准', value: 'item.标准', width: 26 },
        { title: '应缴', value: 'item.应缴', width: 18, align: 'right' },
        { title: '减免', value: 'item.减免', width: 18, align: 'right' },
        { title: '实缴', value: 'item.实缴', width: 18, align: 'right' },
      ],
    },
    {
      kind: 'text',
      name: '合计',
      below: '明细',
      x: left,
      y: 6,
      width,
      text: '合计（人民币）：{{合计}}',
      font: 'title',
      size: 13,
      align: 'right',
    },
    {
      kind: 'group',
      below: '合计',
      y: 0,
      elements: [
        { kind: 'text', x: left + 86, y: 26, width: 80, value: '机关', align: 'center', minSize: 8 },
        { kind: 'text', name: '落款日期', x: left + 86, y: 34, width: 80, value: '日期', align: 'center' },
      ],
    },
    {
      kind: 'text',
      page: 'each',
      x: left,
      y: 280,
      width,
      size: 8,
      color: '#8A8F98',
      align: 'center',
      text: '本凭证由收款单位电子签章，以平台中的缴费记录为准；财政电子票据由财政部门的票据系统另行开具。',
    },
  ],
  sealPlaces: [{ name: '印章', anchor: { element: '落款日期', dx: 0, dy: -5 }, width: 42, height: 42 }],
};

let compiled: CompiledTemplate | undefined;

/** A receipt as PDF, not signed yet, and where the seal belongs (mm, page from 0). The same bytes' content on every drawing. */
export async function receiptPdf(receipt: ReceiptRow) {
  compiled ??= compileTemplate(template, { names });
  const { content } = receipt;
  const china = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString();
  const day = (at: Date) =>
    `${Number(china(at).slice(0, 4))}年${Number(china(at).slice(5, 7))}月${Number(china(at).slice(8, 10))}日`;
  const paidAt = new Date(content.paidAt);
  const values = {
    机关: content.office,
    编号: receipt.number,
    缴款单: content.billNumber,
    缴款人: content.payer,
    事项: content.item,
    办件: content.caseNumber,
    方式: content.provider,
    交易号: content.transaction,
    时间: `${day(paidAt)} ${china(paidAt).slice(11, 16)}`,
    合计: money(content.total),
    日期: day(receipt.at),
    项目: content.lines.map((line) => ({
      名称: line.name.zh,
      依据: `${line.basis.law} ${line.basis.article}`.trim(),
      标准: line.standard.zh,
      应缴: money(line.price * line.quantity),
      减免: line.reduced > 0 ? `-${money(line.reduced)}` : '—',
      实缴: money(line.amount),
    })),
  };
  const drawing = drawPaper(
    compiled,
    { values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fromJson(value)])) },
    notoPaperEnv(),
  );
  const page = drawing.pages.findIndex((p) => p.sealPlaces?.印章);
  const place = drawing.pages[page]?.sealPlaces?.印章;
  return {
    pdf: await drawingToPdf(drawing, { title: `缴费凭证 ${receipt.number}`, date: receipt.at, author: content.office }),
    seal: place && { page, x: place.x, y: place.y, width: place.width, height: place.height },
  };
}
