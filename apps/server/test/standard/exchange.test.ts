import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { makeCitizenId } from '@miaopi/identifiers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { urlOf } from '../../../../tests/contract/world.ts';
import { checkTables, nationalLayout } from '../../src/modules/standard/domain/check-tables.ts';
import { exchangeFields, nationalTables, proTables } from '../../src/modules/standard/domain/national-tables.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { type RunningDistrict, startDistrict } from './district.ts';

let other: TestDatabase;
let d: RunningDistrict;
let front: pg.Client;
let auditor: Client;
const cases: c.CaseView[] = [];

type Row = Record<string, string | null>;
const rows = async (text: string, values: unknown[] = []): Promise<Row[]> => (await front.query(text, values)).rows;
const ofTable = (table: string, number: string) =>
  rows(`select * from front.${table} where project_no = $1 order by row_guid`, [number]);

/** One run of the job, as the schedule starts it each minute. */
async function exchange(): Promise<void> {
  await d.t.db.pool.query(`select graphile_worker.add_job('standard.exchange', job_key := 'test')`);
  const waiting = async () =>
    expect((await d.t.db.pool.query(`select 1 from graphile_worker.jobs where key = 'test'`)).rowCount).toBe(0);
  await vi.waitFor(waiting, { timeout: 60_000, interval: 100 });
}

beforeAll(async () => {
  // the exchange schema is in a PostgreSQL of its own, as a town's 前置机 has it
  other = await startTestDatabase();
  front = new pg.Client({ connectionString: urlOf(other) });
  await front.connect();
  d = await startDistrict({ front: { url: urlOf(other), source: 'yunxi' } });
  auditor = await d.signIn('sj-shenji');
  for (const slug of ['residence-registration', 'construction-qualification-change'] as const)
    cases.push(await d.grant(slug));
  await exchange();
}, 180_000);
afterAll(async () => {
  await front?.end();
  await d?.stop();
  await other?.close();
});

