import { makeCitizenId } from '@miaopi/identifiers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseTableName, caseTable, caseTables } from '../../src/modules/standard/domain/case-tables.ts';
import { caseLayout, checkTables } from '../../src/modules/standard/domain/check-tables.ts';
import { csvHead, csvLine, readCsv } from '../../src/modules/standard/domain/csv.ts';
import { readCursor, writeCursor } from '../../src/modules/standard/domain/cursor.ts';
import type { Fault } from '../../src/modules/standard/domain/fault.ts';
import type { StandardRow } from '../../src/modules/standard/domain/field.ts';

type Rows = Record<CaseTableName, StandardRow[]>;
const citizen = makeCitizenId({ region: '990101', birthDate: '1990-03-07', sequence: 101 });
const number = 'X20261101000000000000000000000000000000001';

/** A case as it should be, with a correction, a special procedure and a result. */
function goodCase(): Rows {
  const step = (name: string, action: string, from: string, to: string) => ({
    办件编号: number,
    业务动作: action,
    办理环节名称: name,
    审批人姓名: '赵审批',
    环节开始时间: from,
    环节结束时间: to,
  });
  return {
    申请信息: [
      {
        办件编号: number,
        事项编码: '11990101009901016T400100903500001',
        事项名称: '居住登记',
        办件类型: '承诺件',
        申请人名称: '陈静',
        申请人证件类型: '身份证',
        申请人证件号码: citizen,
        '联系人/代理人姓名': '陈静',
        '联系人/代理人证件类型': '其他',
        '联系人/代理人证件号码': 'A1',
        申请来源: '政务服务门户',
        申请时间: '2026-11-02 09:00:00',
      },
    ],
    申请材料: [
      {
        办件编号: number,
        材料名称: '租赁合同',
        是否已收取: '1',
        收取方式: '附件上传',
        收取数量: 2,
        收取时间: '2026-11-02 09:00:00',
      },
    ],
    受理信息: [
      { 办件编号: number, 政务服务人员所在部门: '云溪公安', 政务服务人员: '丁俊杰', 受理时间: '2026-11-04 10:00:00' },
    ],
    办理环节: [
      step('补正', '退回', '2026-11-02 11:00:00', '2026-11-03 09:00:00'),
      step('受理', '通过', '2026-11-04 09:00:00', '2026-11-04 10:00:00'),
      step('办结', '通过', '2026-11-09 09:00:00', '2026-11-09 10:00:00'),
    ],
    特别程序: [
      {
        办件编号: number,
        特别程序种类: 'B',
        特别程序种类名称: '实地核查',
        特别程序开始日期: '2026-11-05',
        特别程序启动理由或依据: '核实住址',
        申请人: '赵审批',
        特别程序结束日期: '2026-11-06',
      },
    ],
    办结信息: [{ 办件编号: number, 办理人员姓名: '赵审批', 办结日期: '2026-11-09 10:00:00', 办理结果: '准予许可' }],
  };
}

const check = (rows: Rows): Fault[] =>
  checkTables(
    caseLayout,
    caseTables.map((table) => ({ table, rows: rows[table.name] })),
  );

/** The case with one value set otherwise. */
function changed(table: CaseTableName, field: string, value: string | number | null, row = 0): Rows {
  const rows = goodCase();
  rows[table] = rows[table].map((r, i) => (i === row ? { ...r, [field]: value } : r));
  return rows;
}

const rulesOf = (rows: Rows) => check(rows).map((f) => `${f.table} ${f.row} ${f.field} ${f.rule}`);
const anyTable = fc.constantFrom(...caseTables.map((t) => t.name));
const anyField = anyTable.chain((name) =>
  fc.constantFrom(...caseTable(name).fields.map((field) => ({ table: name, field }))),
);

