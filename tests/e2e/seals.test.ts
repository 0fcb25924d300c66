import type { Server } from 'node:http';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { createBridge, demoSealToken, UKEY_PIN } from '@miaopi/scenarios';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, type Visitor } from './browser.ts';
import { itemByHand } from './by-hand.ts';
import { fileCase, grants, idOf, newRequestId } from './filing.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, localTime, officialAt, scannedImpression, sendDialog } from './studio.ts';

const folder = dataFolder();
const items = dataFolder();
const password = 'Miaopi-2026';
/** The senior card once more, as an item whose licence asks for its keeper's own hand. */
const handSealed = itemByHand(items.path, 'senior-card');
let server: RunningServer;
let browser: Browser;
let keeper: Visitor;
let approver: Visitor;
let maker: Visitor;
let auditor: Visitor;
/** Sealed by the keeper's own hand. */
let file: Buffer;
/** Before that, after the carrier was taken into use. */
let since: Date;
let bridge: Server | undefined;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path, { ITEMS_DIR: items.path }), openBrowser()]);
  const at = (account: string) => officialAt(browser, server.url, account);
  keeper = await at('mz-yinzhang');
  approver = await at('sj-yinshen');
  maker = await at('sj-zhizhang');
  auditor = await at('sj-anquan');
});
afterAll(async () => {
  bridge?.close();
  bridge?.closeAllConnections();
  await browser?.close();
  await server?.stop();
  folder.remove();
  items.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of (browser?.contexts() ?? []).entries())
    for (const page of context.pages()) await picture(page, `failed-seals-${i}`);
});

/** The program on the keeper's computer, with a token for keys of seals. */
async function plugIn(): Promise<void> {
  const { hostname, port } = new URL(c.UKEY_BRIDGE);
  const token = demoSealToken('覃月华的智能密码钥匙');
  const listening = createBridge({ origins: [server.url], tokens: () => [], sealTokens: () => [token] });
  bridge = listening;
  await new Promise<void>((resolve) => listening.listen(Number(port), hostname, resolve));
}

const open = (page: Page, path: string) => page.goto(`${server.url}${path}`);
const rowOf = (page: Page, ...texts: string[]) =>
  texts.reduce((rows, text) => rows.filter({ hasText: text }), page.locator('.seal-row')).first();

/** An application goes its way: approved by one, made by another. */
async function approveAndMake(seal: string): Promise<void> {
  await open(approver.page, '/studio/seals/applications');
  await rowOf(approver.page, seal, '待审批').getByRole('button', { name: '批准', exact: true }).click();
  await sendDialog(approver.page, { 理由: '印模与备案一致，准予制发' });
  await open(maker.page, '/studio/seals/applications');
  await rowOf(maker.page, seal, '待制章').getByRole('button', { name: '制章' }).click();
  await maker.page.getByRole('img', { name: '制成印章（1:1）' }).waitFor();
  await picture(maker.page, `seal-making-${seal}`);
  await sendDialog(maker.page, {}, '制章');
}

async function activate(page: Page, seal: string): Promise<void> {
  await open(page, '/studio/seals');
  await page.locator('.seal-card').filter({ hasText: seal }).filter({ hasText: '待启用' }).getByRole('link').click();
  await page.getByRole('button', { name: '启用', exact: true }).click();
  await sendDialog(page, { 新密码: password });
  await page.getByText('使用中').first().waitFor();
}

async function licenceFile(client: Client, licenceId: string): Promise<Buffer> {
  const answer = await client.raw(c.getLicenceFile, { params: { licenceId }, query: { format: 'ofd' } });
  return Buffer.from(await answer.arrayBuffer());
}

/** What anybody is told who puts the file to the test. */
async function verdictOf(bytes: Buffer, name: string): Promise<string> {
  const { page, context, faults } = await newVisitor(browser, 768);
  await open(page, '/verify');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'licence.ofd', mimeType: 'application/ofd', buffer: bytes });
  await page.locator('.verdict-line').waitFor();
  await picture(page, name);
  const text = await page.getByRole('main').innerText();
  expect(faults).toEqual([]);
  await context.close();
  return text;
}

