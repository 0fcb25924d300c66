import type { Text } from '@miaopi/forms';
import { type DayText, onDay } from './days.ts';

const v = (zh: string, en: string, exampleZh: string, exampleEn = exampleZh) => ({
  name: { zh, en },
  example: { zh: exampleZh, en: exampleEn },
});

const day = (zh: string, en: string, example: string) => ({ name: { zh, en }, example: onDay(example) });

/** What a notice may leave open: its name in both languages, `{{办件编号}}` or `{{number}}`, and what a text is tried on: plausible, of nobody. */
const variables = {
  applicant: v('申请人', 'applicant', '林晚秋', 'Lin Wanqiu'),
  item: v('事项', 'item', '食品经营许可', 'Food business licence'),
  number: v('办件编号', 'number', 'YX20261122000128'),
  queryCode: v('查询码', 'queryCode', 'K7M4QX'),
  office: v('办理单位', 'office', '云溪区市场监督管理局', 'Yunxi District Market Bureau'),
  due: day('期限', 'due', '2026-12-04'),
  reason: v('理由', 'reason', '现场布局与申请不一致', 'the premises differ from the application'),
  points: v('补正内容', 'points', '经营场所、布局图', 'premises, floor plan'),
  done: v('已完成环节', 'done', '初审', 'First review'),
  next: v('下一环节', 'next', '审定', 'Final decision'),
  licence: v('证照编号', 'licence', 'JY29901010000128'),
  result: v('结果名称', 'result', '食品经营许可证', 'food business licence'),
  code: v('取件码', 'code', '483920'),
  waybill: v('运单号', 'waybill', 'SF1029384756'),
  receivedBy: v('签收人', 'receivedBy', '林先生', 'Mr Lin'),
  review: v('复议机关', 'review', '云溪区人民政府', 'the People’s Government of Yunxi'),
  court: v('管辖法院', 'court', '云溪区人民法院', 'the People’s Court of Yunxi'),
  // may be empty: a clause that is said only where there is something to say
  note: v('补充说明', 'note', '（由工作人员周明登记）', ', recorded by Zhou Ming'),
  department: v('部门', 'department', '云溪区消防救援大队', 'Yunxi Fire and Rescue'),
  ground: v('依据', 'ground', '本人同意', 'your consent'),
  system: v('办理系统', 'system', '公安户政系统', 'the household register’s system'),
  originals: v('原件', 'originals', '营业执照、健康证明', 'business licence, health certificate'),
  papers: v('清点结果', 'papers', '收到：营业执照、健康证明。', ' Received: business licence, health certificate.'),
  place: v('地点', 'place', '区政务服务中心3号窗口', 'window 3 of the service hall'),
  version: v('版本', 'version', '3'),
  extension: v('延长时间', 'extension', '5个工作日', '5 working days'),
  procedure: v('特别程序', 'procedure', '现场核查', 'on-site check'),
  finding: v('程序结果', 'finding', '合格', 'passed'),
  limitNote: v('期限说明', 'limitNote', '办理期限为2026年12月11日', 'The limit is 11 December 2026'),
  document: v('文书号', 'document', '云市监更〔2026〕12号'),
  corrected: v('更正对象', 'corrected', '决定书', 'the decision'),
  ending: v('处理决定', 'ending', '撤销', 'revocation'),
  order: v('命令文书', 'order', '云政复〔2026〕8号'),
  orderedBy: v('命令机关', 'orderedBy', '云溪区人民政府', 'the People’s Government of Yunxi'),
  amount: v('金额', 'amount', '¥120.00'),
  bill: v('缴款单号', 'bill', '云市监缴〔2026〕000017'),
  time: v('预约时间', 'time', '12月1日（周二）09:00–09:30', 'Tue 1 Dec, 09:00–09:30'),
  hall: v('大厅', 'hall', '云溪区政务服务中心', 'Yunxi service hall'),
  desk: v('窗口', 'desk', '综合业务组', 'General desk'),
  address: v('地址', 'address', '云溪大道1号'),
  booking: v('预约号', 'booking', 'Y00000042'),
  complaint: v('投诉编号', 'complaint', 'T00000042'),
  paper: v('文件名称', 'paper', '租赁合同', 'Lease'),
  party: v('签署方', 'party', '陈平', 'Chen Ping'),
  ended: v('结束方式', 'ended', '已撤回', 'has been withdrawn'),
  act: v('办理内容', 'act', '换发', 'renewed'),
  former: v('原证照编号', 'former', 'JY29901010000057'),
  form: v('印制编号', 'form', 'A0001234'),
  collector: v('领取人', 'collector', '林先生', 'Mr Lin'),
  seal: v('印章', 'seal', '云溪区市场监督管理局行政审批专用章', 'approval seal of the Market Bureau'),
  batch: v('批次', 'batch', '2020年存量证照', 'stock licences of 2020'),
  uses: v('用印次数', 'uses', '240'),
  usual: v('平常次数', 'usual', '12'),
  period: v('时段', 'period', '今天', 'today'),
  where: v('办理入口', 'where', '“我的印章”', 'My seals'),
  oldMobile: v('原手机号', 'oldMobile', '138****0000'),
  newMobile: v('新手机号', 'newMobile', '139****0000'),
  official: v('经手人', 'official', '周明', 'Zhou Ming'),
  task: v('任务', 'task', '初审', 'First review'),
  from: day('开始日期', 'from', '2026-12-01'),
  to: day('结束日期', 'to', '2026-12-05'),
  answer: v('回应', 'answer', '要求听证', 'asks for a hearing'),
  opinion: v('意见', 'opinion', '同意，请注明消防通道', 'agreed; mark the fire lane'),
  writer: v('留言人', 'writer', '云溪区市场监督管理局', 'Yunxi District Market Bureau'),
  text: v('留言内容', 'text', '请问布局图能否改用新版？', 'May the floor plan be the newer one?'),
} as const;

