import {
  type CaseInput,
  type CompiledItem,
  fillNotice,
  type ItemNotices,
  type NoticeEvent,
  type NoticeFill,
  type NoticeValues,
  noticeDefinition,
  renderNotice,
} from '@miaopi/items';
import type { Lang, Text } from '../../kernel/text.ts';
import type { CaseRow } from './store/rows.ts';

/** A text to tell somebody; with its occasion and what fills it where an operator may have other words for it. */
export interface Told {
  readonly title: Text;
  readonly body: Text;
  readonly template?: { readonly event: NoticeEvent; readonly values: NoticeFill };
}

const same = (text: string): Text => ({ zh: text, en: text });

/** The platform's notice of an occasion about a case, as it is shipped. */
export function platformNotice(
  event: NoticeEvent,
  row: Pick<CaseRow, 'applicantName' | 'itemName' | 'number' | 'officeName'>,
  more: NoticeFill = {},
): Told {
  const values: NoticeFill = {
    applicant: same(row.applicantName),
    item: row.itemName,
    number: same(row.number),
    office: row.officeName,
    ...more,
  };
  const { title, body } = noticeDefinition(event);
  return { title: fillNotice(title, values), body: fillNotice(body, values), template: { event, values } };
}

/** The item's own notice in both languages, else the platform's; what it says may differ by language. */
export function noticeOf(
  item: CompiledItem,
  key: keyof ItemNotices,
  input: CaseInput,
  row: Pick<CaseRow, 'applicantName' | 'itemName' | 'number' | 'officeName'>,
  values: NoticeValues | ((lang: Lang) => NoticeValues),
): Told {
  const of = (lang: Lang) => (typeof values === 'function' ? values(lang) : values);
  const [zh, en] = [renderNotice(item, key, input, of('zh'), 'zh'), renderNotice(item, key, input, of('en'), 'en')];
  if (zh && en) return { title: { zh: zh.title, en: en.title }, body: { zh: zh.body, en: en.body } };
  const { appeal } = item.package.item;
  const both = (pick: (v: NoticeValues) => string | undefined): Text | undefined => {
    const [a, b] = [pick(of('zh')), pick(of('en'))];
    return a || b ? { zh: a ?? '', en: b ?? '' } : undefined;
  };
  const fill = {
    queryCode: both((v) => v.查询码),
    due: both((v) => v.期限),
    reason: both((v) => v.理由),
    licence: both((v) => v.证照?.编号),
    review: appeal.review,
    court: appeal.court,
  };
  return platformNotice(key, row, Object.fromEntries(Object.entries(fill).filter(([, v]) => v)) as NoticeFill);
}
