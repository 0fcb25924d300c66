import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const slug = 'id-card-reissue';
const answers = { 丢失日期: '2026-11-20', 丢失经过: '乘公交车时遗失', 声明: true };
let server: RunningServer;
let browser: Browser;
const folder = dataFolder();

beforeAll(async () => {
  server = await startServer(folder.path);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

const switches = async (order: object) => {
  const reply = await fetch(`${server.outside().population}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  expect(reply.status).toBe(200);
};
const act = (caseNumber: string, what: string) =>
  fetch(`${server.outside().population}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ case: caseNumber, act: what }),
  });

describe('an identity card that is lost', () => {
  it('F016 F125: from the guide over to the other system, finished there, and back with status and result', async () => {
    await switches({ mode: 'ok', autoMs: 0, push: true });
    const { page, faults } = await newVisitor(browser, 375);
    await page.goto(`${server.url}/items/${slug}`);
    await page.getByText('在另一个系统办理').first().waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `guide at ${width}`).toEqual([]);
      await picture(page, `vertical-guide-${width}`);
    }
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/items/${slug}/apply`)}`);
    await signInOnPage(page, idOf('lin-feng'));
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByLabel('丢失日期').fill(answers.丢失日期);
    await page.getByLabel('丢失经过').fill(answers.丢失经过);
    await page.getByRole('checkbox', { name: /身份证已经丢失/ }).check();
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByText('提交后前往另一个系统').waitFor();
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await picture(page, 'vertical-review');
    await page.getByRole('button', { name: '提交并前往办理' }).click();
    await page.getByRole('heading', { name: '核对并提交' }).waitFor();
    expect(page.url()).not.toContain('ticket');
    await page.getByText('乘公交车时遗失').waitFor();
    await picture(page, 'vertical-there');
    await page.getByRole('button', { name: '缴费并提交' }).click();
    await page.getByRole('heading', { name: '已提交' }).waitFor();
    await page.getByRole('link', { name: '返回政务服务平台' }).click();
    await page.getByRole('heading', { name: '已在对方系统提交' }).waitFor();
    const client = await signInAs(server.url, idOf('lin-feng'));
    const { cases } = await client.call(c.listCases, {});
    const mine = cases.find((one) => one.slug === slug);
    expect(mine).toBeDefined();
    const number = mine?.number ?? '';
    for (const what of ['受理', '准予']) expect((await act(number, what)).status).toBe(200);
    await page.getByRole('heading', { name: '对方系统已准予' }).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `case at ${width}`).toEqual([]);
      await picture(page, `vertical-case-${width}`);
    }
    await act(number, '结果已出');
    await page.getByRole('link', { name: '下载结果文件' }).waitFor();
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载结果文件' }).click();
    expect((await file).suggestedFilename()).toBe('领证回执.pdf');
    await picture(page, 'vertical-result');
    const view = await client.call(c.getCase, { params: { caseId: mine?.id ?? '' } });
    expect(view).toMatchObject({ state: 'closed', outcome: 'granted' });
    const told = await client.call(c.listMessages, { query: {} } as never);
    expect(JSON.stringify(told)).toContain('居民身份证已办好');
    const look = await client.call(c.listAccess, {} as never);
    expect(JSON.stringify(look)).toContain('人口管理信息系统');
    expect(faults).toEqual([]);
  });
});