export type NoticeVariable = keyof typeof variables;
/** Those that are a day. */
export type NoticeDay = 'due' | 'from' | 'to';
export type NoticeFill = Readonly<Partial<Record<NoticeVariable, Text>>>;

const names = Object.keys(variables) as NoticeVariable[];
const pick = (part: 'name' | 'example') =>
  Object.fromEntries(names.map((key) => [key, variables[key][part]])) as Readonly<Record<NoticeVariable, Text>>;

export const noticeVariables = pick('name');
export const noticeExample = pick('example') as Readonly<Record<Exclude<NoticeVariable, NoticeDay>, Text>> &
  Readonly<Record<NoticeDay, DayText>>;

const byName = new Map<string, NoticeVariable>(
  names.flatMap((key) => [
    [variables[key].name.zh, key],
    [variables[key].name.en, key],
  ]),
);

const places = /\{\{\s*([^{}]{0,40}?)\s*\}\}/g;

/** Variables a text names, and names in braces that stand for none of these. */
export function variablesIn(
  text: string,
  known: readonly NoticeVariable[],
): { readonly used: ReadonlySet<NoticeVariable>; readonly unknown: readonly string[] } {
  const used = new Set<NoticeVariable>();
  const unknown: string[] = [];
  for (const [, name = ''] of text.matchAll(places)) {
    const key = byName.get(name);
    if (key && known.includes(key)) used.add(key);
    else unknown.push(name);
  }
  return { used, unknown };
}

/** A text with its variables filled; what holds text is not looked into again, what is not known leaves a gap. */
export function fillNotice(text: Text, values: NoticeFill): Text {
  const fill = (lang: 'zh' | 'en') =>
    text[lang].replace(places, (_, name: string) => {
      const key = byName.get(name);
      return (key && values[key]?.[lang]) ?? '—';
    });
  return { zh: fill('zh'), en: fill('en') };
}
