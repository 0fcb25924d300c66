import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { UKEY_BRIDGE } from '@miaopi/contracts';
import { createBridge, demoTokens, type OutsideKeys, UKEY_PIN } from '@miaopi/scenarios';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { district } from './filing.ts';
import { dataFolder, type RunningServer, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
const holder = district.persons.filter((p) => p.account)[0]!;
const keeper = district.staff.find((s) => s.roles.includes('seal-keeper'))!;
let server: RunningServer;
let browser: Browser;
let bridge: Server | undefined;
let visitor: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  visitor = await newVisitor(browser);
});
afterAll(async () => {
  bridge?.close();
  bridge?.closeAllConnections();
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(visitor.page, 'failed-ukey');
});

/** The program on a person's computer, with his key of the demo. */
async function plugIn(name: string): Promise<void> {
  bridge?.closeAllConnections();
  await new Promise((resolve) => (bridge ? bridge.close(resolve) : resolve(undefined)));
  const keys = JSON.parse(readFileSync(join(folder.path, 'keys/outside.json'), 'utf8')) as OutsideKeys;
  const own = demoTokens(keys).filter((token) => token.label.startsWith(name));
  const { hostname, port } = new URL(UKEY_BRIDGE);
  const listening = createBridge({ origins: [server.url], tokens: () => own });
  bridge = listening;
  await new Promise<void>((resolve) => listening.listen(Number(port), hostname, resolve));
}

it('F150: without the program the page says so and what to do; with it a person binds his key to the account', async () => {
  const { page } = visitor;
  await page.goto(`${server.url}/signin?to=/me/account`);
  await page.getByText('密码钥匙').click();
  await page.getByRole('button', { name: '读取钥匙' }).click();
  await page.getByText('没有找到智能密码钥匙程序').waitFor();
  await picture(page, 'ukey-no-program');
  await page.reload();
  await signInOnPage(page, holder.citizenId);
  await page.waitForURL('**/me/account');

  await plugIn(holder.name);
  await page.getByRole('button', { name: '绑定钥匙' }).click();
  await page.getByRole('button', { name: '读取钥匙' }).click();
  await page.getByLabel('钥匙 PIN').fill('00000000');
  await page.getByLabel('登录密码').fill('Miaopi-2026');
  await page.getByRole('button', { name: '确认绑定' }).click();
  await page.getByText('PIN 不对，还可以再试 4 次').waitFor();
  await picture(page, 'ukey-wrong-pin');
  await page.getByLabel('钥匙 PIN').fill(UKEY_PIN);
  await page.getByRole('button', { name: '确认绑定' }).click();
  await page.getByText('已绑定，下次可以用钥匙登录。').waitFor();
  await picture(page, 'ukey-bound');
});

it('F150: the key and its PIN sign the person in, on a narrow page too', async () => {
  const { page } = visitor;
  await visitor.context.clearCookies();
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`${server.url}/signin?to=/me/account`);
  await page.getByText('密码钥匙').click();
  await page.getByRole('button', { name: '读取钥匙' }).click();
  await page.getByLabel('钥匙 PIN').fill(UKEY_PIN);
  await picture(page, 'ukey-sign-in-375');
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('**/me/account');
  await expect.poll(() => page.getByRole('main').innerText()).toContain('解绑');
  await picture(page, 'ukey-account-375');
  expect(visitor.faults.filter((fault) => !fault.includes('17771'))).toEqual([]);
});

it('F150: an official binds his key on a page of the account menu, signs in with it, and unbinds it', async () => {
  const official = await newVisitor(browser);
  const { page } = official;
  await page.goto(`${server.url}/work/account`);
  await signInOnPage(page, keeper.account);
  await page.getByRole('heading', { level: 1, name: '我的账户' }).waitFor();
  await plugIn(keeper.name);
  await page.getByRole('button', { name: '绑定钥匙' }).click();
  await page.getByRole('button', { name: '读取钥匙' }).click();
  await page.getByLabel('钥匙 PIN').fill(UKEY_PIN);
  await page.getByLabel('登录密码').fill('Miaopi-2026');
  await page.getByRole('button', { name: '确认绑定' }).click();
  await page.getByText('已绑定，下次可以用钥匙登录。').waitFor();
  await page.locator('.menu summary').click();
  await picture(page, 'official-account');
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`${server.url}/work`);
  await page.locator('.menu summary').click();
  await page.getByRole('link', { name: '我的账户' }).click();
  await page.getByRole('button', { name: '解绑' }).waitFor();
  await picture(page, 'official-account-375');

  await official.context.clearCookies();
  await page.goto(`${server.url}/signin?to=/work/account`);
  await page.getByText('密码钥匙').click();
  await page.getByRole('button', { name: '读取钥匙' }).click();
  await page.getByLabel('钥匙 PIN').fill(UKEY_PIN);
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('**/work/account');
  await page.getByRole('button', { name: '解绑' }).click();
  await page.getByText('已解绑。').waitFor();
  expect(official.faults.filter((fault) => !fault.includes('17771'))).toEqual([]);
});
