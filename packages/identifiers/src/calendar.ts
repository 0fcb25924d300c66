import { addDays, isPlainDate, weekday } from './plain-date.ts';

/** Which days the State Council's yearly notice (国务院办公厅关于节假日安排的通知) moved away from the plain week. */
export interface CalendarTable {
  /** First and last day the table speaks for, both included. */
  readonly from: string;
  readonly knownThrough: string;
  /** Days off on what would be a working day or a festival at a weekend: date → festival. */
  readonly off: Readonly<Record<string, string>>;
  /** Weekend days worked in exchange (调休): date → festival. */
  readonly work: Readonly<Record<string, string>>;
}

export interface CountedDay {
  readonly date: string;
  readonly counted: boolean;
  readonly reason: { readonly zh: string; readonly en: string };
}

/** Every day looked at on the way to a due date, for a person who asks why (X12). */
export interface Derivation {
  readonly from: string;
  readonly days: number;
  readonly due: string;
  readonly steps: readonly CountedDay[];
}

/** A day outside the published calendar was needed. Next year's is published each autumn: enter it (`faultsOfYear`, `withYear`) and count again. */
export class CalendarUnknownError extends Error {
  readonly code = 'calendar.unknown';
  readonly date: string;
  readonly knownThrough: string;
  readonly text: { readonly zh: string; readonly en: string };
  constructor(date: string, from: string, knownThrough: string) {
    const zh = `${date}超出已公布的工作日历（${from}至${knownThrough}），请管理员导入新年度节假日安排后重算。`;
    const en = `${date} is outside the published working-day calendar (${from} to ${knownThrough}); load the new year's notice and count again.`;
    super(en);
    this.name = 'CalendarUnknownError';
    this.date = date;
    this.knownThrough = knownThrough;
    this.text = { zh, en };
  }
}

export interface Calendar {
  readonly from: string;
  readonly knownThrough: string;
  /** Throws CalendarUnknownError outside the table; RangeError for a date that doesn't exist. */
  isWorkingDay(date: string): boolean;
  /** Why the day counts or not. */
  explain(date: string): CountedDay;
  /** The n-th working day after `date`, which itself is not counted (民法典 §201); n < 0 counts backwards, 0 is the day itself. */
  addWorkingDays(date: string, n: number): string;
  /** As addWorkingDays, with every day passed and why it counted or not. */
  derive(date: string, n: number): Derivation;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  workingDaysBetween(from: string, to: string): number;
}

const WEEKDAYS = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** Festivals of 全国年节及纪念日放假办法 第二条 as a notice names them, with or without 节. */
const FESTIVALS: Readonly<Record<string, string>> = {
  元旦: 'New Year’s Day',
  春节: 'Spring Festival',
  清明: 'Qingming Festival',
  劳动: 'Labour Day',
  端午: 'Dragon Boat Festival',
  中秋: 'Mid-Autumn Festival',
  国庆: 'National Day',
};

/** A festival in English, of several (国庆节、中秋节) each; one that the law doesn't know keeps its name. */
function festivalInEnglish(name: string): string {
  return name
    .split(/[、和]/u)
    .map((one) => FESTIVALS[one.trim()] ?? FESTIVALS[one.trim().replace(/节$/u, '')] ?? one.trim())
    .join(' and ');
}

/** A working-day calendar over a table. Days outside the table are refused, never guessed. Throws RangeError for a malformed table. */
export function createCalendar(table: CalendarTable): Calendar {
  for (const date of [table.from, table.knownThrough, ...Object.keys(table.off), ...Object.keys(table.work)])
    if (!isPlainDate(date)) throw new RangeError(`No such date in the calendar table: ${date}.`);
  for (const date of Object.keys(table.work))
    if (date in table.off) throw new RangeError(`${date} is both a day off and a working day in the calendar table.`);
  const off = new Map(Object.entries(table.off));
  const work = new Map(Object.entries(table.work));

  function known(date: string): void {
    if (!isPlainDate(date)) throw new RangeError(`No such date: ${date}.`);
    if (date < table.from || date > table.knownThrough)
      throw new CalendarUnknownError(date, table.from, table.knownThrough);
  }
  function works(date: string): boolean {
    if (off.has(date)) return false;
    const day = weekday(date);
    return (day !== 0 && day !== 6) || work.has(date);
  }
  function explain(date: string): CountedDay {
    known(date);
    const day = weekday(date);
    const [zh, en] = [WEEKDAYS.zh[day]!, WEEKDAYS.en[day]!];
    const festival = off.get(date);
    if (festival !== undefined)
      return {
        date,
        counted: false,
        reason: { zh: `${zh}，${festival}放假`, en: `${en}, public holiday (${festivalInEnglish(festival)})` },
      };
    const swapped = work.get(date);
    if (swapped !== undefined)
      return {
        date,
        counted: true,
        reason: {
          zh: `${zh}，因${swapped}调休上班`,
          en: `${en}, worked in exchange for ${festivalInEnglish(swapped)}`,
        },
      };
    if (day === 0 || day === 6) return { date, counted: false, reason: { zh: `${zh}，休息日`, en: `${en}, weekend` } };
    return { date, counted: true, reason: { zh: `${zh}，工作日`, en: `${en}, working day` } };
  }
  function walk(date: string, n: number, visit: (date: string) => void): string {
    if (!isPlainDate(date)) throw new RangeError(`No such date: ${date}.`);
    if (!Number.isInteger(n)) throw new RangeError(`Working days are whole: ${n}.`);
    const step = n < 0 ? -1 : 1;
    let at = date;
    for (let left = Math.abs(n); left > 0; ) {
      at = addDays(at, step);
      known(at);
      if (works(at)) left--;
      visit(at);
    }
    return at;
  }
  return {
    from: table.from,
    knownThrough: table.knownThrough,
    isWorkingDay(date) {
      known(date);
      return works(date);
    },
    explain,
    addWorkingDays: (date, n) => walk(date, n, () => {}),
    derive(date, n) {
      const steps: CountedDay[] = [];
      const due = walk(date, n, (day) => steps.push(explain(day)));
      return { from: date, days: n, due, steps };
    },
    workingDaysBetween(from, to) {
      if (to < from) return -countAfter(to, from);
      return countAfter(from, to);
    },
  };

  function countAfter(from: string, to: string): number {
    if (!isPlainDate(from)) throw new RangeError(`No such date: ${from}.`);
    if (from === to) return 0;
    known(addDays(from, 1));
    known(to);
    let count = 0;
    for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (works(at)) count++;
    return count;
  }
}

/** A calendar that learns of further years while others count by it. */
export interface GrowingCalendar extends Calendar {
  readonly table: CalendarTable;
  /** From now on this table counts. Throws RangeError for a malformed one, and keeps the former. */
  learn(table: CalendarTable): void;
}

export function createGrowingCalendar(first: CalendarTable): GrowingCalendar {
  let table = first;
  let now = createCalendar(first);
  return {
    get table() {
      return table;
    },
    get from() {
      return now.from;
    },
    get knownThrough() {
      return now.knownThrough;
    },
    learn(next) {
      now = createCalendar(next);
      table = next;
    },
    isWorkingDay: (date) => now.isWorkingDay(date),
    explain: (date) => now.explain(date),
    addWorkingDays: (date, n) => now.addWorkingDays(date, n),
    derive: (date, n) => now.derive(date, n),
    workingDaysBetween: (from, to) => now.workingDaysBetween(from, to),
  };
}
