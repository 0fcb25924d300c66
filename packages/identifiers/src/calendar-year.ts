import type { CalendarTable } from './calendar.ts';
import { addDays, isPlainDate, weekday } from './plain-date.ts';

/** A festival as the State Council's yearly notice arranges it: off from one day to another, and the weekend days worked in exchange (调休). Days are yyyy-mm-dd. */
export interface FestivalArrangement {
  /** As the notice names it: 元旦, 国庆节、中秋节. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly work: readonly string[];
}

/** What one notice (国务院办公厅关于…年部分节假日安排的通知) says of its year. */
export interface ArrangedYear {
  readonly year: number;
  readonly festivals: readonly FestivalArrangement[];
}

/** Something a notice can't say. */
export interface ArrangementFault {
  /** Place among the festivals; undefined: the year as a whole. */
  readonly festival?: number;
  readonly text: { readonly zh: string; readonly en: string };
}

/** Off in every year, on the same days of it (全国年节及纪念日放假办法 第二条, as of 2025). */
const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
/** Festivals of 全国年节及纪念日放假办法 第二条: each must be arranged, alone or with another. */
const statutory = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'];
/** Days: longer than any arrangement there ever was. */
const longest = 12;

/** What is wrong with a year that somebody copied from its notice, in the order of the notice; empty when it may be counted by. */
export function faultsOfYear({ year, festivals }: ArrangedYear): ArrangementFault[] {
  const out: ArrangementFault[] = [];
  const off = new Map<string, string>();
  for (const [festival, { name, from, to, work }] of festivals.entries()) {
    const say = (zh: string, en: string): void => void out.push({ festival, text: { zh, en } });
    const wrong = [from, to, ...work].find((day) => !isPlainDate(day) || !day.startsWith(`${year}-`));
    if (wrong !== undefined) {
      say(`“${name}”的日期“${wrong}”不在 ${year} 年`, `“${name}”: ${wrong || 'a missing day'} is not a day of ${year}`);
      continue;
    }
    const days = daysFrom(from, to);
    if (days.length === 0 || days.length > longest) {
      say(
        `“${name}”应放假 1 至 ${longest} 天，请核对起止日期`,
        `“${name}” must last 1 to ${longest} days: check its first and last day`,
      );
      continue;
    }
    for (const day of days) {
      const other = off.get(day);
      if (other !== undefined)
        say(`${day} 同时列在“${other}”和“${name}”`, `${day} stands under both “${other}” and “${name}”`);
      off.set(day, name);
    }
    for (const day of work)
      if (weekday(day) !== 0 && weekday(day) !== 6)
        say(`调休上班的 ${day} 不是周六或周日`, `${day}, worked in exchange, is neither Saturday nor Sunday`);
  }
  for (const [festival, { work }] of festivals.entries())
    for (const day of work)
      if (off.has(day))
        out.push({ festival, text: { zh: `${day} 既放假又上班`, en: `${day} is both a day off and a working day` } });
  const all = festivals.map((f) => f.name).join(' ');
  const missing = statutory.filter((name) => !all.includes(name));
  if (missing.length > 0)
    out.push({
      text: {
        zh: `缺少${missing.join('、')}：法定节日要全部列出（合并放假的写在一行，如“国庆节、中秋节”）`,
        en: `Missing: ${missing.join(', ')}. Every statutory festival must be named (those held together in one row, as 国庆节、中秋节)`,
      },
    });
  const worked = fixed.map((day) => `${year}-${day}`).filter((day) => !off.has(day));
  if (out.length === 0 && worked.length > 0)
    out.push({
      text: {
        zh: `${worked.join('、')} 是法定节日，没有列为放假`,
        en: `${worked.join(', ')}: statutory holidays, but not arranged as days off`,
      },
    });
  return out;
}

/**
 * The table with this year behind it, or in the place of its last year.
 * @throws RangeError for a year with faults, or one that does not follow on
 */
export function withYear(table: CalendarTable, arranged: ArrangedYear): CalendarTable {
  const [fault] = faultsOfYear(arranged);
  if (fault) throw new RangeError(fault.text.en);
  const last = Number(table.knownThrough.slice(0, 4));
  if (arranged.year !== last && arranged.year !== last + 1)
    throw new RangeError(`${arranged.year} does not follow ${last}.`);
  const { off, work } = daysOfYear(arranged);
  const others = (days: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(days).filter(([day]) => !day.startsWith(`${arranged.year}-`)));
  return {
    from: table.from,
    knownThrough: `${arranged.year}-12-31`,
    off: { ...others(table.off), ...off },
    work: { ...others(table.work), ...work },
  };
}

/** Days off and days worked in exchange, each with its festival. */
export function daysOfYear({ festivals }: ArrangedYear): Pick<CalendarTable, 'off' | 'work'> {
  return {
    off: Object.fromEntries(festivals.flatMap((f) => daysFrom(f.from, f.to).map((day) => [day, f.name]))),
    work: Object.fromEntries(festivals.flatMap((f) => f.work.map((day) => [day, f.name]))),
  };
}

/** A year of a table as its notice reads; the other way round of `daysOfYear`. A festival inside another's days is one row of its own. */
export function arrangedYear({ off, work }: CalendarTable, year: number): ArrangedYear {
  const of = (days: Readonly<Record<string, string>>) =>
    Object.entries(days)
      .filter(([day]) => day.startsWith(`${year}-`))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const festivals = new Map<string, { from: string; to: string; work: string[] }>();
  for (const [day, name] of of(off)) {
    const known = festivals.get(name);
    if (known) known.to = day;
    else festivals.set(name, { from: day, to: day, work: [] });
  }
  for (const [day, name] of of(work)) festivals.get(name)?.work.push(day);
  return { year, festivals: [...festivals].map(([name, days]) => ({ name, ...days })) };
}

function daysFrom(from: string, to: string): string[] {
  const out: string[] = [];
  for (let day = from; day <= to && out.length <= longest; day = addDays(day, 1)) out.push(day);
  return out;
}

const day = String.raw`(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*日(?:\s*[（(][^）)]*[）)])?`;
/** “二、春节：2月15日（…）至23日（…）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。” */
const sentence = new RegExp(
  String.raw`(?<=^|[\n。])\s*(?:[一二三四五六七八九十]+、)?\s*([\p{Script=Han}]+(?:、[\p{Script=Han}]+)*)\s*[：:]\s*${day}(?:\s*至\s*${day})?\s*放假[^。]*。([^。：]*上班)?`,
  'gu',
);

/**
 * Reads the festivals out of a notice as it is published (国办发明电…：关于…年部分节假日安排的通知); whatever it does not understand is left out, for
 * somebody to write by hand. What it says is not judged (`faultsOfYear`).
 */
export function readNotice(text: string, year: number): FestivalArrangement[] {
  const out: FestivalArrangement[] = [];
  const at = (month: string, date: string) => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  for (const [, name, month, first, lastMonth, last, worked] of text.matchAll(sentence)) {
    if (!name || !month || !first) continue;
    const from = at(month, first);
    const work = [...(worked ?? '').matchAll(/(\d{1,2})\s*月\s*(\d{1,2})\s*日/g)].map(([, m, d]) => at(m!, d!));
    out.push({ name, from, to: last ? at(lastMonth ?? month, last) : from, work });
  }
  return out;
}