describe('the checker of the data standard', () => {
  it('F100: finds nothing in a case as it should be', () => {
    expect(check(goodCase())).toEqual([]);
  });

  it('F100 F101 F102 F103 F104 F105: a needed field that is emptied is named, with its row and what to do', () => {
    fc.assert(
      fc.property(anyField, fc.constantFrom('', null, '  '), ({ table, field }, empty) => {
        const faults = check(changed(table, field.name, empty)).filter(
          (f) => f.table === table && f.field === field.name,
        );
        expect(faults.some((f) => f.rule === 'needed')).toBe(field.required);
        for (const f of faults) expect(f).toMatchObject({ row: 1, remedy: { zh: expect.any(String) } });
      }),
    );
  });

  it('F100: a text longer than its field is named, at the bound it is not', () => {
    const bounded = anyField.filter(
      ({ field }) => field.type === 'text' && field.max > 0 && !field.codes && !field.numberOf,
    );
    fc.assert(
      fc.property(bounded, fc.integer({ min: 1, max: 50 }), ({ table, field }, more) => {
        if (field.name === '办件编号' || field.name === '办理环节名称') return;
        const at = (length: number) => check(changed(table, field.name, '长'.repeat(length))).map((f) => f.rule);
        expect(at(field.max)).toEqual([]);
        expect(at(field.max + more)).toEqual(['length']);
      }),
    );
  });

  it('F100: a value outside the code values is named', () => {
    const coded = anyField.filter(({ field }) => field.codes !== undefined);
    fc.assert(
      fc.property(coded, fc.string({ minLength: 1, maxLength: 10 }), ({ table, field }, text) => {
        fc.pre(text.trim() !== '' && !field.codes?.includes(text));
        const found = check(changed(table, field.name, text)).filter(
          (f) => f.field === field.name && f.table === table,
        );
        expect(found.map((f) => f.rule).some((r) => r === 'code' || r === 'length' || r === 'type')).toBe(true);
      }),
    );
  });

  it('F100: times must exist and be written as the standard writes them', () => {
    const timed = anyField.filter(({ field }) => field.type === 'time' || field.type === 'day');
    const wrong = fc.constantFrom(
      '2026-02-30',
      '2026-13-01 00:00:00',
      '2026/11/02',
      '2026-11-02T09:00:00',
      '0',
      '2026-11-02 24:00:00',
    );
    fc.assert(
      fc.property(timed, wrong, ({ table, field }, text) => {
        expect(check(changed(table, field.name, text)).map((f) => f.rule)).toContain('type');
      }),
    );
  });

  it('F100: a count that is no number, an identity number with a wrong check character and a field nobody knows are named', () => {
    expect(rulesOf(changed('申请材料', '收取数量', '两份'))).toEqual(['申请材料 1 收取数量 type']);
    expect(
      rulesOf(changed('申请信息', '申请人证件号码', `${citizen.slice(0, 17)}${citizen.endsWith('1') ? '2' : '1'}`)),
    ).toEqual(['申请信息 1 申请人证件号码 number']);
    expect(rulesOf(changed('申请信息', '颜色', '红'))).toEqual(['申请信息 1 颜色 unknown-field']);
  });

  it('F160: each of L1 to L6 is found where it is broken, and only it', () => {
    expect(rulesOf(changed('办结信息', '办结日期', '2026-11-04 09:59:59'))).toEqual(['受理信息 1 受理时间 L1']);
    expect(rulesOf(changed('受理信息', '受理时间', '2026-11-02 10:59:59'))).toEqual(['受理信息 1 受理时间 L2']);
    expect(rulesOf(changed('特别程序', '特别程序结束日期', '2026-11-04'))).toEqual(['特别程序 1 特别程序结束日期 L3']);
    expect(rulesOf(changed('办理环节', '办理环节名称', '初审', 1))).toEqual(['办结信息 1 办理结果 L4']);
    expect(rulesOf(changed('办理环节', '业务动作', '退回', 1))).toEqual(['办理环节 2 业务动作 L5']);
    expect(rulesOf({ ...goodCase(), 申请信息: [] })).toEqual(['申请材料 1 办件编号 L6']);
    expect(rulesOf(changed('办理环节', '环节结束时间', '2026-11-08 09:00:00', 2))).toEqual([
      '办理环节 3 环节结束时间 order',
    ]);
  });

  it('F160: what is sent back from one step of the office to another is no correction', () => {
    const rows = goodCase();
    const [, accept, close] = rows.办理环节;
    const back = { ...accept, 办理环节名称: '复审', 业务动作: '退回' };
    rows.办理环节 = [
      ...rows.办理环节.slice(0, 2),
      { ...back, 环节开始时间: '2026-11-05 09:00:00', 环节结束时间: '2026-11-05 10:00:00' },
      { ...back, 环节开始时间: '2026-11-06 09:00:00', 环节结束时间: '2026-11-06 10:00:00' },
      close as StandardRow,
    ];
    expect(check(rows)).toEqual([]);
  });

  it('F104: whatever two days a special procedure has, L3 is told exactly when it ends before it begins', () => {
    const day = fc
      .date({ min: new Date('2026-11-02'), max: new Date('2026-12-30'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (from, to) => {
        const rows = changed('特别程序', '特别程序开始日期', from);
        rows.特别程序 = rows.特别程序.map((r) => ({ ...r, 特别程序结束日期: to }));
        expect(check(rows).some((f) => f.rule === 'L3')).toBe(to < from);
      }),
    );
  });
});

describe('CSV of the data standard', () => {
  const table = caseTable('申请信息');
  const text = fc.string({
    maxLength: 30,
    unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r\n', ' ', '中', 'a', "'", '\t'),
  });

  it('F100: what was written is read back, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ 办件编号: fc.constant(number), 申请人名称: text, 通信地址: text }), {
          minLength: 1,
          maxLength: 5,
        }),
        (rows) => {
          const written = csvHead(table) + rows.map((r) => csvLine(table, r)).join('');
          const back = readCsv(Buffer.from(written));
          expect(back.map((r) => [r.申请人名称, r.通信地址])).toEqual(rows.map((r) => [r.申请人名称, r.通信地址]));
          const cells = (parse(written, { bom: true }) as string[][]).flat();
          expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        },
      ),
    );
  });

  it('F100: files in GBK are read', () => {
    const gbk = Buffer.from([0xb0, 0xec, 0xbc, 0xfe, 0xb1, 0xe0, 0xba, 0xc5, 0x0a, 0x31, 0x0a]);
    expect(readCsv(gbk)).toEqual([{ 办件编号: '1' }]);
  });
});

describe('the cursor', () => {
  it('F100: reads back what it wrote and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 40), { minLength: 64, maxLength: 64 }), (positions) => {
        expect(readCursor(writeCursor(positions))).toEqual(positions);
      }),
    );
    for (const text of ['', '1', '2.0', '1.-1', `1.${'0.'.repeat(63)}ÿ`, `1.${'0.'.repeat(64)}0`])
      expect(readCursor(text)).toBeUndefined();
  });
});
