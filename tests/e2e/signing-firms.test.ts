import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as c from '@miaopi/contracts';
import { LICENCE_PASSWORD, todayInChina } from '@miaopi/scenarios';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { actForFirm, checkPerson, idOf, newRequestId } from './filing.ts';
import { firmOf, takeFirmSeal } from './lease.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
const today = todayInChina();
const [lanshan, hengzhu] = [firmOf('lanshan'), firmOf('hengzhu')];
let server: RunningServer;
let browser: Browser;
let landlord: Visitor;
let tenant: Visitor;
let phone: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  landlord = await newVisitor(browser);
  tenant = await newVisitor(browser);
  phone = await newVisitor(browser, 375);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of browser.contexts().entries())
    for (const page of context.pages()) await picture(page, `failed-signing-firms-${i}`);
});

async function signInFor(page: Page, legalRepresentative: string, firm: string): Promise<void> {
  await page.goto(`${server.url}/signin?to=/me/mandates`);
  await signInOnPage(page, idOf(legalRepresentative));
  await page.waitForURL('**/me/mandates');
  await page.getByRole('listitem').filter({ hasText: firm }).getByRole('button', { name: '切换为此身份' }).click();
  await page.getByText('当前身份').first().waitFor();
}

describe('a lease between two firms', () => {
  it('F139: the landlord’s legal representative asks for the firm’s seal, it is approved and made, and taken into use', async () => {
    const { page } = landlord;
    await signInFor(page, 'du-wei', lanshan.name);
    await takeFirmSeal(page, server.url, 'Yinzhang-2026');
    await picture(page, 'firm-seal-in-use');
  });

  it('F139 F142: the firm fills the lease, sends it round and signs with its seal', async () => {
    const { page } = landlord;
    await page.goto(`${server.url}/items/lease-filing/apply`);
    await page.getByRole('button', { name: '同意并继续' }).click();
    const fill = (label: RegExp | string, value: string) => page.getByLabel(label).first().fill(value);
    await page.getByLabel('出租人（房东）').check();
    await fill('您的住所', lanshan.address);
    await page.getByRole('group', { name: '对方是' }).getByLabel('企业').check();
    await fill('对方姓名或者名称', hengzhu.name);
    await fill('对方统一社会信用代码', hengzhu.uscc);
    await fill('对方住所', hengzhu.address);
    await fill('对方联系电话', '13900000042');
    await fill('房屋坐落', lanshan.address);
    await fill(/出租面积/, '120');
    await page.getByLabel('钢筋混凝土').check();
    await fill('附属设施、家具和家电', '无');
    await page.getByRole('group', { name: '租赁用途' }).getByLabel('办公').check();
    await fill('合同签订日期', today);
    await fill('起租日', today);
    await fill('到期日', `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('-02-29', '-02-28')}`);
    await fill('月租金（元）', '9600');
    await fill('押金（元）', '9600');
    await page.getByLabel('按季支付').check();
    await page.getByRole('group', { name: '房屋维修由' }).getByLabel('出租人').check();
    await page
      .getByRole('group', { name: /水电燃气/ })
      .getByLabel('承租人')
      .check();
    await page.getByLabel('房屋所在地人民法院').check();
    await page.getByRole('group', { name: '我声明' }).getByRole('checkbox').check();
    await page.getByRole('button', { name: '生成并发起签署' }).click();
    await page.waitForURL('**/signings/*');
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByLabel('签名（印章）密码').fill('Yinzhang-2026');
    await page.getByRole('textbox', { name: '登录密码' }).fill('Miaopi-2026');
    await picture(page, 'firm-signs-with-seal');
    await page.getByRole('button', { name: '确认签署' }).click();
    await page.getByText('已签署，等待').first().waitFor();
    await page.waitForTimeout(400);
    await picture(page, 'firm-signed-with-seal');
  });

  it('F141: the tenant firm gets a message that leads to the document, scans a code, confirms in the licence app, and the page goes on by itself', async () => {
    const { page } = tenant;
    await signInFor(page, 'yan-zheng', hengzhu.name);
    await page.goto(`${server.url}/me/messages`);
    await page
      .getByRole('link', { name: /去签署/ })
      .first()
      .click();
    await page.waitForURL('**/signings/*');
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByLabel('电子营业执照', { exact: true }).check();
    const link = page.getByRole('link', { name: '在本机打开电子营业执照' });
    await link.waitFor();
    await page.waitForTimeout(300);
    await picture(page, 'licence-scan');
    await page.setViewportSize({ width: 375, height: 800 });
    await page.waitForTimeout(200);
    await picture(page, 'licence-scan-375');
    await page.setViewportSize({ width: 1440, height: 900 });

    const app = phone.page;
    await app.goto((await link.getAttribute('href'))!);
    await picture(app, 'licence-app-375');
    await app.getByLabel('执照密码').fill('000000');
    await app.getByRole('button', { name: '确认签名' }).click();
    await app.getByRole('alert').waitFor();
    await picture(app, 'licence-app-wrong-375');
    await app.getByLabel('执照密码').fill(LICENCE_PASSWORD);
    await app.getByRole('button', { name: '确认签名' }).click();
    await app.getByText('已确认签名').waitFor();
    await picture(app, 'licence-app-done-375');

    await page.getByText('各方都已签署，文件已完成。').waitFor();
    await page.waitForTimeout(400);
    await picture(page, 'signed-with-licence');
    expect(landlord.faults).toEqual([]);
    expect(tenant.faults).toEqual([]);
  });

  it('F141: the lease is filed with both firms’ signatures as the original, and the machine grants it', async () => {
    const client = await signInAs(server.url, idOf('du-wei'));
    await actForFirm(client, '澜山');
    await checkPerson(client);
    const [signing] = await client.call(c.listSignings, {});
    const view = await client.call(c.getSigning, { params: { signingId: signing!.id } });
    expect(view.parties.map((p) => p.by)).toEqual(['seal', 'business-licence']);
    const drafts = await client.call(c.getDraft, { params: { draftId: view.draftId! } });
    const draft = await client.call(c.refreshDraft, {
      params: { draftId: drafts.id },
      body: { revision: drafts.revision, answers: { ...drafts.answers, 租赁合同: [view.file] } },
    });
    const filed = await client.call(c.submitApplication, {
      params: { draftId: draft.id },
      query: { wait: 10_000 },
      body: { requestId: newRequestId(), revision: draft.revision, declared: true },
    });
    expect(filed.state).toBe('closed');
    const [licence] = await client.call(c.listLicences, {});
    expect(licence).toMatchObject({ name: { zh: '房屋租赁登记备案证明' }, state: 'valid' });
  });

  it('F141 F145: anybody’s check of the lease says that both seals hold and whose authority answers for each, on the page and on the command line', async () => {
    const client = await signInAs(server.url, idOf('du-wei'));
    await actForFirm(client, '澜山');
    const [signing] = await client.call(c.listSignings, {});
    const { page } = await newVisitor(browser);
    const file = join(folder.path, 'lease.ofd');
    const lease = await client.raw(c.getSigningFile, { params: { signingId: signing!.id } });
    writeFileSync(file, new Uint8Array(await lease.arrayBuffer()));
    await page.goto(`${server.url}/verify`);
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByRole('heading', { name: /签章有效/ }).waitFor();
    await page.getByText('电子营业执照的认证机构', { exact: true }).waitFor();
    await page.getByText('本平台的认证机构', { exact: true }).waitFor();
    await picture(page, 'lease-verified');
    const { stdout } = await promisify(execFile)(process.execPath, ['bin/miaopi.mjs', 'verify', file, '--json'], {
      env: { ...process.env, DATA_DIR: folder.path },
    });
    const answer = JSON.parse(stdout) as { verdict: string; signatures: { authority: { role: string } }[] };
    expect(answer.verdict).toBe('valid');
    expect(answer.signatures.map((s) => s.authority.role)).toEqual(['own', 'business-licence']);
  });
});