describe('the national rows', () => {
  it('F227: every table of the exchange is there with its columns and those of the exchange', async () => {
    for (const table of nationalTables) {
      const { fields } = await front.query(`select * from front.${table.name} limit 0`);
      const names = fields.map((f) => f.name);
      for (const f of [...table.fields, ...exchangeFields]) expect(names, table.name).toContain(f.name);
      expect(names).toContain('error_remark');
    }
  });

  it('F227: a case is written with its acceptance, materials, steps and result, the licence and the item beside it', async () => {
    const number = String(cases[0]?.exchangeNumber);
    const [accept] = await ofTable('up_pro_accept', number);
    expect(accept).toMatchObject({
      catalog_code: '001009035000',
      task_code: '11990101009901016T4001009035000',
      task_handle_item: '11990101009901016T400100903500001',
      applyer_type: '1',
      applyer_page_type: '111',
      apply_type: '1',
      project_type: '2',
      org_code: '11990101009901016T',
      cd_operation: 'I',
      data_source: 'yunxi',
      error_remark: null,
    });
    expect((await ofTable('up_pro_process', number)).map((r) => r.process_name)).toEqual(
      expect.arrayContaining(['受理', '办结']),
    );
    expect(await ofTable('up_pro_result', number)).toMatchObject([
      { result_type: '1', result_cetr_no: cases[0]?.licence?.number, is_delivery_results: '1' },
    ]);
    const licence = await rows('select * from front.up_lic_data where certificate_source_id = $1', [
      cases[0]?.licence?.identifier,
    ]);
    expect(licence).toMatchObject([{ certificate_number: cases[0]?.licence?.number, certificate_holder_type: '111' }]);
    const items = await rows(`select task_code from front.up_task_general_basic where cd_operation = 'I'`);
    expect(items.length).toBeGreaterThan(5);
  });

  it('F227: every row of the whole district fits its definition and the order of times: no fault', async () => {
    for (const table of nationalTables) {
      const found = await rows(`select ${table.fields.map((f) => f.name).join(', ')} from front.${table.name}`);
      if (!proTables.some((t) => t.name === table.name))
        expect(checkTables(nationalLayout, [{ table, rows: found }]), table.name).toEqual([]);
    }
    const pro: { table: (typeof proTables)[number]; rows: Row[] }[] = [];
    for (const table of proTables)
      pro.push({
        table,
        rows: await rows(`select ${table.fields.map((f) => f.name).join(', ')} from front.${table.name}`),
      });
    expect(pro.map((p) => p.rows.length > 0)).toEqual([true, true, true, false, true]);
    expect(checkTables(nationalLayout, pro)).toEqual([]);
  });

  it('F227: a run whose end was lost is done again and writes no row twice and none anew', async () => {
    const all = async () => {
      const found: Row[] = [];
      for (const t of nationalTables)
        found.push(...(await rows(`select row_guid, cd_operation, cd_time from front.${t.name} order by 1`)));
      return found;
    };
    const before = await all();
    // what a kill between the writing there and the commit here leaves
    await d.t.db.pool.query(
      `update standard.feed set positions = (select array_agg(0::bigint) from generate_series(1, 64))`,
    );
    await exchange();
    expect(await all()).toEqual(before);
  });

  it('F227: what changed is U, what is gone is D, and a licence that ended is D', async () => {
    const number = String(cases[1]?.exchangeNumber);
    await front.query(`update front.up_pro_accept set contact_mobile = '13000000000' where project_no = $1`, [number]);
    await front.query(
      `insert into front.up_pro_material (row_guid, project_no, material_name, get_type, get_num, cd_operation, data_source)
       values ('gone', $1, '多出来的', '1', '1', 'I', 'yunxi')`,
      [number],
    );
    await d.t.db.pool.query(`update licences.licence set state = 'cancelled' where id = $1`, [cases[1]?.licence?.id]);
    await d.t.db.pool.query(
      `select kernel.record_command('test', 'test', null, null, now(), $1::jsonb, '[]', '[]', '[]', '{}')`,
      [
        JSON.stringify([
          { id: crypto.randomUUID(), action: 'test.touched', subject: `case:${cases[1]?.id}`, body: '{}' },
        ]),
      ],
    );
    await exchange();
    expect((await ofTable('up_pro_accept', number)).map((r) => r.cd_operation)).toEqual(['U']);
    expect(await rows(`select cd_operation from front.up_pro_material where row_guid = 'gone'`)).toEqual([
      { cd_operation: 'D' },
    ]);
    expect(
      await rows('select cd_operation from front.up_lic_data where certificate_source_id = $1', [
        cases[1]?.licence?.identifier,
      ]),
    ).toEqual([{ cd_operation: 'D' }]);
  });
});

