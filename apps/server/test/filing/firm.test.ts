import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { actForFirm, district, idOf, newRequestId, problemOf } from '../../../../tests/e2e/filing.ts';
import { type FilingWorld, keys, startFilingWorld } from './filing-world.ts';

const slug = 'construction-qualification-change';
const 经办人 = { 姓名: '乔安澜', 工号: 'ZJ0012' };
const duty = {
  ...{ 类型: '法定职责', 法律: '优化营商环境条例', 条款: '第十九条' },
  职责: '对企业变更登记后的相关许可变更提供一次办理服务',
};
const firmOf = (key: string) => district.firms.find((f) => f.key === key)!;
const firm = (key: string) => ({ 类型: '法人', 名称: firmOf(key).name, 证件号码: firmOf(key).uscc });
const form = { 变更事项: ['企业名称'], 承诺: true };
let count = 0;
const newNumber = () => `QY2026-${++count}`;
const begin = (业务编号: string, more: object = {}) => ({
  ...{ 业务编号, 事项: slug, 经办人, 申请人: firm('hengzhu'), 依据: duty },
  ...more,
});

let w: FilingWorld;
let call: ReturnType<FilingWorld['callAs']>;
let other: ReturnType<FilingWorld['callAs']>;

beforeAll(async () => {
  w = await startFilingWorld();
  await w.register(keys.filer, {
    name: '企业服务系统',
    department: '云州市市场监督管理局',
    items: [slug, 'senior-card'],
  });
  await w.register(keys.department, { name: '另一个部门的系统', department: '云州市另一个部门', items: [slug] });
  call = w.callAs(keys.filer);
  other = w.callAs(keys.department);
}, 180_000);
afterAll(() => w?.stop());

const rows = async <R>(text: string, values: unknown[] = []) => (await w.d.t.db.pool.query(text, values)).rows as R[];
const forFirm = async (person: string, name: string): Promise<Client> => {
  const client = await w.d.signIn(idOf(person));
  await actForFirm(client, name);
  return client;
};