describe('a seal from its impression to its loss', () => {
  it('F143: the former seal is revoked; the keeper asks for a new one with the scanned impression, one approves, another makes it 1:1', async () => {
    const { page } = maker;
    await open(page, '/studio/seals');
    await page.getByRole('link', { name: '云溪区民政局', exact: true }).click();
    await page.getByRole('button', { name: '注销' }).click();
    await sendDialog(page, { 理由: '换领实物印章，旧章交回' });
    await page.getByText('已注销').first().waitFor();

    await open(keeper.page, '/studio/seals/applications');
    await keeper.page.getByRole('button', { name: '申领印章' }).click();
    const dialog = keeper.page.getByRole('dialog');
    await dialog.getByLabel('种类').selectOption('unit');
    await dialog.getByLabel('印模来源').selectOption('scan');
    await dialog.getByLabel('印模图片').setInputFiles({
      name: '印模.png',
      mimeType: 'image/png',
      buffer: scannedImpression('云溪区民政局'),
    });
    await picture(keeper.page, 'seal-apply-with-scan');
    expect(await faultsOf(keeper.page)).toEqual([]);
    await sendDialog(keeper.page, { 理由: '颁发电子证照' }, '提交申请');
    await approveAndMake('云溪区民政局');
  });

  it('F150: the keeper takes it into use on a carrier bound to his device', async () => {
    await activate(keeper.page, '云溪区民政局');
    await picture(keeper.page, 'seal-in-use');
    since = new Date(Math.ceil(Date.now() / 1000) * 1000);
    const mine = (await (await signInAs(server.url, 'mz-yinzhang')).call(c.listMySeals, {})).seals;
    const seal = mine.find((s) => s.state === 'in-use');
    expect([seal?.kind, seal?.width, seal?.carrier?.deviceBound]).toEqual(['unit', 42, true]);
  });

  it('F149 X13: without a grant the machine may not seal; the keeper proposes one after assessing the risk, the auditor confirms, and it seals', async () => {
    const { page } = keeper;
    await open(page, '/studio/seals/grants');
    await page.getByRole('button', { name: '提出授权' }).click();
    const today = localTime(new Date()).slice(0, 10);
    await page.getByRole('dialog').getByLabel('事项').locator('option', { hasText: '老年人优待证' }).first().waitFor({
      state: 'attached',
    });
    await picture(page, 'grant-proposed');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('印章', { exact: true }).selectOption({ label: '云溪区民政局' });
    await sendDialog(
      page,
      {
        事项: 'senior-card',
        开始: today,
        结束: `${Number(today.slice(0, 4)) + 2}-01-01`,
        '风险（每行一条）': '冒名申领\n数据有误',
        '控制措施（每行一条）': '公安人口库核验\n每日抽查',
      },
      '提交申请',
    );
    await page.getByText('提出 覃月华').first().waitFor();
    await open(auditor.page, '/studio/seals/grants');
    await rowOf(auditor.page, '云溪区民政局', '确认授权').getByRole('button', { name: '确认授权' }).click();
    await sendDialog(auditor.page, { 理由: '风险可接受，措施已核对' });
    await auditor.page.getByText('确认 谷雨晴').first().waitFor();
    await picture(auditor.page, 'grant-confirmed');
    const elder = await signInAs(server.url, idOf('gao-shuhua'));
    const filed = await fileCase(elder, 'senior-card', grants['senior-card'].answers);
    expect([filed.state, filed.outcome]).toEqual(['closed', 'granted']);
  });

  it('F149: what asks for the keeper’s own hand waits on his list; he sends it back, is asked again, and seals it with his password', async () => {
    const elder = await signInAs(server.url, idOf('qian-guizhen'));
    const filed = await fileCase(elder, handSealed, grants['senior-card'].answers, 3000);
    expect(filed.state).toBe('granted');
    const { page } = keeper;
    await open(page, '/work/seals');
    await page.getByRole('checkbox', { name: /选择 高龄老人优待证/ }).check();
    await page.locator('.seal-work__paper').waitFor();
    await picture(page, 'keeper-list');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '退回', exact: true }).click();
    await sendDialog(page, { 退回理由: '请核对出生日期' });
    await page.getByText('已退回 1 份').waitFor();
    const official = await officialAt(browser, server.url, 'mz-shenpi1', '/work?scope=office');
    await official.page.getByRole('link', { name: /覃|钱/ }).filter({ hasText: '印章管理员退回' }).first().click();
    await official.page.getByText('退回理由：请核对出生日期').waitFor();
    await official.page.getByRole('button', { name: /^领取/ }).click();
    await official.page.getByText('已领取，由您办理').waitFor();
    await picture(official.page, 'keeper-sent-back');
    for (const width of [768, 375]) {
      await official.page.setViewportSize({ width, height: 900 });
      await picture(official.page, `keeper-sent-back-${width}`);
    }
    await official.page.setViewportSize({ width: 1440, height: 900 });
    await official.page.getByRole('button', { name: /更正并重新送签/ }).click();
    await official.page.getByLabel('核对说明').fill('已与公安人口库核对，出生日期无误');
    await picture(official.page, 'keeper-resubmit');
    await official.page.getByRole('button', { name: '不更正，重新送签' }).click();
    await official.page.getByText(/正等待印章管理员加盖/).waitFor();
    expect(official.faults).toEqual([]);
    await official.context.close();

    await page.reload();
    await page.getByRole('checkbox', { name: /选择 高龄老人优待证/ }).check();
    await page.getByRole('button', { name: '加盖', exact: true }).click();
    await sendDialog(page, { 印章密码: password });
    await page.getByText('已加盖 1 份').waitFor();
    await picture(page, 'keeper-sealed');
    await expect
      .poll(async () => (await elder.call(c.getCase, { params: { caseId: filed.id } })).state, { timeout: 20_000 })
      .toBe('closed');
    const [licence] = await elder.call(c.listLicences, {});
    file = await licenceFile(elder, licence!.id);
    expect(await verdictOf(file, 'hand-sealed-verified')).toContain('真实有效');
  });

  it('F151 X05: lost since before it was set: verification says so of what it sealed from then on, and the keeper has it among his messages', async () => {
    const { page } = keeper;
    await open(page, '/studio/seals');
    await page.locator('.seal-card').filter({ hasText: '使用中' }).getByRole('link').click();
    await page.getByRole('button', { name: '挂失' }).click();
    await sendDialog(page, { 理由: '载体随包遗失，已报警', 何时起失控: localTime(since) });
    await page.getByText('已挂失').first().waitFor();
    await picture(page, 'seal-lost');
    const told = await verdictOf(file, 'lost-seal-verified');
    expect(told).not.toContain('真实有效');
    expect(told).toMatch(/印章“云溪区民政局”.*挂失.*起的签章不可信/);
    await open(page, '/work/messages');
    await page.getByText('“云溪区民政局”已挂失').first().waitFor();
    await picture(page, 'keeper-messages');
    expect([keeper, approver, maker, auditor].flatMap((one) => one.faults)).toEqual([]);
  });

  it('F149 F150: the next one is taken into use on a 智能密码钥匙, its key made there; what waits is sealed with the key and its PIN', async () => {
    const { page } = keeper;
    const clients = await Promise.all(['mz-yinzhang', 'sj-yinshen', 'sj-zhizhang'].map((a) => signInAs(server.url, a)));
    const [applicant, approving, making] = clients as [Client, Client, Client];
    const wanted = { kind: 'unit', source: 'drawn', reason: '原印章遗失，重新申领' } as const;
    const { id } = await applicant.call(c.applyForSeal, { body: { requestId: newRequestId(), ...wanted } });
    const params = { applicationId: id };
    const approval = { requestId: newRequestId(), approve: true, reason: '遗失已公告' };
    await approving.call(c.decideSealApplication, { params, body: approval });
    const { sealId } = await making.call(c.makeSeal, { params, body: { requestId: newRequestId() } });

    await open(page, `/studio/seals/${sealId}`);
    await page.getByRole('button', { name: '用智能密码钥匙启用' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '读取钥匙' }).click();
    await dialog.getByText('没有找到智能密码钥匙程序').waitFor();
    await picture(page, 'seal-key-no-program');
    await plugIn();
    await dialog.getByRole('button', { name: '读取钥匙' }).click();
    await dialog.getByLabel('钥匙 PIN').fill('00000000');
    await dialog.getByRole('button', { name: '启用', exact: true }).click();
    await dialog.getByText('PIN 不对，还可以再试 4 次').waitFor();
    await picture(page, 'seal-key-wrong-pin');
    expect(await faultsOf(page)).toEqual([]);
    await sendDialog(page, { '钥匙 PIN': UKEY_PIN }, '启用');
    await page.getByText('智能密码钥匙 · 正常').waitFor();
    await picture(page, 'seal-on-key');

    const elder = await signInAs(server.url, idOf('gao-shuhua'));
    const filed = await fileCase(elder, handSealed, grants['senior-card'].answers, 3000);
    expect(filed.state).toBe('granted');
    await open(page, '/work/seals');
    await page.getByRole('checkbox', { name: /选择 高龄老人优待证/ }).check();
    await page.getByRole('button', { name: '加盖', exact: true }).click();
    await dialog.getByLabel('钥匙 PIN').fill('00000000');
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.getByText('PIN 不对，还可以再试 4 次').waitFor();
    await picture(page, 'keeper-key-wrong-pin');
    await sendDialog(page, { '钥匙 PIN': UKEY_PIN });
    await page.getByText('已加盖 1 份').waitFor();
    await picture(page, 'keeper-sealed-with-key');
    await expect
      .poll(async () => (await elder.call(c.getCase, { params: { caseId: filed.id } })).state, { timeout: 20_000 })
      .toBe('closed');
    const made = (await elder.call(c.listLicences, {})).find((one) => one.name.zh === '高龄老人优待证');
    expect(await verdictOf(await licenceFile(elder, made!.id), 'key-sealed-verified')).toContain('真实有效');
    expect(keeper.faults.filter((fault) => !fault.includes('17771'))).toEqual([]);
  });
});

