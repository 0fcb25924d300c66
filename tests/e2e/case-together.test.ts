import { readFileSync } from 'node:fs';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { actForFirm, fileCase, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf as allFaults } from './studio.ts';

const elsewhere = '示范省云州市云溪区集市街 21 号';
const answers = {
  经营场所: elsewhere,
  场所面积: 180,
  经营项目: ['热食类食品制售'],
  延续: false,
  简单制售: false,
  可接受核查: true,
  远离污染源: true,
  布局和流程: '粗加工、烹饪、备餐、洗消分区设置，配冷藏柜和消毒柜，生进熟出单一流向',
  安全管理员: '苏合',
  管理员考核合格: true,
  承诺: true,
};

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let one: Visitor;
let other: Visitor;
let filed: c.CaseView;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const client = await signInAs(server.url, idOf('ai-wen'));
  await actForFirm(client, '云味轩');
  filed = await fileCase(client, 'food-business', { ...answers, 布局图: await plans(client) });
  [one, other] = await Promise.all([newVisitor(browser), newVisitor(browser)]);
  for (const [{ page }, account] of [
    [one, 'sc-shenpi1'],
    [other, 'sc-shenpi2'],
  ] as const) {
    await page.goto(`${server.url}/work/${filed.id}`);
    await signInOnPage(page, account);
    await page.getByRole('heading', { name: /云味轩/ }).waitFor();
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(one.page, 'failed-together-one');
  await picture(other.page, 'failed-together-other');
});

/** Without the canvas that pdf.js measures letters with, which stands outside every landmark. */
const faultsOf = async (page: Page) => (await allFaults(page)).filter((one) => !one.includes('hiddenCanvasElement'));

/** A PDF of two pages, an OFD and a picture. */
async function plans(client: Client): Promise<object[]> {
  const { page, context } = await newVisitor(browser);
  await page.setContent('<h1>平面布局图</h1><p style="break-after:page">一层</p><p>二层</p>');
  const pdf = await page.pdf({ format: 'A4' });
  await context.close();
  const ofd = readFileSync('packages/ofd/test/samples/good-v4-ofdrw-whole.ofd');
  const jpeg = readFileSync('apps/server/test/licences/portrait.jpg');
  const files: object[] = [];
  for (const [name, data] of [
    ['布局图.pdf', pdf],
    ['布局图.ofd', ofd],
    ['现场照片.jpg', jpeg],
  ] as const) {
    const { fileId, mediaType, bytes, sm3 } = await client.call(c.uploadFile, {
      file: { name, data: new Blob([new Uint8Array(data)]) },
    });
    files.push({ fileId, name, mediaType, bytes, sm3 });
  }
  return files;
}