describe('F009: another department files for a firm', () => {
  const number = newNumber();
  let caseId: string;
  let legal: Client;

  it('the case is the firm’s: its data, its former licence, its legal representative as contact, and the same verdict as if it had filed', async () => {
    expect(await call('begin', begin(number))).toMatchObject({ status: 200, data: { 业务编号: number } });
    const reply = await call('submit', { 业务编号: number, 表单: form });
    expect(reply, JSON.stringify(reply.data)).toMatchObject({ status: 200 });
    legal = await forFirm('yan-zheng', '恒筑');
    const { cases } = await legal.call(c.listCases, {});
    caseId = cases.find((k) => k.number === reply.data.办件编号)?.id ?? '';
    const view = await vi.waitFor(
      async () => {
        const found = await legal.call(c.getCase, { params: { caseId } });
        expect(found.state).toBe('closed');
        return found;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(view).toMatchObject({
      ...{ outcome: 'granted', channel: 'department', applicant: firmOf('hengzhu').name },
      filedBy: { department: { zh: '云州市市场监督管理局' }, number, official: { name: '乔安澜', number: 'ZJ0012' } },
    });
    const [row] = await rows(
      `select k.applicant_kind as kind, f.uscc, k.agent_name as "by", p.id_number as contact
      from cases.case k join identity.firm f on f.id = k.applicant_id join identity.person p on p.id = k.contact_id where k.id = $1`,
      [caseId],
    );
    const { uscc, legalRepresentative } = firmOf('hengzhu');
    expect(row).toEqual({
      ...{ kind: 'firm', uscc, by: legalRepresentative.name, contact: legalRepresentative.citizenId },
    });
    expect((await call('status', { 业务编号: number })).data).toMatchObject({ 结果: { 结论: '准予' } });
  });

  it('its legal representative is told and reads it in the firm’s log', async () => {
    await vi.waitFor(
      async () => {
        const { messages } = await legal.call(c.listMessages, { query: {} });
        expect(messages.map((m) => m.title.zh)).toContain('云州市市场监督管理局已为您申报');
      },
      { timeout: 20_000, interval: 100 },
    );
    const log = await legal.call(c.listAccess, { query: { limit: 50 } });
    expect(log.entries.map((e) => e.what.zh).join()).toContain('开始为您代为申报');
  });

  it('nobody else finds it: its representative as a private person, an agent who had no part in it, another firm, another department', async () => {
    const own = await w.d.signIn(idOf('yan-zheng'));
    // with a mandate for the item, but for what he files himself
    const agent = await forFirm('qiao-yue', '恒筑');
    const foreign = await forFirm('du-wei', '澜山');
    for (const client of [own, agent, foreign]) {
      expect(await problemOf(client.call(c.getCase, { params: { caseId } }))).toMatchObject({ status: 404 });
      expect((await client.call(c.listCases, {})).cases.map((k) => k.id)).not.toContain(caseId);
    }
    for (const operation of ['status', 'submit', 'withdraw'])
      expect(await other(operation, { 业务编号: number, 表单: form, 原因: '不再办理' })).toMatchObject({
        status: 404,
        data: { code: 'filing.missing' },
      });
  });

  it('the same number again is the same case, and never another firm’s', async () => {
    expect(await call('submit', { 业务编号: number, 表单: form })).toMatchObject({ status: 200 });
    expect(await call('begin', begin(number, { 申请人: firm('lanshan') }))).toMatchObject({
      status: 409,
      data: { code: 'filing.begun_otherwise' },
    });
    expect(await rows('select 1 from cases.department_filing where number = $1', [number])).toHaveLength(1);
  });

  it('what the firm itself may do stays its own: it takes back what was filed for it, and the department is told so', async () => {
    const taken = newNumber();
    // the housing office does not confirm it: an official looks at it
    await call('begin', begin(taken, { 申请人: firm('anlan') }));
    const { data } = await call('submit', { 业务编号: taken, 表单: { 变更事项: ['注册地址'], 承诺: true } });
    const owner = await forFirm('shao-fei', '安澜');
    const { cases } = await owner.call(c.listCases, {});
    const mine = cases.find((k) => k.number === data.办件编号);
    expect(mine?.state, JSON.stringify(data)).toBe('review');
    await owner.call(c.withdrawCase, {
      params: { caseId: mine?.id ?? '' },
      body: { requestId: newRequestId(), reason: '本公司自行办理' },
    });
    expect((await call('status', { 业务编号: taken })).data).toMatchObject({
      ...{ 状态: 'closed', 结果: { 结论: '申请人撤回' } },
    });
    expect(await call('withdraw', { 业务编号: taken, 原因: '企业要求撤回' })).toMatchObject({
      status: 409,
      data: { code: 'cases.wrong_state' },
    });
  });
});

describe('F009: what is refused of a filing for a firm', () => {
  const refused = async (more: object, status: number, code: string) => {
    const number = newNumber();
    expect(await call('begin', begin(number, more))).toMatchObject({ status, data: { code } });
    expect(await call('submit', { 业务编号: number, 表单: form })).toMatchObject({ status: 404 });
    expect(await rows('select 1 from cases.department_filing where number = $1', [number])).toEqual([]);
  };

  it('a firm nobody knows, and one under another’s name, in the same words: who can’t name a firm isn’t told that it exists', async () => {
    const unknown = { 类型: '法人', 名称: '云州某某建设有限公司', 证件号码: '91990101MA99Z9993B' };
    const misnamed = { ...firm('hengzhu'), 名称: firmOf('lanshan').name };
    const answers = [];
    for (const 申请人 of [unknown, misnamed]) {
      const reply = await call('begin', begin(newNumber(), { 申请人 }));
      expect(reply).toMatchObject({ status: 404, data: { code: 'filing.applicant_unknown' } });
      const { title, detail } = reply.data;
      answers.push({ title, detail });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it('a firm taken for a person, a person for a firm', async () => {
    const legal = firmOf('hengzhu').legalRepresentative;
    await refused({ 申请人: { ...firm('hengzhu'), 类型: '自然人' } }, 422, 'identity.number_wrong');
    await refused(
      { 申请人: { 类型: '法人', 名称: legal.name, 证件号码: legal.citizenId } },
      404,
      'filing.applicant_unknown',
    );
  });

  it('an item that is not for firms, and a firm’s item for a person', async () => {
    const legal = firmOf('hengzhu').legalRepresentative;
    await refused({ 事项: 'senior-card' }, 403, 'forms.wrong_applicant');
    await refused(
      { 申请人: { 类型: '自然人', 名称: legal.name, 证件号码: legal.citizenId } },
      403,
      'forms.wrong_applicant',
    );
  });

  it('a firm whose account is closed', async () => {
    await w.d.t.db.pool.query(`update identity.firm set disabled_at = now() where uscc = $1`, [firmOf('qiming').uscc]);
    const reply = await call('begin', begin(newNumber(), { 申请人: firm('qiming') }));
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(
      await rows('select 1 from cases.case k join identity.firm f on f.id = k.applicant_id where f.uscc = $1', [
        firmOf('qiming').uscc,
      ]),
    ).toEqual([]);
  });
});
