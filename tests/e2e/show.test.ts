import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
const slug = 'senior-card';
let server: RunningServer;
let browser: Browser;
let holder: Visitor;
let checker: Visitor;
let licenceId: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const client = await signInAs(server.url, idOf(grants[slug].person));
  licenceId = (await fileCase(client, slug, grants[slug].answers)).licence!.id;
  holder = await newVisitor(browser, 375);
  checker = await newVisitor(browser, 375);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(holder.page, 'failed-show-holder');
  await picture(checker.page, 'failed-show-checker');
});

/** What a camera reads from the screen. */
async function scan(page: Page): Promise<string> {
  const path = await page.locator('.show__qr path[d*="M"]').getAttribute('d');
  const modules = [...(path ?? '').matchAll(/M(\d+) (\d+)/g)].map((m) => [Number(m[1]), Number(m[2])] as const);
  const size = Math.max(...modules.flat()) + 1;
  const scale = 4;
  const width = (size + 8) * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [x, y] of modules)
    for (let i = 0; i < scale * scale; i++) {
      const at = ((y + 4) * scale + Math.floor(i / scale)) * width + (x + 4) * scale + (i % scale);
      pixels.fill(0, at * 4, at * 4 + 3);
    }
  const read = jsQR(pixels, width, width)?.data;
  if (!read) throw new Error('no code on the screen');
  return read;
}

describe('a licence in its holder’s hand', () => {
  it('F137: shows a code that the checker’s phone opens: shown now, with photo and paper; the holder sees that it was scanned', async () => {
    const { page } = holder;
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/licences/${licenceId}`)}`);
    await signInOnPage(page, idOf(grants[slug].person));
    await page.getByRole('link', { name: '亮证' }).click();
    await page.getByText(/秒后换码/).waitFor();
    await picture(page, 'show-holder-375');
    const address = await scan(page);
    expect(address.startsWith(`${server.url}/v/`)).toBe(true);
    await checker.page.goto(address);
    await checker.page.getByRole('heading', { name: '亮证有效' }).waitFor();
    await checker.page.getByRole('img', { name: '证照上的照片' }).waitFor();
    await checker.page.getByText('钱桂珍').first().waitFor();
    expect(
      await checker.page.locator('.verify-papers img').evaluate((img: HTMLImageElement) => img.decode().then(() => 1)),
    ).toBe(1);
    await picture(checker.page, 'show-checker-375');
    await page.getByText('对方已扫码核验').waitFor();
    await picture(page, 'show-holder-scanned-375');
  });

  it('put away, the code a picture was taken of opens a page that says so and nothing of the holder', async () => {
    const address = await scan(holder.page);
    const screenshot = await holder.page.locator('.show__qr').screenshot();
    await holder.page.getByRole('button', { name: '收起' }).click();
    await holder.page.waitForURL(`**/licences/${licenceId}`);
    await holder.page.getByRole('heading', { name: '亮证记录' }).waitFor();
    await holder.page.getByText(/对方扫码核验/).waitFor();
    await checker.page.goto(address);
    await checker.page.getByRole('heading', { name: '亮证已过期' }).waitFor();
    expect(await checker.page.getByText('钱桂珍').count()).toBe(0);
    await picture(checker.page, 'show-checker-over-375');
    await checker.page.goto(`${server.url}/verify`);
    await checker.page
      .getByLabel('选择证照文件')
      .setInputFiles({ name: 'screenshot.png', mimeType: 'image/png', buffer: screenshot });
    await checker.page.getByRole('heading', { name: '亮证已过期' }).waitFor();
  });

  it('without a network the code goes on changing each minute until the showing is over', async () => {
    const { page, context } = holder;
    await page.clock.install();
    await page.goto(`${server.url}/licences/${licenceId}/show`);
    await page.getByText(/秒后换码/).waitFor();
    const first = await scan(page);
    await context.setOffline(true);
    await page.clock.fastForward(61_000);
    await page.getByText('手机没有网络').waitFor();
    const second = await scan(page);
    expect(second).not.toBe(first);
    expect(second.replace(/-\d+-\w+$/, '')).toBe(first.replace(/-\d+-\w+$/, ''));
    await picture(page, 'show-holder-offline-375');
    await page.clock.fastForward(9 * 60_000);
    await page.getByRole('heading', { name: '亮证已结束' }).waitFor();
    await picture(page, 'show-holder-over-375');
    await page.getByRole('button', { name: '重新亮证' }).click();
    await page.getByText('现在没有网络，不能重新亮证').waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: '重新亮证' }).click();
    await page.getByText(/秒后换码/).waitFor();
    expect(await scan(page)).not.toBe(first);
    expect([...holder.faults, ...checker.faults]).toEqual([]);
  });
});
