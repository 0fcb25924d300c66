import { type Expression, formatFeel, fromJson } from '@miaopi/decisions';
import { dateText } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem, CompiledNotice } from './compile-item.ts';
import type { ItemNotices } from './model.ts';
import { noticeNames } from './names.ts';

/** What a notice reads besides the case: keys of `noticeNames`, dates yyyy-mm-dd. */
export interface NoticeValues {
  readonly 办件编号?: string;
  readonly 查询码?: string;
  readonly 证照?: {
    readonly 编号: string;
    readonly 标识: string;
    readonly 名称: string;
    readonly 有效期止: string | null;
  };
  readonly 理由?: string;
  readonly 期限?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A day as people read it: 14 December 2026, as in the notices of the platform. */
const inWords = (text: string, lang: 'zh' | 'en'): string => (day.test(text) ? dateText(text, lang) : text);

/** The item's own notice in one language, over the case and these values; undefined where it leaves the text to the platform. Unknown values leave a gap, never a fault. */
export function renderNotice(
  item: CompiledItem,
  key: keyof ItemNotices,
  input: CaseInput,
  values: NoticeValues,
  lang: 'zh' | 'en',
): { readonly title: string; readonly body: string } | undefined {
  const notice: CompiledNotice | undefined = item.notices[key]?.[lang];
  if (!notice) return undefined;
  const extra = fromJson({ ...values }, { context: noticeNames }) as Record<string, never>;
  const scope = { ...scopeOf(item, input).all, ...extra };
  const write = (parts: readonly (string | Expression)[]): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        const value = part.evaluate(scope);
        if (value !== null) return inWords(formatFeel(value, lang), lang);
        // An end of validity that is open is long-term; any other gap stays one.
        return part.source.trim() === '证照.有效期止' && values.证照 ? (lang === 'zh' ? '长期' : 'further notice') : '';
      })
      .join('');
  return { title: write(notice.title), body: write(notice.body) };
}
