import type { Text } from '../../../kernel/text.ts';
import { textOf } from './check-row.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { StandardRow } from './field.ts';
import { isDay, isTime } from './time-text.ts';

/** Where the things the logic rules speak of stand in a set of tables: the six of the case standard, or the national ones. */
export interface CaseLayout {
  readonly number: string;
  readonly applied: { readonly table: string; readonly time: string };
  readonly accepted: { readonly table: string; readonly time: string };
  readonly steps: {
    readonly table: string;
    readonly name: string;
    readonly action: string;
    readonly returned: readonly string[];
    readonly from: string;
    readonly to: string;
  };
  readonly procedures: { readonly table: string; readonly from: string; readonly to: string };
  readonly result: {
    readonly table: string;
    readonly time: string;
    readonly kind: string;
    readonly normal: readonly string[];
  };
}

export interface PlacedRow {
  readonly table: string;
  /** Of its table's rows given, from 1. */
  readonly row: number;
  readonly values: StandardRow;
}

/** Steps without which no case ends normally, whatever its item. */
const everyCase = ['受理', '办结'];
/** Steps from which a case goes back to its applicant to be corrected. */
const correctionStep = /补正|收件|预审|受理/;
/** The law asks for one complete notice of what is missing (行政许可法 第三十二条). */
const correctionsAllowed = 1;

/** L1–L6 over all rows of one case. Times that can't be read are the business of the row check. */
export function checkCase(layout: CaseLayout, number: string, rows: readonly PlacedRow[]): Fault[] {
  const of = (table: string) => rows.filter((r) => r.table === table);
  const faults: Fault[] = [];
  const tell = (at: PlacedRow, field: string, rule: FaultRule, message: Text, remedy: Text) =>
    faults.push({ table: at.table, row: at.row, case: number, field, rule, message, remedy });

  const applied = of(layout.applied.table)[0];
  const accepted = of(layout.accepted.table).filter((r) => timeIn(r, layout.accepted.time) !== undefined);
  const result = of(layout.result.table)[0];
  const steps = of(layout.steps.table);
  // what is sent back within the office, from one step to an earlier one, is no correction
  const returned = steps.filter(
    (s) =>
      layout.steps.returned.includes(textOf(s.values[layout.steps.action]) ?? '') &&
      correctionStep.test(textOf(s.values[layout.steps.name]) ?? ''),
  );

  const [first] = rows;
  if (!applied && first)
    tell(
      first,
      layout.number,
      'L6',
      { zh: '没有申请信息：办件不是在网上产生的', en: 'there is no application: the case did not come about online' },
      { zh: '先报送该办件的申请信息。', en: 'Send the application of this case first.' },
    );

  const appliedAt = applied && timeIn(applied, layout.applied.time);
  for (const a of accepted) {
    const at = timeIn(a, layout.accepted.time) ?? '';
    const closedAt = result && timeIn(result, layout.result.time);
    if (closedAt && later(at, closedAt))
      tell(
        a,
        layout.accepted.time,
        'L1',
        { zh: `受理时间 ${at} 晚于办结时间 ${closedAt}`, en: `accepted at ${at}, after it was closed at ${closedAt}` },
        { zh: '核对受理和办结时间。', en: 'Compare both times with the record.' },
      );
    if (appliedAt && later(appliedAt, at))
      tell(
        a,
        layout.accepted.time,
        'order',
        { zh: `受理时间早于申请时间 ${appliedAt}`, en: `accepted before the application at ${appliedAt}` },
        { zh: '核对申请和受理时间。', en: 'Compare both times with the record.' },
      );
    for (const r of returned) {
      const told = timeIn(r, layout.steps.from);
      if (told && later(told, at))
        tell(
          a,
          layout.accepted.time,
          'L2',
          { zh: `受理时间早于补正告知时间 ${told}`, en: `accepted before the correction was asked for at ${told}` },
          { zh: '补正后再受理；核对两个时间。', en: 'A case is accepted after its correction: compare both times.' },
        );
    }
  }

  for (const p of of(layout.procedures.table)) {
    const from = timeIn(p, layout.procedures.from);
    const to = timeIn(p, layout.procedures.to);
    if (from && to && later(from, to))
      tell(
        p,
        layout.procedures.to,
        'L3',
        { zh: `特别程序结束 ${to} 早于开始 ${from}`, en: `ends on ${to}, before it began on ${from}` },
        { zh: '核对开始和结束日期。', en: 'Compare both days with the record.' },
      );
  }

  for (const s of steps) {
    const from = timeIn(s, layout.steps.from);
    const to = timeIn(s, layout.steps.to);
    if (from && to && later(from, to))
      tell(
        s,
        layout.steps.to,
        'order',
        { zh: `环节结束早于开始 ${from}`, en: `ends before it began at ${from}` },
        { zh: '核对环节的开始和结束时间。', en: 'Compare both times with the record.' },
      );
    if (from && appliedAt && later(appliedAt, from))
      tell(
        s,
        layout.steps.from,
        'order',
        { zh: `环节早于申请时间 ${appliedAt}`, en: `begins before the application at ${appliedAt}` },
        { zh: '核对申请时间和环节时间。', en: 'Compare both times with the record.' },
      );
  }

  if (result && layout.result.normal.includes(textOf(result.values[layout.result.kind]) ?? '')) {
    const names = new Set(steps.map((s) => textOf(s.values[layout.steps.name])));
    for (const name of everyCase)
      if (!names.has(name))
        tell(
          result,
          layout.result.kind,
          'L4',
          { zh: `已办结，但没有“${name}”环节`, en: `closed, but there is no step “${name}”` },
          { zh: '补报缺少的环节。', en: 'Send the missing step.' },
        );
  }

  if (returned.length > correctionsAllowed)
    tell(
      returned[correctionsAllowed] as PlacedRow,
      layout.steps.action,
      'L5',
      {
        zh: `补正告知 ${returned.length} 次，应一次性告知`,
        en: `corrections were asked for ${returned.length} times; the law asks for one complete notice`,
      },
      {
        zh: '核对是否重复报送；确有多次的，由监察部门核实。',
        en: 'See whether rows were sent twice; if not, it is a matter of supervision.',
      },
    );
  return faults;
}

function timeIn(row: PlacedRow, field: string): string | undefined {
  const text = textOf(row.values[field]);
  return text !== undefined && (isTime(text) || isDay(text)) ? text : undefined;
}

/** A day alone is compared by its day. */
function later(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) > b.slice(0, length);
}
