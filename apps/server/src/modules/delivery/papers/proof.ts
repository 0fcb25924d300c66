import { fromJson } from '@miaopi/decisions';
import { type CompiledTemplate, compileTemplate, drawingToPdf, drawPaper, type PaperTemplate } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { DrawPath } from '@miaopi/ofd';
import type { DeliveryDeps } from '../deps.ts';
import type { DeliveryRow, Strokes } from '../store/deliveries.ts';

const left = 24;
const width = 162;
const rows = [
  '送达文书',
  '证照编号',
  '办理事项',
  '办件编号',
  '受送达人',
  '送达方式',
  '送达地点',
  '送达时间',
  '收件人',
  '核对方式',
  '经办人',
] as const;

const names = Object.fromEntries(
  ['机关', '编号', '日期', '提示', ...rows].map((name) => [name, 'string' as const]),
) as Readonly<Record<string, 'string'>>;

/** 送达回证: what was delivered to whom, how, when, and who received it; the receiver's signature where it was given on the screen. */
const template: PaperTemplate = {
  name: '送达回证',
  page: 'A4',
  margin: { top: 25, right: left, bottom: 25, left },
  defaults: { font: 'body', size: 11, color: '#1A1A1A' },
  elements: [
    { kind: 'text', x: left, y: 27, width, value: '机关', font: 'title', size: 20, minSize: 12, align: 'center' },
    {
      kind: 'text',
      x: left,
      y: 39,
      width,
      text: '送达回证',
      font: 'title',
      size: 18,
      align: 'center',
      letterSpacing: 3,
    },
    { kind: 'text', x: left, y: 51, width, value: '编号', align: 'right', color: '#5B6472' },
    { kind: 'rect', x: left, y: 58, width, height: 0.5, fill: '#C8102E' },
    ...rows.flatMap((name, i) => [
      { kind: 'rect', x: left, y: 64 + i * 11, width, height: 11, stroke: '#9AA3AE', lineWidth: 0.2 } as const,
      {
        kind: 'field',
        x: left + 4,
        y: 67 + i * 11,
        width: width - 8,
        label: name,
        labelWidth: 24,
        gap: 8,
        value: name,
        minSize: 7,
      } as const,
    ]),
    { kind: 'text', x: left + 4, y: 190, width: 40, text: '收件人签名', size: 10.5, color: '#5B6472' },
    { kind: 'text', x: left + 4, y: 224, width: 84, value: '提示', size: 8, color: '#8A8F98', overflow: 'wrap' },
    { kind: 'text', x: left + 84, y: 232, width: 78, value: '机关', align: 'center', minSize: 8 },
    { kind: 'text', name: '落款日期', x: left + 84, y: 240, width: 78, value: '日期', align: 'center' },
  ],
  sealPlaces: [{ name: '印章', anchor: { element: '落款日期', dx: 0, dy: -5 }, width: 42, height: 42 }],
};

const meansNames = {
  electronic: '电子送达',
  counter: '窗口领取',
  courier: '邮寄送达',
  'public-notice': '公告送达',
} as const;
let compiled: CompiledTemplate | undefined;

const china = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString();
const dayText = (at: Date) =>
  `${Number(china(at).slice(0, 4))}年${Number(china(at).slice(5, 7))}月${Number(china(at).slice(8, 10))}日`;

/** The proof of a delivery that is over, signed by its office: made when first asked for and kept. */
export async function deliveryProof(
  { kernel, signPaper }: Pick<DeliveryDeps, 'kernel' | 'signPaper'>,
  d: DeliveryRow,
  at: Date,
): Promise<Uint8Array> {
  const key = `delivery-proofs/${at.toISOString().slice(0, 7).replace('-', '/')}/${d.id}.pdf`;
  const kept = await kernel.files.get(key).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return kept;
  compiled ??= compileTemplate(template, { names });
  const values: Record<string, string> = {
    机关: d.officeName.zh,
    编号: d.number,
    日期: dayText(at),
    提示: d.signature ? '签名在窗口屏幕上书写，笔迹随送达记录保存。' : '',
    送达文书: d.result.zh,
    证照编号: d.resultNumber,
    办理事项: d.itemName.zh,
    办件编号: d.caseNumber,
    受送达人: d.holderName,
    送达方式: meansNames[d.means],
    送达地点: d.means === 'courier' ? d.toAddress : d.means === 'counter' ? `${d.officeName.zh}窗口` : '政务服务平台',
    送达时间: `${dayText(at)} ${china(at).slice(11, 16)}`,
    收件人: d.receivedBy ?? '—',
    核对方式:
      d.checked === 'id'
        ? '核对居民身份证'
        : d.checked === 'code'
          ? '核对取件码'
          : d.waybill
            ? `运单 ${d.waybill}`
            : '—',
    经办人: d.handedName ?? '系统',
  };
  const drawing = drawPaper(
    compiled,
    { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fromJson(value)])) },
    notoPaperEnv(),
  );
  const page = drawing.pages.findIndex((p) => p.sealPlaces?.印章);
  const place = drawing.pages[page]?.sealPlaces?.印章;
  const signed = d.signature
    ? {
        ...drawing,
        pages: drawing.pages.map((p, i) => (i === 0 ? { ...p, items: [...p.items, ...pen(d.signature ?? [])] } : p)),
      }
    : drawing;
  const title = `送达回证 ${d.number}`;
  const pdf = await drawingToPdf(signed, { title, date: at, author: d.officeName.zh });
  const made = await signPaper({ uscc: d.office, name: d.officeName.zh }, pdf, {
    reason: title,
    ...(place ? { seal: { page, x: place.x, y: place.y, width: place.width, height: place.height } } : {}),
  });
  await kernel.files.put(key, made);
  return made;
}

/** The strokes as they were written in 600 × 240, set into 60 × 24 mm. */
function pen(strokes: Strokes): DrawPath[] {
  const across = (x: number | undefined) => left + 28 + (x ?? 0) / 10;
  const down = (y: number | undefined) => 194 + (y ?? 0) / 10;
  return strokes
    .filter((stroke) => stroke.length > 1)
    .map((stroke) => ({
      kind: 'path',
      segments: stroke.map(([x, y], i) => [i === 0 ? 'M' : 'L', across(x), down(y)] as const),
      stroke: '#1A1A1A',
      lineWidth: 0.5,
    }));
}
