import { weekday } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';
import { clockOf } from './hours.ts';

const zhDays = ['日', '一', '二', '三', '四', '五', '六'];
const enDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const enMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12月1日（周二）09:00–09:30` */
export function timeText(t: { readonly date: string; readonly from: number; readonly to: number }): Text {
  const [month, day, week] = [Number(t.date.slice(5, 7)), Number(t.date.slice(8, 10)), weekday(t.date)];
  const hours = `${clockOf(t.from)}–${clockOf(t.to)}`;
  return {
    zh: `${month}月${day}日（周${zhDays[week]}）${hours}`,
    en: `${enDays[week]} ${day} ${enMonths[month - 1]}, ${hours}`,
  };
}

/** `Y00000042`: what people say at the counter. */
export function bookingNumber(serial: number): string {
  return `Y${String(serial).padStart(8, '0')}`;
}

/** The serial of a number as somebody types it, with or without the letter and the zeros. */
export function serialOf(text: string): number | undefined {
  const digits = /^[Yy]?(\d{1,9})$/.exec(text.normalize('NFKC').trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
