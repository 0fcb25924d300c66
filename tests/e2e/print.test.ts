import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isThere } from '../../tools/judges.mjs';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let holder: Visitor;
let kiosk: Visitor;
let client: Client;
let card: string;
let caseId: string;

const poppler = isThere('pdfinfo') && isThere('pdftotext');

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const { person, answers } = grants['senior-card'];
  client = await signInAs(server.url, idOf(person));
  const filed = await fileCase(client, 'senior-card', answers);
  card = filed.licence!.id;
  caseId = filed.id;
  holder = await newVisitor(browser);
  await signInAndOpen(holder.page, person, `/licences/${card}`);
  kiosk = await newVisitor(browser, 1080);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(holder.page, 'failed-print-holder');
  await picture(kiosk.page, 'failed-print-kiosk');
});

async function signInAndOpen(page: Page, person: string, path: string): Promise<void> {
  await page.goto(`${server.url}/signin?to=${encodeURIComponent(path)}`);
  await signInOnPage(page, idOf(person));
  await page.waitForURL((url) => url.pathname === path);
}

/** The browser has no printer here: what it was told to print is counted, and printed to PDF afterwards. */
async function withoutPrinter(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = window as unknown as { prints: number };
    counted.prints = 0;
    window.print = () => {
      counted.prints++;
    };
  });
}

const prints = (page: Page) => page.evaluate(() => (window as unknown as { prints: number }).prints);

/** As the printer gets it: pages in mm, and the words on them. The browser writes whole points, so a size may be off by half of one. */
async function printed(page: Page, name: string): Promise<{ sizes: [number, number][]; words: string }> {
  const file = join(folder.path, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const info = execFileSync('pdfinfo', ['-f', '1', '-l', '99', file], { encoding: 'utf8' });
  const sizes = [...info.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+) pts/gm)].map(([, w, h]): [number, number] => [
    (Number(w) * 25.4) / 72,
    (Number(h) * 25.4) / 72,
  ]);
  return { sizes, words: execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s/g, '') };
}

function expectSheets(sizes: [number, number][], count: number, width: number, height: number): void {
  expect(sizes).toHaveLength(count);
  const halfPoint = 25.4 / 144 + 0.001;
  for (const [w, h] of sizes) {
    expect(Math.abs(w - width)).toBeLessThanOrEqual(halfPoint);
    expect(Math.abs(h - height)).toBeLessThanOrEqual(halfPoint);
  }
}