describe('a seal is renewed', () => {
  it('F153: asked for from 60 days before its end and not earlier; the old one seals until the new one is taken into use, and what it sealed stays good', async () => {
    const office = '12990101009901032D';
    const name = '云溪区社会保险事业管理中心';
    const official = await officialAt(browser, server.url, 'sb-yinzhang');
    const { page } = official;
    const client = await signInAs(server.url, 'sb-yinzhang');
    const seals = async () => (await client.call(c.listMySeals, {})).seals;
    const [former] = await seals();
    const renewal = { kind: 'unit', source: 'drawn', reason: '到期换发', renews: former!.id } as const;
    await expect(
      client.call(c.applyForSeal, { body: { requestId: newRequestId(), ...renewal } }),
    ).rejects.toMatchObject({ problem: { code: 'seals.not_renewable' } });
    // three years less 55 days later
    const db = await openDatabaseOf(folder.path);
    await db.query(
      `update seals.seal set valid_from = valid_from - interval '1040 days', activated_at = activated_at - interval '1040 days',
        valid_to = valid_to - interval '1040 days' where id = $1`,
      [former!.id],
    );
    const sealOf = async (person: string) => {
      const holder = await signInAs(server.url, idOf(person));
      const filed = await fileCase(holder, 'social-insurance-statement', grants['social-insurance-statement'].answers);
      expect([filed.state, filed.outcome]).toEqual(['closed', 'granted']);
      const [licence] = await holder.call(c.listLicences, {});
      const { rows } = await db.query('select seal_id as id from seals.ledger where licence_id = $1', [licence!.id]);
      return { seal: rows[0]?.id as string, file: await licenceFile(holder, licence!.id) };
    };

    await open(page, '/studio/seals');
    await page.getByText(/55 天/).first().waitFor();
    await picture(page, 'seal-renewable');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: '申请换发' }).click();
    await page.getByRole('dialog').getByLabel('种类').waitFor();
    await picture(page, 'seal-renewal-asked');
    await sendDialog(page, { 理由: '印章将满三年，申请换发' }, '提交申请');
    await approveAndMake(name);

    const before = await sealOf('chen-jing');
    expect(before.seal).toBe(former!.id);
    await activate(page, name);
    await picture(page, 'seal-renewed');
    const after = await sealOf('he-xu');
    const now = await seals();
    expect(now.find((s) => s.id === former!.id)?.state).toBe('replaced');
    expect(now.find((s) => s.id === after.seal)).toMatchObject({ state: 'in-use', principal: { id: office } });
    expect(after.seal).not.toBe(former!.id);
    for (const [one, title] of [
      [before, 'sealed-by-the-former'],
      [after, 'sealed-by-the-new'],
    ] as const)
      expect(await verdictOf(one.file, title)).toContain('真实有效');
    expect(official.faults).toEqual([]);
    await official.context.close();
    await db.end();
  });
});
