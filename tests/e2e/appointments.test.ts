import { listHalls, listSlots } from '@miaopi/contracts';
import { todayInChina } from '@miaopi/scenarios';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { founded, idOf } from './filing.ts';
import { dataFolder, type RunningServer, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

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

const free = '.pick--time input:not(:disabled)';
const widths = [1440, 768, 375];

describe('appointments', () => {
  it('F154 F155 F157 F161: a person finds a time before signing in, books it, is told number, place and what to bring, moves it and cancels it', async () => {
    const { page, faults } = await newVisitor(browser, 375);
    await page.goto(`${server.url}/items/lease-filing`);
    await page.getByRole('link', { name: '预约到大厅办理' }).click();
    await page.getByLabel(/云州市住房和城乡建设局办事大厅/).check();
    await page.locator(free).first().check();
    const chosen = await page.getByRole('region', { name: '您选的时间' }).locator('strong').innerText();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'book');
    await page.getByRole('link', { name: '登录后预约' }).click();
    await signInOnPage(page, idOf('ma-yulan'));
    // what was chosen is still chosen
    await page.getByText(chosen, { exact: true }).waitFor();
    // the answer is lost after it was booked: the time stays chosen, and sent again it is the same booking
    let lost = false;
    await page.route('**/api/bookings', async (route) => {
      if (lost || route.request().method() !== 'POST') return route.continue();
      lost = true;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '确认预约' }).click();
    await page.getByText('连不上服务器').waitFor();
    await page.getByRole('button', { name: '确认预约' }).click();
    await page.getByRole('heading', { name: '预约成功' }).waitFor();
    expect(await page.getByText(/^Y\d{8}$/).count()).toBe(1);
    await page.getByText(chosen, { exact: true }).waitFor();
    for (const text of ['房屋租赁窗口', '本人有效身份证件原件', '房屋租赁合同'])
      await page.getByText(text).first().waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
    }
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: '加入日历' }).click();
    expect((await file).suggestedFilename()).toMatch(/^Y\d{8}\.ics$/);

    await page.getByRole('link', { name: '改期' }).click();
    await page.locator(free).nth(3).check();
    const other = await page.getByRole('region', { name: '您选的时间' }).locator('strong').innerText();
    expect(other).not.toBe(chosen);
    await page.getByRole('button', { name: '确认改期' }).click();
    await page.waitForURL(/\/bookings\//);
    await page.getByText(other, { exact: true }).waitFor();

    // a second one for the same item is refused in words
    await page.goto(`${server.url}/items/lease-filing/book`);
    await page.getByLabel(/云溪区政务服务中心/).check();
    await page.locator(free).first().check();
    await page.getByRole('button', { name: '确认预约' }).click();
    await page.getByRole('alert').getByText('这个事项您已有一个预约').waitFor();

    await page.goto(`${server.url}/me/bookings`);
    await page.getByRole('link', { name: /^查看/ }).first().click();
    await page.getByRole('button', { name: '取消预约' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click();
    await page.getByText('已取消').waitFor();
    await page.goto(`${server.url}/me/messages`);
    for (const title of ['预约成功', '预约已改期', '预约已取消']) await page.getByText(title).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('F155 F156: the choice of time reads well in the version for the elderly and in English, by keyboard alone', async () => {
    const { page, faults } = await newVisitor(browser, 375);
    await page.goto(`${server.url}/items/senior-card/book`);
    await page.locator(free).first().waitFor();
    await page.getByRole('button', { name: '长辈版' }).click();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'book-elder');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Choose a time').waitFor();
    await page.locator(free).first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Your time' }).locator('strong').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.outerHTML)).toContain('Sign in and book');
    expect(await faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('F156: the head of a hall sees the coming week follow each change, is told whose time a change takes away, and those people choose another', async () => {
    const head = await officialAt(browser, server.url, 'zx-fuze', '/studio/halls');
    const { page } = head;
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: '云溪区政务服务中心' }).click();
    const preview = page.getByRole('complementary', { name: '未来一周' });
    await preview.getByText('民政窗口').waitFor();
    const before = await preview.innerText();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await picture(page, 'hall-plan');
    const civil = page.getByRole('group', { name: '民政窗口' });
    await civil.getByLabel('每人办理（分钟）').fill('60');
    await page.getByText('有未保存的修改').waitFor();
    await page.getByText(/保存后取消的预约/).waitFor();
    expect(await preview.innerText()).not.toBe(before);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '有预约受影响' });
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('status').getByText('已保存').waitFor();
    await page.getByText(/已取消并通知的预约/).waitFor();
    expect(head.faults).toEqual([]);
    await page.context().close();

    const visitor = await newVisitor(browser);
    await visitor.page.goto(`${server.url}/me/bookings`);
    await visitor.page.getByRole('main').getByRole('link', { name: '登录' }).click();
    await signInOnPage(visitor.page, idOf('sun-desheng'));
    await visitor.page.getByRole('link', { name: /^改期/ }).click();
    await visitor.page.getByText('大厅取消了这个预约').waitFor();
    expect(await faultsOf(visitor.page)).toEqual([]);
    await picture(visitor.page, 'called-off');
    await visitor.page.getByRole('link', { name: /^改到/ }).first().click();
    await visitor.page.getByRole('button', { name: '确认改期' }).click();
    await visitor.page.getByText('已预约', { exact: true }).waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.page.context().close();
  });

  it('the counter finds a booking by name and by number, and says what may be noted when', async () => {
    const clerk = await officialAt(browser, server.url, 'zx-shouli', '/work/bookings');
    const { page } = clerk;
    const halls = (await (await page.request.get(`${server.url}${listHalls.path}`)).json()) as {
      halls: { id: string }[];
    };
    const slots = listSlots.path
      .replace(':slug', 'residence-registration')
      .replace(':hallId', halls.halls[0]?.id ?? '');
    const week = (await (await page.request.get(`${server.url}${slots}`)).json()) as {
      days: { date: string; slots: unknown[] }[];
    };
    // he booked the first day there was when the installation was founded: today, when midnight has passed since
    const first = week.days.find((d) => d.slots.length > 0)?.date ?? '';
    const booked = page.getByText('冯凯');
    for (const day of founded < todayInChina() ? [todayInChina(), first] : [first]) {
      await page.getByLabel('日期').fill(day);
      if (
        await booked.waitFor({ timeout: 10_000 }).then(
          () => true,
          () => false,
        )
      )
        break;
    }
    await booked.waitFor();
    await page.getByLabel('预约号或姓名', { exact: true }).fill('冯');
    await page.keyboard.press('Enter');
    await page.getByText('蒋宇').waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByText('只能在预约当天登记').waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
    }
    await picture(page, 'bookings-of-a-day');
    await page.getByLabel('预约号或姓名', { exact: true }).fill('不存在');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到符合的预约').waitFor();
    expect(clerk.faults).toEqual([]);
    await page.context().close();
  });
});