describe('printing', () => {
  it.skipIf(!poppler)(
    'F112 F146: a card is printed on paper of its size, its back says that it is a copy, and the print-out is counted',
    async () => {
      const { page } = holder;
      await page.getByRole('link', { name: '打印', exact: true }).click();
      await page.getByText('还没有打印过').waitFor();
      await withoutPrinter(page);
      await page.getByRole('button', { name: '打印', exact: true }).click();
      await page.getByText('这是第 1 次打印').waitFor();
      await expect.poll(() => prints(page)).toBe(1);
      await page.getByText('自己打印').waitFor();
      await picture(page, 'print-card-1440');
      const { sizes, words } = await printed(page, 'card');
      expectSheets(sizes, 2, 85.6, 54);
      expect(words).toContain('钱桂珍');
      expect(words).toContain('此为打印件，视同复印件');
      expect(words).toContain('第1次打印');
      expect(words).not.toContain('打印记录');
    },
  );

  it.skipIf(!poppler)(
    'F112 F146: a paper of several pages is printed one to a sheet of A4, each with its note',
    async () => {
      const { person, answers } = grants['social-insurance-statement'];
      const other = await newVisitor(browser, 375);
      const visitor = await signInAs(server.url, idOf(person));
      const licence = (await fileCase(visitor, 'social-insurance-statement', { ...answers, 证明期间: '全部' }))
        .licence!;
      await signInAndOpen(other.page, person, `/licences/${licence.id}/print`);
      await withoutPrinter(other.page);
      await other.page.getByRole('button', { name: '打印', exact: true }).click();
      await expect.poll(() => prints(other.page)).toBe(1);
      await picture(other.page, 'print-statement-375');
      const { sizes, words } = await printed(other.page, 'statement');
      const pages = (await visitor.call(c.getLicence, { params: { licenceId: licence.id } })).pages;
      expectSheets(sizes, pages, 210, 297);
      expect(words.split('此为打印件')).toHaveLength(pages + 1);
      expect(other.faults).toEqual([]);
      await other.context.close();
    },
  );

  it.skipIf(!poppler)(
    'F146: a sealed file is printed as large as it is, with note and code at the foot; the code leads to its original',
    async () => {
      const held = await client.raw(c.getLicenceFile, { params: { licenceId: card }, query: { format: 'ofd' } });
      const data = new Blob([await held.arrayBuffer()]);
      const file = (await client.call(c.uploadFile, { file: { name: '优待证.ofd', data } } as never)) as {
        fileId: string;
        sm3: string;
      };
      const { page } = holder;
      await page.goto(`${server.url}/files/${file.fileId}/print`);
      await page.getByRole('button', { name: '打印', exact: true }).waitFor();
      await page.locator('.sheet image').first().waitFor();
      await withoutPrinter(page);
      await page.getByRole('button', { name: '打印', exact: true }).click();
      await expect.poll(() => prints(page)).toBe(1);
      await picture(page, 'print-file-1440');
      const { sizes, words } = await printed(page, 'file');
      expectSheets(sizes, 1, 85.6, 54);
      expect(words).toContain(file.sm3);
      expect(words).toContain('缩小到70%');
      await page.goto(`${server.url}/p/${file.sm3}`);
      await page.getByRole('heading', { name: '这份打印件的电子原件保存在本平台' }).waitFor();
      await picture(page, 'print-check-1440');
      await page.goto(`${server.url}/p/${'0'.repeat(64)}`);
      await page.getByRole('link', { name: '上传原件核验' }).waitFor();
      await picture(page, 'print-check-unknown-1440');
    },
  );

  it.skipIf(!poppler)(
    'F146: a notice of a case is counted and printed with note and code; the code tells which paper it is and how the case stands',
    async () => {
      const { page, faults } = holder;
      await page.goto(`${server.url}/cases/${caseId}/print/document/acceptance`);
      await page.getByText('还没有打印过').waitFor();
      await page.getByText('预览，未登记打印').first().waitFor();
      await withoutPrinter(page);
      await page.getByRole('button', { name: '打印', exact: true }).click();
      await page.getByText('这是第 1 次打印').waitFor();
      await expect.poll(() => prints(page)).toBe(1);
      for (const width of [768, 375, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await picture(page, `print-case-${width}`);
      }
      const { sizes, words } = await printed(page, 'case');
      // the notice itself is drawn as outlines
      expectSheets(sizes, 1, 210, 297);
      expect(words).toContain('此为打印件');
      expect(words).toContain('第1次打印');
      expect(words).not.toContain('预览');
      const { prints: kept } = await client.call(c.getCase, { params: { caseId } });
      expect(kept).toMatchObject([{ subject: 'document', ref: 'acceptance', no: 1 }]);
      await page.goto(`${server.url}/p/${kept[0]!.code}`);
      await page.getByRole('heading', { name: '这份打印件出自本平台的办件' }).waitFor();
      await picture(page, 'print-case-check');
      expect(faults).toEqual([]);
    },
  );

  it.skipIf(!poppler)(
    'F135: the holder asks for the paper; the counter prints it on a numbered form as large as its template, without the note of a copy, and hands it over',
    async () => {
      const { page } = holder;
      await page.goto(`${server.url}/licences/${card}`);
      await page.getByRole('button', { name: '申请纸质件' }).click();
      await page.getByText('已申请，等待印制').waitFor();
      await page.getByRole('heading', { name: '纸质证照' }).scrollIntoViewIfNeeded();
      await picture(page, 'paper-asked');
      const counter = await newVisitor(browser);
      const w = counter.page;
      await w.goto(`${server.url}/work/licences/papers`);
      await signInOnPage(w, 'mz-shenpi1');
      await w.getByText('等待印制').waitFor();
      await picture(w, 'paper-orders');
      await w.getByRole('button', { name: '印制', exact: true }).click();
      await w.getByLabel('空白证照的印制编号').fill('YX-2026-0001');
      await withoutPrinter(w);
      await w.getByRole('button', { name: '登记并打印' }).click();
      await expect.poll(() => prints(w)).toBe(1);
      const { sizes, words } = await printed(w, 'paper');
      expectSheets(sizes, 1, 85.6, 54);
      expect(words).toContain('钱桂珍');
      expect(words).not.toContain('打印件');
      await w.getByRole('button', { name: '交付' }).click();
      await w.getByLabel('领取人证件号码').fill(idOf('qian-guizhen'));
      await picture(w, 'paper-hand-over');
      await w.getByRole('button', { name: '确认已交付' }).click();
      await w.getByText('没有等待印制或领取的纸质证照').waitFor();
      expect(counter.faults).toEqual([]);
      await counter.context.close();
      const { identifier } = await client.call(c.getLicence, { params: { licenceId: card } });
      await page.goto(`${server.url}/verify/${identifier}`);
      await page.getByText('YX-2026-0001').waitFor();
    },
  );

  it.skipIf(!poppler)('F008: the kiosk prints a licence by its code, once, and keeps nothing', async () => {
    const { page } = holder;
    await page.goto(`${server.url}/licences/${card}/print`);
    await page.getByRole('button', { name: '生成打印码' }).click();
    const code = ((await page.locator('.print-code').textContent()) ?? '').replaceAll(' ', '');
    expect(code).toMatch(/^\d{12}$/);
    const k = kiosk.page;
    const type = async (digits: string) => {
      await k.getByRole('button', { name: /我有打印码/ }).click();
      for (const digit of digits) await k.getByRole('button', { name: digit, exact: true }).click();
      await k.getByRole('button', { name: '下一步' }).click();
    };
    await k.setViewportSize({ width: 1080, height: 1400 });
    await k.goto(`${server.url}/kiosk/print`);
    await picture(k, 'kiosk-start');
    await type('000000000000');
    await k.getByText('打印码不对、已用过或已过期').waitFor();
    await picture(k, 'kiosk-wrong-code');
    await k.getByRole('button', { name: '返回' }).click();
    await type(code);
    await k.getByRole('heading', { name: '现在打印吗？' }).waitFor();
    await picture(k, 'kiosk-print');
    await withoutPrinter(k);
    await k.getByRole('button', { name: '打印', exact: true }).click();
    await k.getByRole('heading', { name: '打印好了吗？' }).waitFor();
    expect(await prints(k)).toBe(1);
    await picture(k, 'kiosk-done');
    const { sizes, words } = await printed(k, 'kiosk');
    expectSheets(sizes, 2, 85.6, 54);
    expect(words).not.toContain('打印好了吗');
    await k.getByRole('button', { name: '好了，退出' }).click();
    await k.getByRole('heading', { name: '您要办什么？' }).waitFor();
    expect(await k.content()).not.toContain('钱');
    await k.getByRole('button', { name: /^打印证照/ }).click();
    await k.getByRole('heading', { name: '您要打印证照吗？' }).waitFor();
    await type(code);
    await k.getByText('打印码不对、已用过或已过期').waitFor();
    await page.reload();
    await page.getByText('自助机凭打印码打印').waitFor();
  });

  it('F008 F028: signed in by phone, the kiosk offers what is in force; a minute without a touch ends the session', async () => {
    const k = kiosk.page;
    await k.clock.install();
    await k.goto(`${server.url}/kiosk/print`);
    const [asked] = await Promise.all([
      k.waitForResponse((r) => r.url().endsWith('/api/session/scans') && r.request().method() === 'POST'),
      k.getByRole('button', { name: /用手机扫码登录/ }).click(),
    ]);
    const { scanId } = (await asked.json()) as { scanId: string };
    await client.call(c.lookAtScan, { params: { scanId } });
    await client.call(c.answerScan, { params: { scanId }, body: { confirm: true } });
    await k.clock.runFor(2500);
    await k.getByRole('heading', { name: '您要打印哪一张？' }).waitFor();
    await k.getByRole('button', { name: /老年人优待证/ }).waitFor();
    await picture(k, 'kiosk-choose');
    await k.clock.runFor(50_000);
    await k.getByRole('button', { name: '我还在' }).waitFor();
    await picture(k, 'kiosk-countdown');
    await k.clock.runFor(11_000);
    await k.getByRole('heading', { name: '您要办什么？' }).waitFor();
    const me = await k.evaluate(() => fetch('/api/me').then((r) => r.text()));
    expect(me).not.toContain('钱桂珍');
    expect([...holder.faults, ...kiosk.faults]).toEqual([]);
  });
});
