import { type CaseLayout, checkCase, type PlacedRow } from './check-case.ts';
import { checkRow, textOf } from './check-row.ts';
import type { Fault } from './fault.ts';
import type { StandardRow, StandardTable } from './field.ts';

/** 申请, 受理, 环节, 特别程序, 办结 in the six tables. */
export const caseLayout: CaseLayout = {
  number: '办件编号',
  applied: { table: '申请信息', time: '申请时间' },
  accepted: { table: '受理信息', time: '受理时间' },
  steps: {
    table: '办理环节',
    name: '办理环节名称',
    action: '业务动作',
    returned: ['退回'],
    from: '环节开始时间',
    to: '环节结束时间',
  },
  procedures: { table: '特别程序', from: '特别程序开始日期', to: '特别程序结束日期' },
  result: { table: '办结信息', time: '办结日期', kind: '办理结果', normal: ['准予许可'] },
};

/** The same in up_pro_*; applied for and accepted stand in one row. */
export const nationalLayout: CaseLayout = {
  number: 'project_no',
  applied: { table: 'up_pro_accept', time: 'apply_date' },
  accepted: { table: 'up_pro_accept', time: 'accept_date' },
  steps: {
    table: 'up_pro_process',
    name: 'process_name',
    action: 'event_name',
    returned: ['退回'],
    from: 'event_start_time',
    to: 'event_end_time',
  },
  procedures: { table: 'up_pro_special_procedure', from: 'special_time', to: 'end_time' },
  result: { table: 'up_pro_result', time: 'result_date', kind: 'result_type', normal: ['1'] },
};

export interface TableRows {
  readonly table: StandardTable;
  readonly rows: readonly StandardRow[];
}

/**
 * Every fault of these rows: each against its table, and, when the rows of the application are among them, each case against the logic rules.
 * @param layout which of the tables is which
 */
export function checkTables(layout: CaseLayout, given: readonly TableRows[]): Fault[] {
  const faults: Fault[] = [];
  const cases = new Map<string, PlacedRow[]>();
  for (const { table, rows } of given)
    rows.forEach((values, i) => {
      const number = textOf(values[layout.number]) ?? '';
      faults.push(...checkRow(table, values, { row: i + 1, case: number }));
      if (number === '') return;
      const placed = cases.get(number) ?? [];
      placed.push({ table: table.name, row: i + 1, values });
      cases.set(number, placed);
    });
  if (given.some(({ table }) => table.name === layout.applied.table))
    for (const [number, rows] of cases) faults.push(...checkCase(layout, number, rows));
  return faults;
}
