import { sm3Hex } from '@miaopi/gm';
import type { OutsideRecord } from '@miaopi/scenarios';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { type DepartmentWorld, outsideKeys, startDepartmentWorld, strangerKeys } from './department-world.ts';

const plan = Buffer.from('%PDF-1.7 the plan of the shelter');
const clock = fixedClock('2026-11-24T02:00:00Z');
/** By subject: whether somebody still waits for it. */
const tasks = new Map<string, { open: boolean; dueOn: string | null }>();

let t: TestDatabase;
let d: DepartmentWorld;
beforeAll(async () => {
  t = await startTestDatabase(clock);
  d = await startDepartmentWorld(t.kernel, {
    wanted: async (subject) => tasks.get(subject) ?? { open: false, dueOn: null },
    readFile: async (fileId) => (fileId === 'file_plan' ? plan : undefined),
  });
});
afterAll(async () => {
  await d?.close();
  await t?.close();
});
beforeEach(() => {
  clock.set('2026-11-24T02:00:00Z');
  d.department.set({ mode: 'ok', auto: 'off', push: false });
});

async function ask(): Promise<string> {
  const subject = newId('task');
  tasks.set(subject, { open: true, dueOn: '2026-11-27' });
  await t.kernel.command('test.consult', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
    d.exchange.consultations.consult(ctx, {
      subject,
      department: '11990100009900072Y',
      caseRef: '2611249901000012',
      region: '990100000000',
      person: { kind: 'firm', id: 'firm_1' },
      request: { 事项: { 名称: '建筑工程施工许可' }, 可选意见: ['同意', '不同意'] },
      files: [
        {
          fileId: 'file_plan',
          name: '人防平面图',
          fileName: '人防.pdf',
          mediaType: 'application/pdf',
          bytes: plan.length,
          sm3: sm3Hex(plan),
        },
      ],
      says: ['agree', 'disagree'],
      dueOn: '2026-11-27',
    }),
  );
  return subject;
}
const view = async (subject: string) => (await d.exchange.consultations.ofSubjects([subject]))[0]!;
const told = async (id: string) =>
  (
    await t.db.rows<{ what: string }>(
      sql`select payload->>'what' as what from kernel.outbox where name = 'exchange.department_trouble' and payload->>'consultationId' = ${id} order by id`,
    )
  ).map((r) => r.what);
const answered = async (id: string) =>
  (
    await t.db.one<{ n: number }>(
      sql`select count(*)::int as n from kernel.outbox where name = 'exchange.department_answered' and payload->>'consultationId' = ${id}`,
    )
  ).n;
const messages = async (id: string) =>
  (
    await t.db.rows<{ outcome: string }>(
      sql`select way || ' ' || outcome as outcome from exchange.consultation_message where consultation_id = ${id} order by at, id`,
    )
  ).map((r) => r.outcome);
const said = (id: string, 意见 = '同意', 理由 = '防护面积符合要求'): OutsideRecord => ({
  业务编号: id,
  办件编号: '2611249901000012',
  意见,
  理由,
  承办人: '戚守诚',
  工号: 'RF0007',
  答复时间: '2026-11-24T03:00:00Z',
});
async function settled(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((r) => setTimeout(r, 25));
}