describe('a case read beside its materials and the registers', () => {
  it('F124 X16: what differs from the register stands first, with what it says, which office and when', async () => {
    const { page } = one;
    const conflicts = page.getByRole('table', { name: '与登记信息不一致（1）' });
    await conflicts.getByText(elsewhere).waitFor();
    await conflicts.getByText('不一致', { exact: true }).waitFor();
    await conflicts.getByText(/云州市市场监督管理局/).waitFor();
    await picture(page, 'compared-1440');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('F124: by key the plan opens beside the fields it proves, page by page, whichever kind of file it is', async () => {
    const { page } = one;
    await page.keyboard.press('.');
    const reader = page.getByRole('region', { name: '平面布局图' });
    await reader.getByText('第 1 份，共 3 份').waitFor();
    await reader.locator('.pdf__sheet').nth(1).waitFor();
    await reader.getByText('180', { exact: true }).waitFor();
    await expect
      .poll(async () => (await reader.locator('.pdf__words').first().innerText()).normalize('NFKC').replace(/\s/g, ''))
      .toContain('平面布局图');
    await picture(page, 'proof-pdf-1440');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press(']');
    await reader.getByText('第 2 份，共 3 份').waitFor();
    await expect
      .poll(() =>
        reader
          .locator('.ofd-pages img')
          .first()
          .evaluate((i: HTMLImageElement) => i.naturalWidth),
      )
      .toBeGreaterThan(0);
    await picture(page, 'proof-ofd-1440');
    await page.keyboard.press(']');
    await reader.getByRole('img', { name: '现场照片.jpg' }).waitFor();
    for (const width of [768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await reader.getByRole('img', { name: '现场照片.jpg' }).waitFor();
      await reader.scrollIntoViewIfNeeded();
      expect(await faultsOf(page)).toEqual([]);
      await picture(page, `proof-picture-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
    await reader.waitFor({ state: 'detached' });
  });
});

describe('phrases of opinions', () => {
  it('F124: one with variables, kept on its page, is offered in the opinion as this case fills it; what is too short is said before', async () => {
    const { page } = one;
    await page.goto(`${server.url}/work/phrases`);
    await page.getByText('还没有常用语').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '添加常用语' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('内容').fill('{{姓名}}同意。');
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText('有不认识的变量').waitFor();
    await form.getByLabel('内容').fill('经查阅，');
    await form.getByRole('button', { name: '申请人', exact: true }).click();
    await picture(page, 'phrase-new-1440');
    expect(await faultsOf(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('经查阅，{{申请人}}').waitFor();
    for (const width of [768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page)).toEqual([]);
      await picture(page, `phrases-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${server.url}/work/${filed.id}`);
    await page.getByRole('heading', { name: /云味轩/ }).waitFor();
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByText('已领取，由您办理').waitFor();
    await page
      .getByRole('button', { name: /^提出意见/ })
      .getByText('需理由')
      .waitFor();
    await page.getByRole('button', { name: /^提出意见/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('还差 2 个字').waitFor();
    await dialog.getByRole('button', { name: '经查阅，云州云味轩餐饮管理有限公司' }).click();
    await dialog.getByText('还差 2 个字').waitFor({ state: 'detached' });
    await picture(page, 'phrase-offered-1440');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: /^退回待办池/ }).click();
    await page.getByText('已退回待办池').waitFor();
  });
});

describe('two officials in front of one case', () => {
  it('F116: each sees the other; what one does is told to the other, whose words stay', async () => {
    await one.page.getByText('同时打开的还有：裴若兰（云州市市场监督管理局）').waitFor();
    await other.page.getByText(/同时打开的还有：/).waitFor();
    await one.page.getByRole('button', { name: /^领取/ }).click();
    await one.page.getByText('已领取，由您办理').waitFor();
    const told = other.page.getByRole('heading', { name: /领取$/ });
    await told.waitFor();
    await picture(other.page, 'together-told');
    expect(await faultsOf(other.page)).toEqual([]);
    await other.page.getByRole('button', { name: '知道了' }).click();
    await told.waitFor({ state: 'detached' });

    await one.page.getByRole('button', { name: /^提出意见/ }).click();
    const dialog = one.page.getByRole('dialog');
    await dialog.getByLabel('意见说明', { exact: true }).fill('申请内容完整，布局合理。');
    await other.page.getByLabel('写留言').fill('请补充消防通道的尺寸。');
    await other.page.getByRole('button', { name: '发送' }).click();
    await one.page.reload();
    await one.page.getByRole('button', { name: /^提出意见/ }).click();
    await expect
      .poll(() => dialog.getByLabel('意见说明', { exact: true }).inputValue())
      .toBe('申请内容完整，布局合理。');
    await dialog.getByRole('button', { name: '提出意见' }).click();
    await one.page.getByText('意见已提交，办件进入下一环节').waitFor();
    await other.page.getByRole('heading', { name: /初审：同意$/ }).waitFor();
    await other.page.getByText('申请内容完整，布局合理。').first().waitFor();
    await one.page.goto('about:blank');
    await other.page.getByText(/同时打开的还有：/).waitFor({ state: 'detached' });
    expect([...one.faults, ...other.faults]).toEqual([]);
  });
});
