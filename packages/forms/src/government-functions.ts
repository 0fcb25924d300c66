import { FeelDate, type FeelFunctions, type FeelValue, parseDate, toJson } from '@miaopi/decisions';
import { ageOn, type Calendar, parseCitizenId } from '@miaopi/identifiers';
import { chineseAmount } from './chinese-amount.ts';
import { maskValue } from './mask.ts';
import { dateText } from './read-back.ts';

const MASKS = {
  身份证: 'id',
  手机: 'mobile',
  姓名: 'name',
  全部: 'all',
  id: 'id',
  mobile: 'mobile',
  name: 'name',
  all: 'all',
} as const;

/**
 * FEEL functions forms and decisions of items may call beside the standard's. All are pure; whatever can't be computed is null.
 *
 * - `年龄(出生日期, 日期)` whole years lived
 * - `工作日加(日期, 天数)` n-th working day after; null beyond the published calendar
 * - `工作日数(起, 止)` working days after the first up to and including the second
 * - `身份证出生日期(号码)`, `身份证性别(号码)` 男 or 女
 * - `大写金额(金额)` 人民币壹佰元整
 * - `日期文字(日期)` 2026年11月22日
 * - `脱敏(文字, 方式)` 身份证, 手机, 姓名, 全部
 */
export function governmentFunctions(calendar: Calendar): FeelFunctions {
  return {
    年龄: {
      params: [
        { name: '出生日期', type: 'date' },
        { name: '日期', type: 'date' },
      ],
      returns: 'number',
      call: ([born, on]) => {
        const [a, b] = [dayOf(born), dayOf(on)];
        return a === null || b === null || b < a ? null : ageOn(a, b);
      },
    },
    工作日加: {
      params: [
        { name: '日期', type: 'date' },
        { name: '天数', type: 'number' },
      ],
      returns: 'date',
      call: ([from, days]) => {
        const day = dayOf(from);
        if (day === null || typeof days !== 'number' || Math.abs(days) > 3000) return null;
        return known(() => parseDate(calendar.addWorkingDays(day, days)));
      },
    },
    工作日数: {
      params: [
        { name: '起', type: 'date' },
        { name: '止', type: 'date' },
      ],
      returns: 'number',
      call: ([from, to]) => {
        const [a, b] = [dayOf(from), dayOf(to)];
        return a === null || b === null ? null : known(() => calendar.workingDaysBetween(a, b));
      },
    },
    身份证出生日期: {
      params: [{ name: '号码', type: 'string' }],
      returns: 'date',
      call: ([number]) => {
        const parsed = typeof number === 'string' ? parseCitizenId(number) : undefined;
        return parsed?.ok === true ? parseDate(parsed.value.birthDate) : null;
      },
    },
    身份证性别: {
      params: [{ name: '号码', type: 'string' }],
      returns: 'string',
      call: ([number]) => {
        const parsed = typeof number === 'string' ? parseCitizenId(number) : undefined;
        return parsed?.ok === true ? (parsed.value.gender === 'male' ? '男' : '女') : null;
      },
    },
    大写金额: {
      params: [{ name: '金额', type: 'number' }],
      returns: 'string',
      call: ([amount]) =>
        amount === null || amount === undefined ? null : (chineseAmount(String(toJson(amount))) ?? null),
    },
    日期文字: {
      params: [{ name: '日期', type: 'date' }],
      returns: 'string',
      call: ([date]) => {
        const day = dayOf(date);
        return day === null ? null : dateText(day, 'zh');
      },
    },
    脱敏: {
      params: [
        { name: '文字', type: 'string' },
        { name: '方式', type: 'string' },
      ],
      returns: 'string',
      call: ([text, kind]) => {
        if (typeof text !== 'string' || typeof kind !== 'string' || !Object.hasOwn(MASKS, kind)) return null;
        return maskValue(text, MASKS[kind as keyof typeof MASKS]);
      },
    },
  };
}

/** Dates outside four-digit years are no dates of people or cases. */
function dayOf(value: FeelValue | undefined): string | null {
  return value instanceof FeelDate && value.year >= 1 && value.year <= 9999 ? value.toString() : null;
}

/** Beyond the published calendar nothing is known: null, not a guess. */
function known(compute: () => FeelValue): FeelValue {
  try {
    return compute();
  } catch {
    return null;
  }
}