describe('F118 F194: a department outside the installation is asked for its opinion', () => {
  it('is handed the question signed, fetches each material once from its address, and its answer is taken when asked for', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    await d.follow(id);
    expect(await view(subject)).toMatchObject({ state: 'sent', receipt: expect.stringMatching(/^RF/), failures: 0 });
    const got = d.department.consultations.get(id)!;
    expect(got.params).toMatchObject({
      办件编号: '2611249901000012',
      期限: '2026-11-27',
      可选意见: ['同意', '不同意'],
    });
    // the answer is asked for, not sent
    const [material] = got.params.材料 as readonly OutsideRecord[];
    expect(material).toMatchObject({ 名称: '人防平面图', SM3: sm3Hex(plan) });
    const address = String(material?.地址);
    expect(Buffer.from(await d.fetchFile(address))).toEqual(plan);
    await expect(d.fetchFile(address)).rejects.toMatchObject({ code: 'exchange.file_missing' });
    await d.follow(id);
    expect(await answered(id)).toBe(0);
    await d.department.answer(id, '同意', '防护面积、等级符合要求');
    await d.follow(id);
    expect(await view(subject)).toMatchObject({
      state: 'answered',
      answer: {
        says: 'agree',
        reasons: '防护面积、等级符合要求',
        official: { name: '戚守诚', number: 'RF0007' },
        late: false,
      },
    });
    expect([await answered(id), await messages(id)]).toEqual([1, ['handed-over received', 'poll taken']]);
  });

  it('is handed it again under the same reference while it is down or its reply is lost, and has it once', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    d.department.set({ mode: 'down' });
    for (let i = 0; i < 3; i++) await d.follow(id);
    expect(await view(subject)).toMatchObject({ state: 'to-send', trouble: 'down', failures: 3 });
    expect(await told(id)).toEqual(['unreachable']);
    d.department.set({ mode: 'lost' });
    await d.follow(id);
    expect(d.department.consultations.get(id)?.times).toBe(1);
    d.department.set({ mode: 'ok' });
    // the breaker leaves it alone for a moment after so many failures
    for (let i = 0; i < 60 && (await view(subject)).state !== 'sent'; i++) {
      await new Promise((r) => setTimeout(r, 250));
      await d.follow(id);
    }
    expect(await view(subject)).toMatchObject({ state: 'sent', failures: 0, trouble: null });
    expect(d.department.consultations.get(id)?.times).toBe(2);
    expect(await told(id)).toEqual(['unreachable']);
  });

  it('its answer counts once when it sends it by itself, whether or not it was already asked for; another one is refused and told', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    // before our side has heard that it was handed over
    expect(JSON.parse(await d.push(said(id)))).toEqual({ 业务编号: id, 已收到: true, 重复: false });
    expect(JSON.parse(await d.push({ ...said(id), 答复时间: '2026-11-24T04:00:00Z' }))).toMatchObject({ 重复: true });
    expect(await d.push(said(id, '不同意', '改主意了'))).toBe('exchange.answered_otherwise');
    await d.follow(id);
    expect([await answered(id), await told(id)]).toEqual([1, ['changed']]);
    expect(await view(subject)).toMatchObject({ state: 'answered', answer: { says: 'agree' } });
    expect(await messages(id)).toEqual(['push taken', 'push repeated', 'push changed']);
  });

  it('of fifty equal answers at once one counts', async () => {
    const { id } = await view(await ask());
    const replies = await Promise.all(Array.from({ length: 50 }, () => d.push(said(id))));
    expect(replies.filter((r) => (JSON.parse(r) as { 重复: boolean }).重复)).toHaveLength(49);
    expect(await answered(id)).toBe(1);
  });

  it('F199: a wrong signature, another system’s certificate and a stranger’s are refused and told once; the true answer counts afterwards', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    expect(await d.push(said(id), { over: 'other bytes' })).toBe('exchange.untrusted');
    // certified under the same root, and not the department
    expect(await d.push(said(id), { keys: outsideKeys.systems.housing })).toBe('exchange.untrusted');
    expect(await d.push(said(id), { keys: strangerKeys.department })).toBe('exchange.untrusted');
    expect([await told(id), await answered(id), await messages(id)]).toEqual([['untrusted'], 0, ['push untrusted']]);
    d.department.set({ mode: 'wrong' });
    await d.follow(id);
    expect(await view(subject)).toMatchObject({ state: 'to-send', trouble: 'untrusted' });
    expect(JSON.parse(await d.push(said(id)))).toMatchObject({ 已收到: true });
  });

  it('an answer to something it was not asked is refused, and who has the case it names is told', async () => {
    expect(await d.push(said('con_0123456789abcdef'))).toBe('exchange.consultation_missing');
    const [event] = await t.db.rows<{ payload: object }>(
      sql`select payload from kernel.outbox where name = 'exchange.answer_unknown' order by id desc limit 1`,
    );
    expect(event?.payload).toMatchObject({ caseRef: '2611249901000012' });
  });

  it('an answer the step can’t give, or that is not as agreed, is refused with what is wrong and told; it may be sent right', async () => {
    const { id } = await view(await ask());
    expect(await d.push(said(id, '无意见'))).toBe('exchange.answer_unreadable');
    expect(await d.push({ ...said(id), 理由: '' })).toBe('exchange.answer_unreadable');
    expect(
      await d.push({
        ...said(id),
        文书: { 名称: '意见书', 文号: '1', 类型: 'application/pdf', SM3: '00', 内容: plan.toString('base64') },
      }),
    ).toBe('exchange.answer_unreadable');
    expect([await told(id), await answered(id)]).toEqual([['malformed'], 0]);
    expect(JSON.parse(await d.push(said(id)))).toMatchObject({ 已收到: true });
  });

  it('the paper that comes with an answer is kept with its digest', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    const 文书 = {
      名称: '防空地下室审查意见书',
      文号: '云人防审〔2026〕7号',
      类型: 'application/pdf',
      SM3: sm3Hex(plan),
      内容: plan.toString('base64'),
    };
    expect(JSON.parse(await d.push({ ...said(id), 文书 }))).toMatchObject({ 已收到: true });
    const kept = await d.exchange.consultations.paperOf(subject);
    expect([kept?.paper.number, kept?.data]).toEqual(['云人防审〔2026〕7号', plan]);
  });

  it('late: the lead office is told once when the limit has passed, and the answer counts as late as long as it is waited for', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    await d.follow(id);
    clock.set('2026-11-30T02:00:00Z');
    await d.follow(id);
    await d.follow(id);
    expect(await told(id)).toEqual(['overdue']);
    await d.department.answer(id, '不同意', '缺少防化设计');
    await d.follow(id);
    expect(await view(subject)).toMatchObject({ state: 'answered', answer: { says: 'disagree', late: true } });
  });

  it('it may send the question back, which the lead office is told', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    expect(JSON.parse(await d.push(said(id, '退回', '不属于人防审查范围')))).toMatchObject({ 已收到: true });
    expect(await view(subject)).toMatchObject({ state: 'refused', trouble: '不属于人防审查范围' });
    expect([await told(id), await answered(id)]).toEqual([['refused'], 0]);
  });

  it('when nobody waits any more it is told so, and an answer after that is kept and does not count', async () => {
    const subject = await ask();
    const { id } = await view(subject);
    await d.follow(id);
    tasks.set(subject, { open: false, dueOn: '2026-11-27' });
    await d.follow(id);
    expect(await view(subject)).toMatchObject({ state: 'closed' });
    await d.follow(id);
    expect(d.department.consultations.get(id)?.withdrawn).toBe('not-needed');
    expect(await d.push(said(id))).toBe('exchange.consultation_over');
    expect([await told(id), await answered(id)]).toEqual([['not-needed'], 0]);
    expect((await messages(id)).at(-1)).toBe('push over');
  });

  it('a department that lost the materials has them sent again at new addresses', async () => {
    const { id } = await view(await ask());
    await d.follow(id);
    const first = d.department.consultations.get(id)!;
    await settled(() => first.materials.人防平面图 !== undefined);
    const [before] = first.params.材料 as readonly OutsideRecord[];
    first.again = true;
    await d.follow(id);
    await d.follow(id);
    const [after] = d.department.consultations.get(id)!.params.材料 as readonly OutsideRecord[];
    expect(after?.地址).not.toBe(before?.地址);
    await expect(d.fetchFile(String(before?.地址))).rejects.toMatchObject({ code: 'exchange.file_missing' });
    expect(Buffer.from(await d.fetchFile(String(after?.地址)))).toEqual(plan);
  });
});
