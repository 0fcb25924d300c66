import type { CaseView } from '@miaopi/contracts';
import { compileItem, type ItemElements } from '@miaopi/items';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { takePayment } from '../../src/modules/payments/use-cases/take-payment.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'senior-card';
const applicant = { kind: 'person' as const, id: 'p-fee', name: '林秋实', number: '990101195512031032' };

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
  await c.w.t.db.pool.query(
    `insert into identity.person (id, name, id_number, birth_date, gender, verified_by) values ('p-fee', '林秋实', '990101195512031032', '1955-12-03', '男', 'test') on conflict do nothing`,
  );
});
afterAll(() => c?.close());
afterEach(() => charge(undefined));

/** The item charges for the time of a test. */
function charge(due: 'decision' | 'licence' | undefined, percent?: number): void {
  const item = c.w.item(slug);
  const fee: ItemElements['fee'] = due
    ? {
        charged: true,
        basis: { law: '收费办法', article: '第一条', content: '工本费' },
        payOnline: true,
        due,
        payDays: 10,
        lines: [
          {
            code: '103044',
            name: { zh: '工本费', en: 'Cost' },
            standard: { zh: '每证 10 元', en: '10 yuan each' },
            amount: 1000,
            reducible: percent !== undefined,
            ...(percent === undefined
              ? {}
              : {
                  reductions: [
                    {
                      name: { zh: '七十周岁以上', en: '70 and over' },
                      when: '老人周岁 >= 70',
                      percent,
                      basis: { law: '收费办法', article: '第二条', content: '减免' },
                    },
                  ],
                }),
          },
        ],
      }
    : { charged: false };
  Object.assign(item.package.item, { fee });
  Object.assign(item, { fee: compileItem(item.package).fee });
}

const goldenOf = (verdict: string) => {
  const found = c.w.item(slug).package.golden.find((g) => g.expect.verdict === verdict);
  if (!found) throw new Error(`no golden case ${verdict}`);
  return found;
};
const revoked = () => {
  const found = c.w.item(slug).package.golden.find((g) => g.expect.conditions?.身份有效 === 'unmet');
  if (!found) throw new Error('no golden case with another identity');
  return found;
};
const read = (caseId: string) => c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId } });

/** As the provider's message would. */
async function pay(bill: CaseView['bill']): Promise<void> {
  const orderNo = newId();
  const { kernel } = c.w.t;
  await c.w.t.db.pool.query(
    `insert into payments.attempt (id, bill_id, region, provider, way, amount, state, opened_at, expires_at)
     values ($1, $2, '990101000000', 'alipay', 'qr', $3, 'open', now(), now())`,
    [orderNo, bill?.id, bill?.total],
  );
  await kernel.command('test.pay', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
    takePayment(
      ctx,
      { id: 'alipay', name: { zh: '支付宝', en: 'Alipay' } },
      {
        orderNo,
        transaction: newId(),
        amount: bill?.total ?? 0,
        at: kernel.clock.now(),
      },
    ),
  );
}

