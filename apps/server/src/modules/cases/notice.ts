import {
  type CaseInput,
  type CompiledItem,
  type FillOf,
  type ItemNotices,
  inBoth,
  type NoticeEvent,
  type NoticeFill,
  type NoticeValues,
  onDay,
  renderNotice,
  type Told,
  told,
} from '@miaopi/items';
import type { Lang, Text } from '../../kernel/text.ts';
import type { CaseRow } from './store/rows.ts';

type About = Pick<CaseRow, 'applicantName' | 'itemName' | 'number' | 'officeName'>;
type OfCase = 'applicant' | 'item' | 'number' | 'office';

/** The platform's notice of an occasion about a case, as it is shipped. */
export function platformNotice<E extends NoticeEvent>(event: E, row: About, more: Omit<FillOf<E>, OfCase>): Told {
  const ofCase: Readonly<Record<OfCase, Text>> = {
    applicant: inBoth(row.applicantName),
    item: row.itemName,
    number: inBoth(row.number),
    office: row.officeName,
  };
  return told(event, { ...ofCase, ...more } as FillOf<E>);
}

/** The item's own notice in both languages, else the platform's; what it says may differ by language. */
export function noticeOf(
  item: CompiledItem,
  key: keyof ItemNotices,
  input: CaseInput,
  row: About,
  values: NoticeValues | ((lang: Lang) => NoticeValues),
): Told {
  const of = (lang: Lang) => (typeof values === 'function' ? values(lang) : values);
  const [zh, en] = [renderNotice(item, key, input, of('zh'), 'zh'), renderNotice(item, key, input, of('en'), 'en')];
  if (zh && en)
    return { title: { zh: zh.title, en: en.title }, body: { zh: zh.body, en: en.body }, template: { event: key } };
  const { appeal } = item.package.item;
  const both = (pick: (v: NoticeValues) => string | undefined): Text | undefined => {
    const [a, b] = [pick(of('zh')), pick(of('en'))];
    return a || b ? { zh: a ?? '—', en: b ?? '—' } : undefined;
  };
  const day = of('zh').期限;
  const fill = {
    queryCode: both((v) => v.查询码),
    due: day ? onDay(day) : undefined,
    reason: both((v) => v.理由),
    licence: both((v) => v.证照?.编号),
    review: appeal.review,
    court: appeal.court,
  };
  // which of them there are, whoever tells it knows by the key
  const known = Object.fromEntries(Object.entries(fill).filter(([, v]) => v)) as NoticeFill;
  return platformNotice(key, row, known as Omit<FillOf<typeof key>, OfCase>);
}
