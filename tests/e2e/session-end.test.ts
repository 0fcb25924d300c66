import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { picture } from './browser.ts';
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
  await asked.getByLabel('身份证号、手机号或统一社会信用代码').fill(account);
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
    await dialog.getByRole('alert').getByRole('button', { name: '登录', exact: true }).click();
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

  it('F028: is found out by the page itself, which asks over the dialog; another official does not find what the former wrote', async () => {
    const { page, context } = await officialAt(browser, server.url, 'sj-yunwei');
    await page.clock.install();
    await page.goto(`${server.url}/studio/standard/readers`);
    const dialog = await written(page);
    await context.clearCookies({ name: 'miaopi_session' });
    await page.clock.fastForward('02:00');
    // the refusal asks again who is signed in
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
