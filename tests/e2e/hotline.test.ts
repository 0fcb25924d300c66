import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { district, fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
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

describe('the hotline', () => {
  it('F010 F169: asks the caller three things, is told how far his case is, and begins anew with the next; the caller finds the look in his log', async () => {
    const slug = 'social-insurance-statement';
    const caller = district.persons.find((p) => p.key === grants[slug].person)!;
    const own = await signInAs(server.url, idOf(caller.key));
    const filed = await fileCase(own, slug, grants[slug].answers);
    const { page, context, faults } = await newVisitor(browser);
    const looked = async (name: string) => {
      for (const width of [1440, 768, 375]) {
        await page.setViewportSize({ width, height: 1000 });
        expect(await faultsOf(page), `${name} ${width}`).toEqual([]);
        await picture(page, `hotline-${name}-${width}`);
      }
      await page.setViewportSize({ width: 1440, height: 1000 });
    };
    await page.goto(`${server.url}/work`);
    await signInOnPage(page, 'sj-rexian');
    await page.getByRole('heading', { name: '热线查询', level: 1 }).waitFor();
    expect(page.url()).toBe(`${server.url}/work/hotline`);
    await looked('empty');

    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByRole('region', { name: /还/ }).or(page.getByText('请填写').first()).first().waitFor();
    await looked('missing');

    await page.getByLabel('办件编号', { exact: true }).fill(filed.number);
    await page.getByLabel('来电人姓名').fill(caller.name);
    await page.getByLabel('身份证号码后四位').fill('0000');
    await page.getByLabel('手机号后四位').last().fill(caller.mobile.slice(-4));
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByText('编号或来电人的回答不符').waitFor();
    await looked('refused');

    await page.getByLabel('身份证号码后四位').fill(caller.citizenId.slice(-4));
    await page.getByRole('button', { name: '查询', exact: true }).click();
    const told = page.getByRole('region', { name: '可以告诉来电人' });
    await told.getByText('已办结').first().waitFor();
    expect(await told.innerText()).not.toContain(caller.name);
    await looked('told');

    await page.getByRole('button', { name: '下一个来电' }).click();
    await told.waitFor({ state: 'detached' });
    expect(await page.getByLabel('办件编号', { exact: true }).inputValue()).toBe('');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Hotline', level: 1 }).waitFor();
    await looked('english');
    expect(faults).toEqual([]);
    await context.close();

    const his = await newVisitor(browser, 768);
    await his.page.goto(`${server.url}/signin?to=${encodeURIComponent('/me/access')}`);
    await signInOnPage(his.page, idOf(caller.key));
    await his.page.getByText('答复来电').first().waitFor();
    await his.context.close();
  }, 240_000);
});
