import { type CaseInput, type CompiledItem, type ItemNotices, type NoticeValues, renderNotice } from '@miaopi/items';
import type { Lang, Text } from '../../kernel/text.ts';

/** A notice of the item in both languages; what it says may differ by language. */
export function noticeOf(
  item: CompiledItem,
  key: keyof ItemNotices,
  input: CaseInput,
  values: NoticeValues | ((lang: Lang) => NoticeValues),
): { title: Text; body: Text } {
  const of = (lang: Lang) => (typeof values === 'function' ? values(lang) : values);
  const zh = renderNotice(item, key, input, of('zh'), 'zh');
  const en = renderNotice(item, key, input, of('en'), 'en');
  return { title: { zh: zh.title, en: en.title }, body: { zh: zh.body, en: en.body } };
}
