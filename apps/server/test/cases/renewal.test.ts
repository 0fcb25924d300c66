import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'food-business';
let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c?.close());

const golden = (name: string) => c.w.item(slug).package.golden.find((g) => g.name === name)!;
const firm = (uscc: string) =>
  ({ kind: 'firm', id: `firm_${uscc}`, name: '云州云味轩餐饮管理有限公司', number: uscc }) as const;
const see = (id: string, who: ReturnType<typeof firm>) =>
  c.ask<CaseView>('cases.getCase', { actor: actorOf(who), params: { caseId: id } });
const licencesOf = (uscc: string) =>
  c.w.t.db.rows<{ number: string; state: string; version: number; valid_to: string }>(
    sql`select number, state, version, valid_to from licences.licence where holder_number = ${uscc} order by version`,
  );

/** A firm with a licence that ends on this day. */
async function holder(uscc: string, end: string) {
  const plain = golden('奶茶店只做简单制售，条件满足，系统准予');
  const own = (g: typeof plain) => ({
    ...g,
    applicant: { ...g.applicant, 统一社会信用代码: uscc },
    answers: { ...g.answers, 统一社会信用代码: uscc },
  });
  c.at('2026-11-22');
  const first = await c.file(slug, own(plain), firm(uscc));
  expect(first).toMatchObject({ state: 'closed', outcome: 'granted' });
  await c.w.t.db.pool.query('update licences.licence set valid_to = $2 where id = $1', [first.licenceId, end]);
  const renewal = own(golden('延续，按时申请，须现场核查，转人工'));
  return { first, renew: () => c.file(slug, renewal, firm(uscc)) };
}

describe('X12 行政许可法第五十条: a renewal that nobody decided while the licence was valid', () => {
  it('is accepted with the day told, and counts as granted on the day after it, in a special procedure too: same number, next version, the former replaced, a paper that says why', async () => {
    const uscc = '9199010000990601XF';
    const who = firm(uscc);
    const { renew } = await holder(uscc, '2026-12-31');
    const asked = await renew();
    expect(asked.state).toBe('review');
    expect(asked.clock.silence?.zh).toContain('2026年12月31日');
    const official = c.official(slug);
    const act = (name: string, body: object = {}) =>
      c.ask<CaseView>(`cases.${name}`, {
        actor: official,
        params: { caseId: asked.id },
        body: { requestId: newId(), ...body },
      });
    await act('claimCase');
    await act('startProcedure', { code: '1', days: 40, reason: '到现场核查设备布局和操作流程' });
    c.at('2026-12-31');
    await c.run('cases.renew_silent', { caseId: asked.id });
    expect((await see(asked.id, who)).state).toBe('procedure');

    c.at('2027-01-01');
    await c.run('cases.renew_silent', { caseId: asked.id });
    await c.run('cases.renew_silent', { caseId: asked.id });
    await c.run('cases.continue', { caseId: asked.id });
    const renewed = await see(asked.id, who);
    expect(renewed).toMatchObject({ state: 'closed', outcome: 'granted', automatic: false });
    expect(renewed.clock.silence).toBeUndefined();
    expect(renewed.procedures.every((p) => p.endedOn)).toBe(true);
    expect(renewed.actions.filter((a) => String(a.kind) === 'grant').map((a) => a.opinion)).toEqual([
      expect.stringContaining('视为准予延续'),
    ]);
    expect(renewed.documents.map((d) => d.kind)).toContain('grant');
    const paper = await c.w.t.db.one<{ number: string; content: { silentSince: string } }>(
      sql`select number, content from cases.document where case_id = ${asked.id} and kind = 'grant'`,
    );
    expect(paper.content.silentSince).toBe('2026-12-31');
    const [former, next, ...more] = await licencesOf(uscc);
    expect(more).toEqual([]);
    expect(next).toMatchObject({ number: former!.number, version: former!.version + 1, state: 'valid' });
    expect(former!.state).not.toBe('valid');
    const open = await c.w.t.db.rows(sql`select from cases.task where case_id = ${asked.id} and state = 'open'`);
    expect(open).toEqual([]);
  });

  it('a job waits for that day; one decided before is left as it is', async () => {
    const uscc = '91990100MA0RENW04L';
    const who = firm(uscc);
    const { renew } = await holder(uscc, '2026-12-30');
    const asked = await renew();
    const [job] = await c.w.t.db.rows<{ run_at: Date }>(
      sql`select run_at from kernel.later where key = ${`renewal:${asked.id}`}`,
    );
    expect(job?.run_at.toISOString()).toBe('2026-12-30T16:01:00.000Z');
    await c.ask('cases.withdrawCase', {
      actor: actorOf(who),
      params: { caseId: asked.id },
      body: { requestId: newId(), reason: '暂不延续' },
    });
    c.at('2027-01-02');
    await c.run('cases.renew_silent', { caseId: asked.id });
    expect(await see(asked.id, who)).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
  });

  it('one asked for too late is told so by its condition, and silence grants nothing', async () => {
    const uscc = '91990100MA0RENW20A';
    const who = firm(uscc);
    const { renew } = await holder(uscc, '2026-12-04');
    const asked = await renew();
    expect(asked.clock.silence).toBeUndefined();
    expect(asked.conditions.find((k) => k.text.zh.includes('15 个工作日'))?.verdict).toBe('unmet');
    c.at('2026-12-10');
    await c.run('cases.renew_silent', { caseId: asked.id });
    expect((await see(asked.id, who)).state).toBe('review');
  });
});
