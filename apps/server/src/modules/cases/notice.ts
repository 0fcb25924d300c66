import { type CaseInput, type CompiledItem, type ItemNotices, type NoticeValues, renderNotice } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';

/** A notice of the item in both languages. */
export function noticeOf(
  item: CompiledItem,
  key: keyof ItemNotices,
  input: CaseInput,
  values: NoticeValues,
): { title: Text; body: Text } {
  const zh = renderNotice(item, key, input, values, 'zh');
  const en = renderNotice(item, key, input, values, 'en');
  return { title: { zh: zh.title, en: en.title }, body: { zh: zh.body, en: en.body } };
}
