import { addDays, daysInMonth } from '@miaopi/identifiers';

/** The same day `years` years before; 29 February becomes the 28th. */
export function yearsBefore(date: string, years: number): string {
  return atMonth(date, Number(date.slice(0, 4)) - years, Number(date.slice(5, 7)));
}

/** The same day `months` months before, or the last of a shorter month. */
export function monthsBefore(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  return atMonth(date, Math.floor(count / 12), (count % 12) + 1);
}

/** Birth of somebody who completed `age` years `days` days before `today`. */
export function bornSince(today: string, age: number, days: number): string {
  return yearsBefore(addDays(today, -days), age);
}

function atMonth(date: string, year: number, month: number): string {
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