describe('F202: a case with a fee', () => {
  it('due before the licence: is granted, says that it waits for money, owes from its acceptance on, and goes on by itself once paid', async () => {
    charge('licence');
    const filed = await c.file(slug, goldenOf('grant'), applicant);
    expect(filed.state).toBe('granted');
    expect(filed.waiting?.text.zh).toContain('等待缴费 ¥10.00');
    expect(filed.bill).toMatchObject({ total: 1000, settled: false });
    expect(filed.steps.find((s) => s.step === 'make')?.state).toBe('waiting');
    expect(filed.licence).toBeUndefined();
    await c.cases.chain.run(filed.id);
    expect((await read(filed.id)).state).toBe('granted');
    await pay(filed.bill);
    const event = await c.w.t.db.one<{ payload: { caseId: string } }>(
      sql`select payload from kernel.outbox where name = 'payments.paid' and payload->>'caseId' = ${filed.id}`,
    );
    await c.cases.module.subscribers?.['payments.paid']?.([event as never], undefined as never);
    const job = await c.w.t.db.one<{ n: number }>(
      sql`select count(*)::int as n from graphile_worker.jobs where key = ${`case:${filed.id}`}`,
    );
    expect(job.n).toBe(1);
    await c.cases.chain.run(filed.id);
    const closed = await read(filed.id);
    expect(closed.state).toBe('closed');
    expect(closed.licence).toBeDefined();
    expect(closed.waiting).toBeUndefined();
  });

  it('due before the decision: rests accepted, is decided by the machine once paid, over the same evidence, each step once', async () => {
    charge('decision');
    const filed = await c.file(slug, goldenOf('grant'), applicant);
    expect(filed.state).toBe('accepted');
    expect(filed.outcome).toBeUndefined();
    expect(filed.waiting?.text.zh).toContain('缴清后立即作出决定');
    await c.cases.chain.run(filed.id);
    expect((await read(filed.id)).state).toBe('accepted');
    await pay(filed.bill);
    await c.cases.chain.run(filed.id);
    const closed = await read(filed.id);
    expect([closed.state, closed.outcome, closed.automatic]).toEqual(['closed', 'granted', true]);
    expect(closed.actions.map((a) => a.kind)).toEqual(['submit', 'accept', 'grant', 'deliver', 'close']);
  });

  it('due before the decision and with an official: the grant is refused with the reason until it is paid', async () => {
    charge('decision');
    const filed = await c.file(slug, revoked(), applicant);
    expect(filed.state).toBe('review');
    const actor = c.official(slug);
    const params = { caseId: filed.id };
    await c.ask('cases.claimCase', { actor, params, body: { requestId: newId() } });
    const seen = await c.ask<CaseView>('cases.getWork', { actor, params });
    expect(seen.abilities.decide).toMatchObject({ allowed: false, reason: { zh: expect.stringContaining('缴费') } });
    const findings = seen.conditions
      .filter((k) => k.verdict !== 'met' && k.verdict !== 'not-applicable')
      .map((k) => ({ condition: k.id, met: true, why: '窗口核对原件，符合' }));
    const decide = () =>
      c.ask('cases.decideCase', {
        actor,
        params,
        query: { wait: 0 },
        body: { requestId: newId(), outcome: 'grant', reason: '核对属实', findings },
      });
    await expect(decide()).rejects.toMatchObject({ code: 'cases.unpaid' });
    await pay(filed.bill);
    await decide();
    expect(['granted', 'closed']).toContain((await read(filed.id)).state);
  });

  it('withdrawn while it waits: the bill is void, and money that arrives all the same goes back', async () => {
    charge('decision');
    const filed = await c.file(slug, goldenOf('grant'), applicant);
    await c.ask('cases.withdrawCase', {
      actor: actorOf(applicant),
      params: { caseId: filed.id },
      body: { requestId: newId(), reason: '不办了' },
    });
    expect(await read(filed.id)).toMatchObject({ state: 'closed', outcome: 'withdrawn', bill: { void: true } });
    await pay(filed.bill);
    const refund = await c.w.t.db.one<{ kind: string; amount: number }>(
      sql`select kind, amount from payments.refund where bill_id = ${filed.bill?.id}`,
    );
    expect(refund).toEqual({ kind: 'extra', amount: 1000 });
  });

  it('reduced by rule: the bill is smaller and says why; reduced to nothing, there is none and nothing waits', async () => {
    charge('licence', 50);
    const half = await c.file(slug, goldenOf('grant'), applicant);
    expect(half.bill?.total).toBe(500);
    charge('licence', 100);
    const free = await c.file(slug, goldenOf('grant'), applicant);
    expect(free).toMatchObject({ state: 'closed' });
    expect(free.bill).toBeUndefined();
  });
});
