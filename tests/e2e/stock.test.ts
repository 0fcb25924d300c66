import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { csv, driver, headings, pictures } from '../../apps/server/test/licences/stock-files.ts';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { district } from './filing.ts';
import { dataFolder, type RunningServer, startServer } from './server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = dataFolder();
const holder = district.persons.find((p) => p.key === 'chen-jing')!;
const widths = [1440, 768, 375];
let server: RunningServer;
let browser: Browser;
let clerk: Visitor;
let head: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  clerk = await newVisitor(browser);
  head = await newVisitor(browser);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of browser.contexts().entries())
    for (const page of context.pages()) await picture(page, `failed-stock-${i}`);
});

async function openStudio(page: Page, account: string): Promise<void> {
  await page.goto(`${server.url}/studio/batches`);
  await signInOnPage(page, account);
  await page.getByRole('heading', { name: '存量证照转换', level: 1 }).waitFor();
}

/** No fault of accessibility and nothing wider than the window, in a picture of each width. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 500 ? 800 : 900 });
    await picture(page, `stock-${name}-${width}`);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThan(2);
    // the page's policy refuses inline script
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
    });
    expect(faults, `${name} at ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: widths[0]!, height: 900 });
}

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

const upload = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });

describe('存量转换 in the studio', () => {
  const rows = Array.from({ length: 40 }, (_, i) => driver(i + 1));
  rows[6] = rows[6]!.map((cell, i) => (i === 1 ? holder.name : i === 2 ? holder.citizenId : cell));
  const faulty = rows.map((row, i) => (i === 2 ? row.map((cell, at) => (at === 3 ? '2023-02-30' : cell)) : row));
  const table = (of: readonly (readonly string[])[]) => upload('驾驶员证.csv', 'text/csv', csv([headings, ...of]));

  it('F220: who decides nothing is told so; an empty list says where to begin', async () => {
    const other = await newVisitor(browser);
    await other.page.goto(`${server.url}/studio/batches`);
    await signInOnPage(other.page, 'jt-shouli');
    await other.page.getByRole('heading', { level: 1 }).filter({ hasNotText: '登录' }).waitFor();
    await looksRight(other.page, 'refused');
    await other.context.close();
    await openStudio(clerk.page, 'jt-shenpi1');
    await clerk.page.getByText('还没有批次').waitFor();
    await looksRight(clerk.page, 'empty');
  });

  it('F220: table and pictures are uploaded, columns matched, faults listed with row, column and remedy, and saved as CSV', async () => {
    const { page } = clerk;
    await page.getByRole('button', { name: '新建批次' }).click();
    await page.getByLabel('批次名称').fill('2019—2023 年纸质驾驶员证');
    await page.getByLabel(/已逐份与原件或者档案核对/).check();
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByRole('heading', { name: '上传表格' }).waitFor();
    await looksRight(page, 'begun');
    // what can't be used is refused with the reason
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(upload('x.csv', 'text/csv', Buffer.from('编号,姓名\n1,"甲\n')));
    await page.getByText('引号没有配对').waitFor();
    await page.locator('input[type=file]').first().setInputFiles(table(faulty));
    await page.getByText('40 行').waitFor();
    await page
      .locator('input[type=file]')
      .nth(1)
      .setInputFiles(upload('照片.zip', 'application/zip', pictures(rows.map((r) => r[5]!))));
    await page.getByText('40 张照片').waitFor();
    await page.getByRole('combobox', { name: '驾驶证初次领证日期' }).selectOption('初次领证日期');
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('heading', { name: '有些行有问题' }).waitFor();
    await page.getByRole('cell', { name: /2023-02-30”不是存在的日期/ }).waitFor();
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('请更正有问题的行后再试运行，或者勾选不转换这些行').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载清单（CSV）' }).click(),
    ]);
    expect(readFileSync(await file.path(), 'utf8')).toMatch(
      /^\ufeff行,列,内容,问题,如何更正,编号,持证人\r\n4,发证日期,2023-02-30,/,
    );
    await expect
      .poll(() => page.getByRole('img', { name: /第 2 行/ }).evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(100);
    await looksRight(page, 'faulty');
  });

  it('F220: corrected, handed in by one, approved by the head, made while one watches; the licence is in its holder’s space', async () => {
    const { page } = clerk;
    await page.locator('input[type=file]').first().setInputFiles(table(rows));
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('heading', { name: '全部可以转换' }).waitFor();
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('提交的人不能自己复核').waitFor();
    await looksRight(page, 'proposed');
    await openStudio(head.page, 'jt-fuze');
    await head.page.getByRole('link', { name: '2019—2023 年纸质驾驶员证' }).click();
    await head.page.getByRole('button', { name: '复核通过，开始制证' }).click();
    await head.page.getByRole('button', { name: '确定' }).click();
    await head.page.getByRole('heading', { name: '转换完成' }).waitFor({ timeout: 60_000 });
    await head.page.getByText('100%').waitFor();
    await looksRight(head.page, 'done');
    await head.page.getByRole('button', { name: 'English' }).click();
    await head.page.getByRole('heading', { name: 'All done' }).waitFor();
    await head.page.getByRole('link', { name: 'All batches' }).click();
    await head.page.getByRole('heading', { name: 'Stock licences', level: 1 }).waitFor();
    await head.page.getByText('40 / 40 made').waitFor();
    await looksRight(head.page, 'list-en');
    const owner = await newVisitor(browser, 375);
    await owner.page.goto(`${server.url}/signin?to=/me/licences`);
    await signInOnPage(owner.page, holder.citizenId);
    await owner.page.getByText('云网约驾2023000007').first().waitFor();
    await picture(owner.page, 'stock-holder-375');
    expect([...clerk.faults, ...head.faults, ...owner.faults]).toEqual([]);
  });
});