describe('cases of another system', () => {
  const citizen = makeCitizenId({ region: '990101', birthDate: '1985-05-05', sequence: 123 });
  const number = 'V2026112800000001';
  const put = (table: string, guid: string, values: Record<string, string>) => {
    const names = ['row_guid', 'project_no', ...Object.keys(values), 'cd_operation', 'data_source'];
    return front.query(
      `insert into front.${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      [guid, number, ...Object.values(values), 'I', 'vertical-hukou'],
    );
  };
  const ask = (code: string) => auditor.call(c.queryReceivedCase, { body: { number, code } });

  it('F169 F227: a good one is taken in and answers the query by number and the end of the certificate number', async () => {
    await put('up_pro_accept', 'v-1', {
      catalog_code: '000709001000',
      task_code: '11990000000000001X4000709001000',
      task_handle_item: '11990000000000001X400070900100001',
      task_name: '户口迁移',
      project_name: '户口迁移申请',
      applyer_name: '陈立',
      applyer_type: '1',
      applyer_page_type: '111',
      applyer_page_code: citizen,
      apply_date: '2026-11-20 09:00:00',
      apply_type: '2',
      accept_date: '2026-11-20 10:00:00',
      org_code: '11990000000000001X',
      org_name: '省公安厅',
      project_type: '2',
    });
    await put('up_pro_process', 'v-2', {
      process_name: '受理',
      event_name: '通过',
      event_start_time: '2026-11-20 09:30:00',
      event_end_time: '2026-11-20 10:00:00',
      handle_user_name: '王警官',
    });
    await exchange();
    expect(await ask(citizen.slice(-6))).toMatchObject({
      number,
      source: 'vertical-hukou',
      itemName: '户口迁移',
      office: '省公安厅',
      applicant: expect.stringContaining('*'),
      acceptedAt: '2026-11-20 10:00:00',
      steps: [{ name: '受理', action: '通过' }],
    });
    await expect(ask('000000')).rejects.toThrow('standard.received_missing');
    expect(
      await rows(`select read_at is not null as read, error_remark from front.up_pro_accept where row_guid = 'v-1'`),
    ).toEqual([{ read: true, error_remark: null }]);
  });

  it('F227: a faulty change gets its remark in the schema and stands on the list; what was good before is still shown', async () => {
    await put('up_pro_result', 'v-3', { result_date: '2026-11-19 09:00:00', result_type: '9' });
    await exchange();
    const [remark] = await rows(`select error_remark from front.up_pro_result where row_guid = 'v-3'`);
    expect(remark?.error_remark).toContain('result_type');
    const [first] = await rows(`select error_remark from front.up_pro_accept where row_guid = 'v-1'`);
    expect(first?.error_remark).toContain('L1');
    const state = await auditor.call(c.getStandardExchange, {});
    expect(state).toMatchObject({ source: 'yunxi', received: 1, faulty: 1 });
    expect(state.faultyCases[0]?.faults.map((f) => f.rule).sort()).toEqual(['L1', 'code']);
    expect(await ask(citizen.slice(-6))).not.toHaveProperty('result');
  });

  it('F227: mended by its owner it is read again, and its result is shown; taken away it is gone', async () => {
    await front.query(
      `update front.up_pro_result set result_type = '1', result_date = '2026-11-23 09:00:00', cd_operation = 'U' where row_guid = 'v-3'`,
    );
    await put('up_pro_process', 'v-4', {
      process_name: '办结',
      event_name: '通过',
      event_start_time: '2026-11-23 08:00:00',
      event_end_time: '2026-11-23 09:00:00',
      handle_user_name: '王警官',
    });
    await exchange();
    expect(await rows(`select error_remark from front.up_pro_accept where row_guid = 'v-1'`)).toEqual([
      { error_remark: null },
    ]);
    expect(await ask(citizen.slice(-6))).toMatchObject({ result: { kind: { zh: '准予许可' } } });
    expect(await auditor.call(c.getStandardExchange, {})).toMatchObject({ received: 1, faulty: 0, faultyCases: [] });
    for (const { name } of proTables)
      await front.query(`update front.${name} set cd_operation = 'D' where project_no = $1`, [number]);
    await exchange();
    await expect(ask(citizen.slice(-6))).rejects.toThrow('standard.received_missing');
  });

  it('F227: while the exchange schema is away, cases go on, the state says so, and afterwards all is written', async () => {
    await front.query('alter schema front rename to away');
    await front.query('create schema front');
    await front.query('create view front.up_task_general_basic as select 1 as nothing');
    await front.query('create view front.up_pro_accept as select 1 as nothing');
    const next = await d.grant('senior-card');
    await exchange();
    expect((await auditor.call(c.getStandardExchange, {})).error).toBeTruthy();
    await front.query('drop schema front cascade');
    await front.query('alter schema away rename to front');
    await exchange();
    expect((await auditor.call(c.getStandardExchange, {})).error).toBeUndefined();
    expect(await ofTable('up_pro_accept', next.exchangeNumber)).toHaveLength(1);
  });
});
