import { createHash } from 'node:crypto';
import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRequestId } from '../../../../tests/e2e/filing.ts';
import { caseTables } from '../../src/modules/standard/domain/case-tables.ts';
import { type RunningDistrict, startDistrict } from './district.ts';

let d: RunningDistrict;
let auditor: Client;
let head: Client;
let operator: Client;
const cases: c.CaseView[] = [];

beforeAll(async () => {
  d = await startDistrict();
  [auditor, head, operator] = await Promise.all([d.signIn('sj-shenji'), d.signIn('ga-fuze'), d.signIn('sj-yunwei')]);
  for (const slug of ['residence-registration', 'construction-qualification-change', 'senior-card'] as const)
    cases.push(await d.grant(slug));
  expect(cases.map((k) => k.state)).toEqual(['closed', 'closed', 'closed']);
}, 180_000);
afterAll(() => d?.stop());

const codeOf = async (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );
const file = async (client: Client, query: Record<string, string>) =>
  (await client.raw(c.exportStandardRows, { query: query as never })).arrayBuffer();

describe('the tables of the data standard', () => {
  it('F100 F101 F102 F103 F104 F105: the six definitions name exactly the columns of the six views, in their order', async () => {
    expect(caseTables.map((t) => t.fields.length)).toEqual([17, 8, 5, 9, 10, 9]);
    for (const table of caseTables) {
      const { fields } = await d.t.db.pool.query(`select * from standard."${table.name}" limit 0`);
      expect(fields.map((f) => f.name)).toEqual(table.fields.map((f) => f.name));
    }
  });

  it('F100 F103: rows of some cases are found by their numbers, not by reading all', async () => {
    const client = await d.t.db.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      for (const { name } of caseTables) {
        const { rows } = await client.query(`explain select * from standard."${name}" where "办件编号" = any('{a,b}')`);
        const plan = rows.map((r) => r['QUERY PLAN']).join('\n');
        expect(plan, name).toMatch(/Index Cond: \(exchange_number = ANY/);
        // not above a window, where all steps of all cases would have been gone through
        expect(plan, name).not.toMatch(/(Subquery Scan|WindowAgg)[^\n]*\n\s*Filter: [^\n]*exchange_number = ANY/);
      }
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('F179: an auditor sees cases of all offices, a head those of his own, the operator none', async () => {
    const rows = async (client: Client, more = {}) =>
      (await client.call(c.listStandardRows, { query: { table: '申请信息', ...more } })).rows.map((r) => r[0]);
    expect((await rows(auditor)).sort()).toEqual(cases.map((k) => k.exchangeNumber).sort());
    expect(await rows(head)).toEqual([cases[0]?.exchangeNumber]);
    // asking for another office does not widen what he sees
    expect(await rows(head, { office: String(cases[1]?.exchangeNumber).slice(0, 18) })).toEqual([
      cases[0]?.exchangeNumber,
    ]);
    expect(await codeOf(rows(operator))).toBe('kernel.not_permitted');
    const choices = await head.call(c.listStandardTables, {});
    expect(choices.offices).toHaveLength(1);
  });

  it('F100: pages go on where the one before ended, and periods, offices and items bound them', async () => {
    const first = await auditor.call(c.listStandardRows, { query: { table: '申请信息', limit: 2 } });
    const rest = await auditor.call(c.listStandardRows, {
      query: { table: '申请信息', limit: 2, after: String(first.next) },
    });
    expect([...first.rows, ...rest.rows].map((r) => r[0])).toEqual(cases.map((k) => k.exchangeNumber).reverse());
    expect(rest.next).toBeUndefined();
    const today = d.t.kernel.clock.today();
    const count = async (query: object) =>
      (await auditor.call(c.listStandardRows, { query: { table: '申请信息', ...query } })).cases;
    expect(await count({ from: today, to: today })).toBe(3);
    expect(await count({ to: '2020-01-01' })).toBe(0);
    expect(await count({ item: 'senior-card' })).toBe(1);
    expect(await codeOf(count({ from: today, to: '2020-01-01' }))).toBe('standard.period_wrong');
    expect(await codeOf(count({ from: '2026-02-30' }))).toBe('standard.period_wrong');
  });

  it('F100: CSV has the mark of UTF-8 and the names of the fields, JSON the same values, the workbook keeps long numbers as text', async () => {
    const csv = Buffer.from(await file(auditor, { table: '申请信息', format: 'csv' }));
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((r) => r.办件编号)).toEqual(cases.map((k) => k.exchangeNumber).reverse());
    const json = JSON.parse(Buffer.from(await file(auditor, { table: '申请信息', format: 'json' })).toString('utf8'));
    expect(json.rows.map((r: Record<string, string>) => r.申请人证件号码)).toEqual(rows.map((r) => r.申请人证件号码));
    const book = unzipSync(new Uint8Array(await file(auditor, { table: '申请材料', format: 'xlsx' })));
    const sheet = strFromU8(book['xl/worksheets/sheet1.xml'] as Uint8Array);
    const strings = strFromU8(book['xl/sharedStrings.xml'] ?? new Uint8Array());
    expect(sheet + strings).toContain(cases[0]?.exchangeNumber);
    expect(sheet + strings).toContain('收取方式');
    expect(sheet).not.toContain('<f>');
  });

  it('F176: each look and each file is in the audit, and the applicant reads who had his data', async () => {
    const { rows } = await d.t.db.pool.query(
      `select distinct action from audit.entry where action like 'standard.rows%' order by 1`,
    );
    expect(rows.map((r) => r.action)).toEqual(['standard.rows_exported', 'standard.rows_seen']);
    const looks = await d.t.db.pool.query(
      `select count(*)::int as n from audit.access where case_number = $1 and who->>'zh' like '洪明德%'`,
      [cases[0]?.number],
    );
    expect(looks.rows[0].n).toBeGreaterThan(0);
  });

  it('F100: a check of the cases finds no fault, and one of a mended file finds the one that was made', async () => {
    expect(await auditor.call(c.checkStandard, { query: {} })).toMatchObject({ cases: 3, faulty: 0, faults: [] });
    const csv = Buffer.from(await file(auditor, { table: '申请信息', format: 'csv' })).toString('utf8');
    const check = async (text: string) =>
      auditor.call(c.checkStandardFile, {
        params: { table: '申请信息' },
        file: { name: 'rows.csv', data: new Blob([text]) },
      });
    expect(await check(csv)).toMatchObject({ rows: 3, faulty: 0 });
    const broken = await check(csv.replace('政务服务门户', '门户'));
    expect(broken).toMatchObject({ faulty: 1, faults: [{ row: 1, field: '申请来源', rule: 'code' }] });
    expect(await codeOf(check('a\u0000b'))).toBe('standard.file_unusable');
  });
});

describe('systems that read cases as they change', () => {
  let reader: c.ReplyOf<typeof c.registerStandardReader>;
  const read = async (body: object) => {
    const reply = await fetch(`${d.url}/api/standard/v1/changes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ readerId: reader.reader.id, key: reader.key, ...body }),
    });
    return (await reply.json()) as c.ReplyOf<typeof c.readStandardChanges> & { code?: string };
  };
  /** Everything behind the cursor, as the guide says to read. */
  const readAll = async (cursor?: string) => {
    const numbers: string[] = [];
    for (let at = cursor; ; ) {
      const page = await read({ limit: 64, ...(at ? { cursor: at } : {}) });
      numbers.push(...page.cases.map((k) => k.number));
      at = page.cursor;
      if (!page.more) return { numbers, cursor: at };
    }
  };

  it('F219: the operator registers one with purpose and scope; its key is told once and kept only as a digest', async () => {
    reader = await operator.call(c.registerStandardReader, {
      body: {
        requestId: newRequestId(),
        name: '市政务数据平台',
        office: '云州市数据局',
        contact: '周工 0990-8600001',
        purpose: '全市办件数据汇聚',
        tables: ['申请信息', '办结信息'],
        offices: [],
        items: ['residence-registration', 'senior-card'],
      },
    });
    expect(reader.key).toMatch(/^msk_/);
    const { rows } = await d.t.db.pool.query('select key_digest from standard.reader');
    expect(rows[0].key_digest).toEqual(createHash('sha256').update(String(reader.key)).digest());
    expect(JSON.stringify(await operator.call(c.listStandardReaders, {}))).not.toContain(reader.key);
  });

  it('F100 F105: it reads what its scope holds, whole cases with the tables it may have', async () => {
    const page = await read({});
    expect(page.cases.map((k) => k.number).sort()).toEqual([cases[0]?.exchangeNumber, cases[2]?.exchangeNumber].sort());
    for (const one of page.cases) {
      expect(Object.keys(one.tables)).toEqual(['申请信息', '办结信息']);
      expect(one.tables.申请信息).toHaveLength(1);
      expect(one.tables.办结信息).toMatchObject([{ 办理结果: '准予许可' }]);
    }
    const looks = await d.t.db.pool.query(
      `select case_number, purpose->>'zh' as purpose from audit.access where who->>'zh' like '%市政务数据平台%'`,
    );
    expect(looks.rows).toContainEqual({ case_number: cases[0]?.number, purpose: '全市办件数据汇聚' });
  });

  it('F100: behind the cursor there is nothing until a case changes, then exactly that one', async () => {
    const { cursor } = await readAll();
    expect((await readAll(cursor)).numbers).toEqual([]);
    const next = await d.grant('residence-registration');
    const after = await readAll(cursor);
    expect(after.numbers).toEqual([next.exchangeNumber]);
    // an answer that was lost on the way is asked for again
    expect((await readAll(cursor)).numbers).toEqual([next.exchangeNumber]);
  });

  it('F100: a change that was written early and committed late is not missed', async () => {
    const late = await d.t.db.pool.connect();
    const touch = (client: { query(text: string, values: unknown[]): Promise<unknown> }, k: c.CaseView) =>
      client.query(
        `select kernel.record_command('test', 'test', null, null, now(), $1::jsonb, '[]', '[]', '[]', '{}')`,
        [JSON.stringify([{ id: newRequestId(), action: 'test.touched', subject: `case:${k.id}`, body: '{}' }])],
      );
    const start = (await readAll()).cursor;
    await late.query('begin');
    await touch(late, cases[0] as c.CaseView);
    // another case changes and is committed meanwhile, unless both stand in one chain
    const chains = await d.t.db.pool.query('select hashtext($1) & 63 as a, hashtext($2) & 63 as b', [
      `case:${cases[0]?.id}`,
      `case:${cases[2]?.id}`,
    ]);
    const other = chains.rows[0].a !== chains.rows[0].b;
    if (other) await touch(d.t.db.pool, cases[2] as c.CaseView);
    const between = await readAll(start);
    expect(between.numbers).toEqual(other ? [cases[2]?.exchangeNumber] : []);
    await late.query('commit');
    late.release();
    expect((await readAll(between.cursor)).numbers).toEqual([cases[0]?.exchangeNumber]);
  });

  it('F219: a wrong key, a made-up cursor and a revoked key are refused; a new key reads again', async () => {
    expect((await read({ key: 'msk_wrong' })).code).toBe('standard.reader_refused');
    expect((await read({ readerId: 'nobody' })).code).toBe('standard.reader_refused');
    expect((await read({ cursor: '1.2.3' })).code).toBe('standard.cursor_unknown');
    const change = (body: object) =>
      operator.call(c.changeStandardReader, {
        params: { readerId: reader.reader.id },
        body: { requestId: newRequestId(), ...body } as never,
      });
    expect(await codeOf(change({ change: 'revoke' }))).toBe('standard.reason_needed');
    await change({ change: 'revoke', reason: '项目结束' });
    expect((await read({})).code).toBe('standard.reader_refused');
    const former = reader.key;
    reader = await change({ change: 'new-key' });
    expect((await read({})).cases.length).toBeGreaterThan(0);
    expect((await read({ key: former })).code).toBe('standard.reader_refused');
    await expect(head.call(c.listStandardReaders, {})).rejects.toThrow();
  });
});
