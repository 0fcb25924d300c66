import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { idOf } from './filing.ts';
import { dataFolder, type RunningServer, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
let one: Page;
let other: Page;
let faults: string[];

const form = () => `${server.url}/items/social-insurance-statement/apply`;
const dialog = (page: Page) => page.getByRole('dialog');

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const visitor = await newVisitor(browser);
  ({ page: one, context, faults } = visitor);
  await one.goto(`${server.url}/signin?to=${encodeURIComponent('/items/social-insurance-statement/apply')}`);
  await signInOnPage(one, idOf('chen-jing'));
  await one.getByRole('button', { name: '同意并继续' }).click();
  await one.getByText('3 项已为您填好').waitFor();
  other = await context.newPage();
  await other.goto(form());
  await other.getByText('3 项已为您填好').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

/** He turns to this window. */
async function turnTo(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}
/** Does it, and waits until what it changed is with the server. */
async function saving(page: Page, act: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse((r) => r.request().method() === 'PUT' && r.url().includes('/api/drafts/'));
  await act();
  expect((await answered).ok()).toBe(true);
}

describe('one application in two windows', () => {
  it('X08: both type; who comes second is shown what differs and chooses, and nothing is lost unseen', async () => {
    await saving(one, () => one.getByLabel('基本养老保险').check());
    await other.getByLabel('落户').check();
    await dialog(other).getByRole('heading', { name: '另一个窗口改过这份申请' }).waitFor();
    await dialog(other)
      .getByRole('row', { name: /险种 — 基本养老保险/ })
      .waitFor();
    expect(await faultsOf(other)).toEqual([]);
    await picture(other, 'two-windows-differ');
    await dialog(other).getByRole('button', { name: '用另一个窗口的' }).click();
    await dialog(other).waitFor({ state: 'detached' });
    expect(await other.getByLabel('基本养老保险').isChecked()).toBe(true);
  });

  it('X08: back in a window that has fallen behind he is told before he types on', async () => {
    await saving(other, () => other.getByLabel('全部记录').check());
    await saving(other, () => other.getByLabel('求职应聘').check());
    await turnTo(one);
    await dialog(one)
      .getByRole('row', { name: /证明哪段时间 — 全部记录/ })
      .waitFor();
    await dialog(one).getByRole('button', { name: '用另一个窗口的' }).click();
    await dialog(one).waitFor({ state: 'detached' });
    expect(await one.getByLabel('全部记录').isChecked()).toBe(true);
  });

  it('X08: filed in one, the other says so, shows what it holds that was not filed, and leads to the case', async () => {
    await one.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await one.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await one.getByRole('button', { name: '确认并提交' }).click();
    await one.getByRole('heading', { name: '办好了' }).waitFor();
    await other.getByLabel('近 12 个月').check();
    await dialog(other).getByRole('heading', { name: '这份申请已经提交' }).waitFor();
    await dialog(other)
      .getByRole('row', { name: /证明哪段时间 近 12 个月 全部记录/ })
      .waitFor();
    for (const width of [1440, 375]) {
      await other.setViewportSize({ width, height: 900 });
      expect(await faultsOf(other), `${width}`).toEqual([]);
      await picture(other, `two-windows-filed-${width}`);
    }
    await dialog(other).getByRole('link', { name: '查看办件' }).click();
    await other.getByRole('heading', { name: '办好了' }).waitFor();
    expect(faults).toEqual([]);
  });
});
