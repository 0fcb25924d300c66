import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { idOf } from './filing.ts';
import { dataFolder, type RunningServer, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

const folder = dataFolder();
const purpose = '统计各单位的办件量和办理时长';
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

/** The dialog with everything written that it asks for. */
async function written(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: '登记读取系统' }).click();
  const dialog = page.getByRole('dialog', { name: '登记读取系统' });
  await dialog.getByLabel('系统名称').fill('效能统计系统');
  await dialog.getByLabel('使用单位').fill('云州市统计局');
  await dialog.getByLabel('联系人和电话').fill('统计局 0990-0001');
  await dialog.getByLabel('用途').fill(purpose);
  return dialog;
}

async function signInOver(page: Page, account: string): Promise<void> {
  const asked = page.getByRole('dialog', { name: '登录已过期' });
  await asked.getByLabel(/^(身份证号、手机号或统一社会信用代码|工作人员账号)$/).fill(account);
  await asked.getByLabel('密码', { exact: true }).fill('Miaopi-2026');
  await asked.getByRole('button', { name: '登录', exact: true }).click();
  await asked.waitFor({ state: 'detached' });
}

describe('a session that ends while something is written in a dialog', () => {
  it('F028 X12: is signed in to over the dialog; what is written stays and can be sent again', async () => {
    const { page, context } = await officialAt(browser, server.url, 'sj-yunwei', '/studio/standard/readers');
    const dialog = await written(page);
    await context.clearCookies({ name: 'miaopi_session' });
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await picture(page, 'session-end-dialog');
    expect(await faultsOf(page)).toEqual([]);
    await signInOver(page, 'sj-yunwei');
    await dialog.getByText('已重新登录').waitFor();
    await picture(page, 'session-end-again');
    expect(await dialog.getByLabel('用途').inputValue()).toBe(purpose);
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('效能统计系统').first().waitFor();
    await context.close();
  });

  it('F028: stays open to who would rather not sign in at once; another official does not find what the former wrote', async () => {
    const { page, context } = await officialAt(browser, server.url, 'sj-yunwei');
    await page.clock.install();
    await page.goto(`${server.url}/studio/standard/readers`);
    const dialog = await written(page);
    await context.clearCookies({ name: 'miaopi_session' });
    await page.clock.fastForward('02:00');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    const asked = page.getByRole('dialog', { name: '登录已过期' });
    await asked.waitFor();
    await asked.getByRole('button', { name: '暂不登录' }).click();
    expect(await dialog.getByLabel('用途').inputValue()).toBe(purpose);
    await dialog.getByRole('button', { name: '登录', exact: true }).click();
    await signInOver(page, 'sj-shenji');
    await dialog.waitFor({ state: 'detached' });
    await context.close();
  });
});

const street = '云溪区柳岸路 18 号 3 幢 2 单元 501 室';

/** At the address book, with a new address written. */
async function applicantWrites(person: string): Promise<Visitor & { readonly dialog: Locator }> {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(`${server.url}/signin?to=/me/addresses`);
  await signInOnPage(page, idOf(person));
  await page.getByRole('button', { name: '新增地址' }).click();
  return { ...visitor, dialog: await addressWritten(page) };
}

async function addressWritten(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: '新增收件地址' });
  await dialog.getByLabel('收件人').fill('陈静');
  await dialog.getByLabel('手机号码').fill('13900000001');
  await dialog.getByLabel('详细地址').fill(street);
  return dialog;
}

describe('an applicant’s session that ends while something is written', () => {
  it('F028 F203: is signed in to over the dialog; what is written stays and is sent again', async () => {
    const { page, context, dialog, faults } = await applicantWrites('chen-jing');
    await context.clearCookies({ name: 'miaopi_session' });
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await picture(page, `session-end-portal-${width}`);
      expect(await faultsOf(page)).toEqual([]);
    }
    await signInOver(page, idOf('chen-jing'));
    await dialog.getByText('已重新登录').waitFor();
    await picture(page, 'session-end-portal-again');
    expect(await dialog.getByLabel('详细地址').inputValue()).toBe(street);
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(street).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F028 F029: who was acting for a firm still is', async () => {
    const visitor = await newVisitor(browser);
    const { page, context } = visitor;
    await page.goto(`${server.url}/signin?to=/me/mandates`);
    await signInOnPage(page, idOf('ai-wen'));
    await page.getByRole('main').getByRole('button', { name: /云麓/ }).click();
    const present = page.getByRole('banner').getByText(/云麓/).first();
    await present.waitFor();
    await page.goto(`${server.url}/me/addresses`);
    await page.getByRole('button', { name: '新增地址' }).click();
    const dialog = await addressWritten(page);
    await context.clearCookies({ name: 'miaopi_session' });
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await signInOver(page, idOf('ai-wen'));
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(street).first().waitFor();
    await present.waitFor();
    await context.close();
  });

  it('F028: a small message that asks to sign in goes by itself once that is done, what could not be read is read, and nothing is done again', async () => {
    const visitor = await newVisitor(browser);
    const { page, context } = visitor;
    await page.goto(`${server.url}/signin?to=/me/notices`);
    await signInOnPage(page, idOf('chen-jing'));
    const save = page.getByRole('button', { name: '保存', exact: true }).last();
    await save.waitFor();
    await context.clearCookies({ name: 'miaopi_session' });
    let sent = 0;
    page.on('request', (r) => {
      if (r.method() !== 'GET' && r.url().includes('/api/notice-settings')) sent++;
    });
    await save.click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    const message = page.getByText(/^请先登录/);
    await message.waitFor();
    await signInOver(page, idOf('chen-jing'));
    await message.waitFor({ state: 'detached' });
    expect(sent).toBe(1);
    await save.click();
    await page.getByText('已保存', { exact: true }).waitFor();
    expect(sent).toBe(2);
    await context.close();
  });

  it('F028: may be left as it is: what is written stays until the page is left, and then nobody is signed in; another person does not find it', async () => {
    const { page, context, dialog } = await applicantWrites('lin-feng');
    const asked = page.getByRole('dialog', { name: '登录已过期' });
    await context.clearCookies({ name: 'miaopi_session' });
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await asked.getByRole('button', { name: '暂不登录' }).click();
    expect(await dialog.getByLabel('详细地址').inputValue()).toBe(street);
    await dialog.getByRole('alert').getByRole('button', { name: '登录', exact: true }).click();
    await signInOver(page, idOf('chen-jing'));
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '新增地址' }).click();
    await addressWritten(page);
    await context.clearCookies({ name: 'miaopi_session' });
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await asked.getByRole('button', { name: '暂不登录' }).click();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('link', { name: '查办件' }).first().click();
    await page.getByRole('banner').getByRole('link', { name: '登录' }).waitFor();
    await context.close();
  });
});
