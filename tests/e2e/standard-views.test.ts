import * as c from '@miaopi/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actForFirm, fileCase, grants, idOf, newRequestId } from './filing.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
let server: RunningServer;
let db: pg.Client;

/** Cases by how they ended; their numbers of exchange are 办件编号. */
const cases: Record<'granted' | 'firm' | 'refused' | 'reviewed' | 'waiting', c.CaseView> = {} as never;

type Row = Readonly<Record<string, string | number | null>>;
async function rows(view: string, number: string, order = ''): Promise<Row[]> {
  return (await db.query(`select * from standard."${view}" where "办件编号" = $1 ${order}`, [number])).rows;
}
async function one(view: string, number: string): Promise<Row> {
  const found = await rows(view, number);
  expect(found).toHaveLength(1);
  return found[0] as Row;
}

const time = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
/** yyyy-mm-dd hh:mm:ss in Shanghai, as the standard writes times. */
function shanghai(at: string | undefined): string {
  return new Date(Date.parse(at ?? '') + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

async function switchSystem(system: string, mode: string): Promise<void> {
  await fetch(`${server.outside()[system]}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
}

beforeAll(async () => {
  server = await startServer(folder.path, { LATENCY: '0' });
  db = await openDatabaseOf(folder.path);
  const person = await signInAs(server.url, idOf('zhou-ting'));
  cases.granted = await fileCase(person, 'residence-registration', grants['residence-registration'].answers);
  const agent = await signInAs(server.url, idOf('qiao-yue'));
  await actForFirm(agent, '恒筑');
  cases.firm = await fileCase(
    agent,
    'construction-qualification-change',
    grants['construction-qualification-change'].answers,
  );
  const driver = grants['ride-hailing-driver'].answers;
  const refused = await fileCase(await signInAs(server.url, idOf('tang-wei')), 'ride-hailing-driver', driver);
  const official = await signInAs(server.url, 'jt-shenpi1');
  const work = { params: { caseId: refused.id } };
  await official.call(c.claimCase, { ...work, body: { requestId: newRequestId() } });
  await official.call(c.decideCase, {
    ...work,
    query: { wait: 8000 },
    body: {
      requestId: newRequestId(),
      outcome: 'refuse',
      reason: '有饮酒后驾驶记录，不符合规定。',
      findings: [],
      grounds: refused.conditions.filter((k) => k.verdict === 'unmet').map((k) => k.id),
    },
  });
  cases.refused = await official.call(c.getWork, work);
  cases.reviewed = await fileCase(await signInAs(server.url, idOf('xie-jun')), 'ride-hailing-driver', driver);
  const insured = await signInAs(server.url, idOf('chen-jing'));
  await switchSystem('social-insurance', 'down');
  cases.waiting = await fileCase(
    insured,
    'social-insurance-statement',
    grants['social-insurance-statement'].answers,
    6000,
  );
}, 120_000);
afterAll(async () => {
  await db?.end();
  await server?.stop();
  folder.remove();
});

describe('the views of the 办件数据标准', () => {
  it('the cases stand as they should', () => {
    expect(Object.values(cases).map((k) => [k.slug, k.state, k.outcome ?? null])).toEqual([
      ['residence-registration', 'closed', 'granted'],
      ['construction-qualification-change', 'closed', 'granted'],
      ['ride-hailing-driver', 'closed', 'refused'],
      ['ride-hailing-driver', 'review', null],
      ['social-insurance-statement', 'waiting', null],
    ]);
  });

  it('F100 F106 F108: 申请信息 has one row a case, with the codes of item, kind, certificates and origin', async () => {
    expect((await db.query('select count(*)::int as n from standard."申请信息"')).rows[0].n).toBe(5);
    const person = await one('申请信息', cases.granted.exchangeNumber);
    expect(Object.keys(person)).toHaveLength(17);
    expect(person).toMatchObject({
      事项编码: '11990101009901016T400100903500001',
      事项名称: '居住登记',
      办件类型: expect.stringMatching(/^(即办件|承诺件)$/),
      申请人证件类型: '身份证',
      申请人证件号码: idOf('zhou-ting'),
      '联系人/代理人证件类型': '身份证',
      '联系人/代理人证件号码': idOf('zhou-ting'),
      联系人联系电话: expect.stringMatching(/^1\d{10}$/),
      申请来源: '政务服务门户',
      申请时间: shanghai(cases.granted.submittedAt),
    });
    expect(person.申请人名称).toBe(cases.granted.applicant);
    expect(cases.granted.exchangeNumber).toHaveLength(43);
    const firm = await one('申请信息', cases.firm.exchangeNumber);
    expect(firm).toMatchObject({
      申请人名称: expect.stringContaining('恒筑'),
      申请人证件类型: '统一社会信用代码证',
      申请人证件号码: expect.stringMatching(/^[0-9A-Z]{18}$/),
      '联系人/代理人证件类型': '身份证',
      '联系人/代理人证件号码': idOf('qiao-yue'),
      法定代表人: expect.any(String),
      通信地址: expect.any(String),
    });
  });

  it('F101: 申请材料 names each material with how it was had', async () => {
    const all = [
      ...(await rows('申请材料', cases.granted.exchangeNumber)),
      ...(await rows('申请材料', cases.firm.exchangeNumber)),
    ];
    expect(all.length).toBeGreaterThan(2);
    for (const row of all) {
      expect(Object.keys(row)).toHaveLength(8);
      expect(row.是否已收取).toBe('1');
      expect(['附件上传', '证照库', '纸质收取']).toContain(row.收取方式);
      expect(row.收取数量).toBeGreaterThan(0);
      expect(row.收取时间).toMatch(time);
      expect(row.材料名称).toBeTruthy();
    }
    // the firm's former licence came from the library
    expect((await rows('申请材料', cases.firm.exchangeNumber)).some((r) => r.收取方式 === '证照库')).toBe(true);
  });

  it('F102: 受理信息 has a row for each accepted case and none for the one that waits', async () => {
    for (const view of [cases.granted, cases.firm, cases.refused, cases.reviewed]) {
      const row = await one('受理信息', view.exchangeNumber);
      expect(Object.keys(row)).toHaveLength(5);
      expect(row).toMatchObject({
        政务服务人员所在部门: view.office.zh,
        政务服务人员: expect.any(String),
        受理时间: shanghai(view.actions.find((a) => a.kind === 'accept')?.at),
      });
    }
    expect(await rows('受理信息', cases.waiting.exchangeNumber)).toEqual([]);
  });

  it('F103 F116: 办理环节 has the finished steps in the order of time, each naming the next', async () => {
    const granted = await rows('办理环节', cases.granted.exchangeNumber, 'order by "环节开始时间"');
    expect(Object.keys(granted[0] ?? {})).toHaveLength(9);
    const names = ['核验', '判断', '受理', '决定', '制证', '签章', '送达', '办结'];
    expect(granted.map((r) => r.办理环节名称).sort()).toEqual([...names].sort());
    for (const row of granted) {
      const next = names[names.indexOf(String(row.办理环节名称)) + 1] ?? null;
      expect(row).toMatchObject({ 业务动作: '通过', 下一环节名称: next, 审批人姓名: '系统' });
      expect(row.环节开始时间).toMatch(time);
      expect(String(row.环节开始时间) <= String(row.环节结束时间)).toBe(true);
    }
    const byName = (name: string) => granted.find((r) => r.办理环节名称 === name);
    for (const [i, name] of names.entries())
      if (i > 0)
        expect(String(byName(names[i - 1] ?? '')?.环节结束时间) <= String(byName(name)?.环节结束时间)).toBe(true);

    const refused = await rows('办理环节', cases.refused.exchangeNumber);
    const review = refused.find((r) => r.办理环节名称 === '人工审核');
    expect(review).toMatchObject({
      业务动作: '其他',
      审批人姓名: '江海涛',
      审批意见: '有饮酒后驾驶记录，不符合规定。',
    });
    expect(refused.some((r) => r.办理环节名称 === '制证')).toBe(false);
    const judged = (await rows('办理环节', cases.reviewed.exchangeNumber)).find((r) => r.办理环节名称 === '判断');
    expect(judged).toMatchObject({ 业务动作: '其他', 审批人姓名: '系统' });
  });

  it('F104: 特别程序 has its ten fields and no row', async () => {
    const answer = await db.query('select * from standard."特别程序"');
    expect(answer.rows).toEqual([]);
    expect(answer.fields).toHaveLength(10);
  });

  it('F105: 办结信息 has a row for each closed case: result, licence and its digest, or the refusal', async () => {
    const granted = await one('办结信息', cases.granted.exchangeNumber);
    expect(Object.keys(granted)).toHaveLength(9);
    expect(granted).toMatchObject({
      办理人员姓名: '系统',
      办理结果: '准予许可',
      结果证照编号: cases.granted.licence?.number,
      办结日期: expect.stringMatching(time),
      办件结果电子文书: expect.stringMatching(/^[0-9a-f]{64}$/),
      办件结果描述: expect.stringContaining('：'),
      结果时效: expect.stringMatching(/^\d{4}-\d{2}-\d{2} 至 (\d{4}-\d{2}-\d{2}|长期)$/),
      备注: '系统自动办理',
    });
    const refused = await one('办结信息', cases.refused.exchangeNumber);
    expect(refused).toMatchObject({
      办理人员姓名: '江海涛',
      办理结果: '不予许可',
      办件结果电子文书: null,
      结果时效: null,
      备注: '有饮酒后驾驶记录，不符合规定。',
    });
    expect(refused.结果证照编号).toBeTruthy();
    for (const open of [cases.reviewed, cases.waiting]) expect(await rows('办结信息', open.exchangeNumber)).toEqual([]);
  });

  it('F105: the case that waited appears once its system is back', async () => {
    await switchSystem('social-insurance', 'ok');
    await expect
      .poll(async () => (await rows('办结信息', cases.waiting.exchangeNumber)).length, {
        timeout: 60_000,
        interval: 250,
      })
      .toBe(1);
    const order = [
      ['申请信息', '申请时间'],
      ['受理信息', '受理时间'],
      ['办结信息', '办结日期'],
    ] as const;
    const times: string[] = [];
    for (const [view, column] of order) times.push(String((await one(view, cases.waiting.exchangeNumber))[column]));
    expect(times).toEqual([...times].sort());
  });
});
