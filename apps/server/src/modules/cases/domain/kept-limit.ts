import type { Text } from '../../../kernel/text.ts';
import type { Due } from './case-clock.ts';

/**
 * 行政许可法 第八条 (信赖保护): the limit the applicant was told at the acceptance is never made longer by a newer version of the item, and a shorter one that has passed
 * already binds nobody. @returns why the former limit stays; undefined when the new one holds
 * @param today yyyy-mm-dd
 */
export function whyLimitStays(before: Due, after: Due, today: string): Text | undefined {
  if (before.day === after.day) return undefined;
  if (after.day === undefined || (before.day !== undefined && after.day > before.day))
    return {
      zh: '新版本的期限更长：申请人受理时被告知的期限不变',
      en: 'The new version gives more time: the limit the applicant was told stays',
    };
  if (after.day < today)
    return {
      zh: '按新版本计算的期限已过：仍按受理时告知的期限',
      en: 'By the new version the limit has passed: the limit told at the acceptance stays',
    };
  return undefined;
}
