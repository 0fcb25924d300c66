import { readFileSync } from 'node:fs';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { sm3Hex } from '@miaopi/gm';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { actForFirm, fileCase, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const slug = 'construction-permit';
const projectCode = '2026-990101-47-01-012345';

interface Asked {
  readonly reference: string;
  readonly receipt: string;
  readonly times: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly materials: Readonly<Record<string, string>>;
  readonly acknowledged?: boolean;
}

/** A plan as a drawing program prints it. */
async function drawPlan(): Promise<Buffer> {
  const { page, context } = await newVisitor(browser, 600);
  await page.setContent('<h1>人防工程平面图</h1><p>防空地下室 1500 平方米</p>');
  const pdf = await page.pdf({ format: 'A4' });
  await context.close();
  return pdf;
}

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let client: Client;
let filed: c.CaseView;
const visitors: Visitor[] = [];

const department = () => server.outside()['civil-defence'] ?? '';
const asked = async () => (await (await fetch(`${department()}/consultations`)).json()) as readonly Asked[];
const switchTo = (order: object) =>
  fetch(`${department()}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
const outsideOf = async () =>
  (await client.call(c.getCase, { params: { caseId: filed.id } })).tasks.find((t) => t.outside);

async function signInToFirm(): Promise<void> {
  client = await signInAs(server.url, idOf('ai-wen'));
  await actForFirm(client, '云麓');
}

async function officialAt(account: string): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(`${server.url}/work/${filed.id}`);
  await signInOnPage(page, account);
  await page.getByRole('heading', { name: /云麓置业/ }).waitFor();
  return visitor;
}

async function claim({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /^领取/ }).click();
  await page.getByText('已领取，由您办理').waitFor();
}

async function opine({ page }: Visitor, opinion: string): Promise<void> {
  await page.getByRole('button', { name: /^提出意见/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('意见说明', { exact: true }).fill(opinion);
  await dialog.getByRole('button', { name: '提出意见' }).click();
  await page.getByText('意见已提交，办件进入下一环节').waitFor();
}

/** The firm's agent, at the page of the case. */
async function applicantOnPhone(): Promise<Visitor> {
  const phone = await newVisitor(browser, 375);
  visitors.push(phone);
  await phone.page.goto(`${server.url}/signin?to=${encodeURIComponent('/me/mandates')}`);
  await signInOnPage(phone.page, idOf('ai-wen'));
  const firm = phone.page.getByRole('listitem').filter({ hasText: '云麓' });
  await firm.getByRole('button').click();
  await firm.getByRole('button').waitFor({ state: 'detached' });
  await phone.page.goto(`${server.url}/cases/${filed.id}`);
  return phone;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path, { LATENCY: '0' }), openBrowser()]);
  await signInToFirm();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [n, { page }] of visitors.entries()) await picture(page, `failed-joint-${n}`);
});

describe('a construction permit, examined by three departments, one of them outside', () => {
  it('F118: what the department was handed survives kill -9 of our side: it has the question once, and its answer counts', async () => {
    // it takes the question, and its reply is lost
    await switchTo({ mode: 'lost' });
    const plan = await drawPlan();
    const uploaded = await client.call(c.uploadFile, {
      file: { name: '人防.pdf', data: new Blob([Uint8Array.from(plan)], { type: 'application/pdf' }) },
    });
    const { at: _at, seals: _seals, ...file } = uploaded;
    filed = await fileCase(client, slug, {
      项目代码: projectCode,
      工程名称: '云麓花园一期',
      建设地址: '示范省云州市云溪区营造路180号',
      建设单位项目负责人: '江映川',
      合同价格: 9800,
      合同开工: '2027-03-01',
      合同竣工: '2029-02-28',
      单位工程: [
        { 名称: '1号楼', 面积: 18600, 结构: '剪力墙', 地上层数: 18, 地下层数: 1 },
        { 名称: '地下车库', 面积: 5200, 结构: '框架', 地上层数: 0, 地下层数: 1 },
      ],
      勘察单位: '云州市岩土勘察院',
      勘察负责人: '安石',
      设计单位: '云州市建筑设计院',
      设计负责人: '贺兰青',
      施工单位: '云州恒筑建设工程有限公司',
      施工单位代码: '91990101MA99Y10184',
      施工负责人: '严铮',
      监理单位: '云州中正工程监理有限公司',
      总监: '毕方',
      质量安全措施落实: true,
      资金已落实: true,
      人防方式: '修建防空地下室',
      人防面积: 1500,
      防护等级: '核6级常6级',
      人防平面图: [file],
      承诺: true,
    });
    expect(filed.projectNumber).toBe(projectCode);
    expect(filed.review?.steps.map((s) => `${s.id} ${s.state} ${s.offices.length}`)).toEqual([
      'joint current 3',
      'final todo 1',
    ]);
    await expect.poll(async () => (await asked()).length, { timeout: 30_000 }).toBe(1);
    const [before] = await asked();
    await server.kill();
    server = await startServer(folder.path, { LATENCY: '0' });
    await signInToFirm();
    await expect.poll(async () => (await outsideOf())?.outside?.state, { timeout: 60_000 }).toBe('sent');
    const after = await asked();
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ reference: before?.reference, receipt: before?.receipt });
    expect(after[0]!.times).toBeGreaterThan(before!.times);
    // its part of the form, the plan whole by its SM3, and nothing else
    expect(after[0]?.params.材料).toMatchObject([{ 名称: '人防工程平面图', SM3: sm3Hex(plan) }]);
    expect(JSON.stringify(after[0]?.params.表单)).not.toContain('恒筑');
    await expect
      .poll(async () => (await asked())[0]?.materials, { timeout: 30_000 })
      .toEqual({ 人防工程平面图: 'fetched' });
  });

  it('F118 F120: three departments examine it at once; the one outside answers on its own page, and the lead office reads it in the case', async () => {
    const phone = await applicantOnPhone();
    await phone.page
      .getByText(/^由云州市住房和城乡建设局、.+、.+同时审查，最后由云州市住房和城乡建设局作出决定$/)
      .waitFor();
    expect(await faultsOf(phone.page)).toEqual([]);
    const planner = await officialAt('gh-shenpi');
    await claim(planner);
    // it sees its part of the form only
    await planner.page.getByText('云麓花园一期').first().waitFor();
    expect(await planner.page.getByText('防护等级').count()).toBe(0);
    await opine(planner, '符合规划许可的用途、位置和规模，同意。');

    const lead = await officialAt('zj-shenpi1');
    await claim(lead);
    await lead.page.getByText('该部门已收到，正在办理').scrollIntoViewIfNeeded();
    await picture(lead.page, 'joint-waits');
    await lead.page.getByRole('button', { name: /^登记外部部门意见/ }).click();
    await picture(lead.page, 'joint-record');
    expect(await faultsOf(lead.page)).toEqual([]);
    await lead.page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await opine(lead, '质量安全监督手续齐全，施工组织设计措施具体，同意。');

    const other = await newVisitor(browser);
    visitors.push(other);
    await other.page.goto(department());
    await other.page.getByRole('link', { name: '建筑工程施工许可' }).click();
    await picture(other.page, 'joint-department');
    await other.page.getByLabel('理由').fill('防空地下室面积、等级符合要求，同意。');
    await other.page.getByRole('button', { name: '签名并送出' }).click();
    await other.page.getByText('已答复：同意').first().waitFor();
    await expect.poll(async () => (await outsideOf())?.state, { timeout: 30_000 }).toBe('done');
    expect(await outsideOf()).toMatchObject({
      result: 'agree',
      opinion: '防空地下室面积、等级符合要求，同意。',
      by: { name: '戚守诚', number: 'RF0007' },
    });
    expect((await asked())[0]?.acknowledged).toBe(true);
  });

  it('F118: the lead office concludes, the permit has its annex, and the applicant reads every opinion on the phone', async () => {
    const decider = await officialAt('zj-shenpi2');
    const { page } = decider;
    await claim(decider);
    await page.getByText('防空地下室面积、等级符合要求，同意。').first().waitFor();
    await page.getByRole('button', { name: /^准予/ }).click();
    for (const field of await page.getByLabel('为什么满足', { exact: true }).all())
      await field.fill('三个部门审查意见均为同意');
    await page.getByLabel('决定理由', { exact: true }).fill('各部门均同意，符合建筑法第八条规定的条件');
    await page.getByRole('button', { name: /^下一步：确认/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确认并生效' }).click();
    await page.getByText('证照已制成、签章并送达').waitFor();
    const granted = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(granted.licence?.number).toMatch(/^990100\d{4}00000101$/);
    expect(granted.tasks.map((t) => `${t.step} ${t.result}`).sort()).toEqual([
      'final grant',
      'joint agree',
      'joint agree',
      'joint agree',
    ]);
    const phone = await applicantOnPhone();
    await phone.page.getByText('由该部门的系统签名送回').scrollIntoViewIfNeeded();
    await phone.page.getByText('符合规划许可的用途、位置和规模，同意。').first().waitFor();
    await picture(phone.page, 'joint-applicant');
    expect(await faultsOf(phone.page)).toEqual([]);
    const [paper] = await Promise.all([
      phone.page.waitForEvent('download'),
      phone.page.getByRole('link', { name: /审查意见书/ }).click(),
    ]);
    expect(
      readFileSync(await paper.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const looks = await client.call(c.listAccess, {});
    expect(JSON.stringify(looks)).toContain('国防动员办公室');
    for (const one of visitors) expect(one.faults).toEqual([]);
  });
});
