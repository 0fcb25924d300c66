import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { findWholeCase } from '../../src/modules/cases/store/cases.ts';
import { createRules } from '../../src/modules/rules/index.ts';
import { shippedItems } from '../catalog/shipped-items.ts';
import { personHolder } from '../licences/world.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
let c: CaseWorld;
let view: CaseView;
beforeAll(async () => {
  c = await startCases([slug]);
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  view = await c.file(slug, golden, personHolder(1));
});
afterAll(() => c.close());

const write = (statement: ReturnType<typeof sql>) =>
  c.w.t.kernel.command('test.write', { actor: { kind: 'system', name: 'test' } }, ({ tx }) => tx.run(statement));

it('F104: what a case holds is read once while it stands, and read anew as soon as a register’s answer or a filing is added, by whichever process', async () => {
  const first = (await findWholeCase(c.w.t.db, view.id))!;
  expect(first.whole.evidence.length).toBeGreaterThan(0);
  const again = (await findWholeCase(c.w.t.db, view.id, first.holdings))!;
  expect(again.whole).toEqual(first.whole);
  expect(again.whole.file).toBe(first.whole.file);
  expect(again.whole.evidence).toBe(first.whole.evidence);

  const { name } = first.whole.evidence[0]!;
  await write(sql`insert into cases.evidence (case_id, name, region, request_id, status, data, params, source, at, milliseconds)
    select case_id, name, region, 'later', status, '{"later": true}', params, source, at + interval '1 minute', milliseconds
    from cases.evidence where case_id = ${view.id} and name = ${name}`);
  const answered = (await findWholeCase(c.w.t.db, view.id, again.holdings))!;
  expect(answered.whole.evidence.find((e) => e.name === name)?.data).toEqual({ later: true });
  expect(answered.whole.file).toBe(first.whole.file);

  await write(sql`insert into cases.file (case_id, filing, region, answers, provenance, applicant, agent, materials)
    select case_id, 2, region, '{"second": true}', provenance, applicant, agent, materials from cases.file where case_id = ${view.id}`);
  await write(sql`update cases.case set filing = 2 where id = ${view.id}`);
  const corrected = (await findWholeCase(c.w.t.db, view.id, answered.holdings))!;
  expect(corrected.whole.file.answers).toEqual({ second: true });
  expect(corrected.holdings.filing).toBe(2);
});

it('F088: a dossier is read once, and one that is added stands beside it at once', async () => {
  const [here, elsewhere] = [createRules(c.w.t.kernel), createRules(c.w.t.kernel)];
  const subject = `case:${view.id}`;
  const [machine] = await here.dossiersOf(subject);
  await c.w.t.kernel.command('test.keep', { actor: { kind: 'system', name: 'test' } }, async (ctx) => {
    elsewhere.keep(ctx, {
      subject,
      slug,
      itemVersion: 1,
      packageDigest: 'd',
      decidedBy: 'official',
      verdict: 'refuse',
      region: '440999',
      body: { said: 'official' },
    });
  });
  const both = await here.dossiersOf(subject);
  expect(both.map((d) => d.decidedBy)).toEqual(['machine', 'official']);
  expect(both[0]!.body).toBe(machine!.body);
  expect(both[1]!.body).toEqual({ said: 'official' });
  expect(await elsewhere.dossiersOf(subject)).toEqual(both);
});

// every end its golden cases have
describe('the page after filing', () => {
  let all: CaseWorld;
  beforeAll(async () => {
    all = await startCases(shippedItems);
  });
  afterAll(() => all.close());

  it.each(shippedItems)('F104: of %s it is what every process reads of the store', async (slug) => {
    for (const [n, golden] of all.w.item(slug).package.golden.entries()) {
      const firm = golden.applicant.类型 === '企业';
      const { 姓名, 名称, 身份号码, 统一社会信用代码 } = golden.applicant;
      const holder = {
        kind: firm ? ('firm' as const) : ('person' as const),
        id: `${slug}_${n}`,
        name: String(firm ? 名称 : 姓名),
        number: String(firm ? 统一社会信用代码 : 身份号码),
      };
      // a bill is somebody's
      if (!firm)
        await all.w.t.db.pool.query(
          `insert into identity.person (id, name, id_number, birth_date, gender, verified_by) values ($1, $2, $1, '1990-01-01', '女', 'test')`,
          [holder.id, holder.name],
        );
      const filing = all.filing(slug, golden, holder);
      const told = await all.ask<CaseView>('cases.submitApplication', filing);
      const read = await all.ask<CaseView>(
        'cases.getCase',
        { actor: filing.actor, params: { caseId: told.id } },
        all.elsewhere(),
      );
      expect(JSON.parse(JSON.stringify(told)), golden.name).toEqual(JSON.parse(JSON.stringify(read)));
    }
  });
});
