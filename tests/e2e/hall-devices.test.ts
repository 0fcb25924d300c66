import { type ChildProcess, spawn } from 'node:child_process';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { picture, type Visitor } from './browser.ts';
import { reach } from './by-keyboard.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';
import { until } from './until.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let head: Visitor;
let key = '';
let running: ChildProcess | undefined;

/** The simulated device as a program of its own. */
function play(...more: string[]): void {
  running = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'scenarios/src/devices/hall.ts', '--server', server.url],
      ...['--kind', 'ticket-machine', '--key', key, ...more],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

async function stopPlaying(): Promise<void> {
  const child = running;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}

/** The page at the three widths, and in English. */
async function looksWell({ page }: Visitor, name: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const wide of [1440, 768, 375]) {
    await page.setViewportSize({ width: wide, height });
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `${name}-${wide}`);
  }
  await page.setViewportSize({ width, height });
}

async function inEnglish({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang="en"]').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await picture(page, `${name}-en`);
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang^="zh"]').waitFor();
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  head = await officialAt(browser, server.url, 'zx-fuze', '/studio/devices');
});
afterAll(async () => {
  await stopPlaying();
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(head.page, 'failed-hall-devices');
});

describe('devices of a hall', () => {
  it('F201: the head enters a ticket machine: what is missing is said at its field, the key is shown once', async () => {
    const { page } = head;
    await page.getByRole('heading', { level: 1, name: '大厅设备' }).waitFor();
    await page.getByRole('link', { name: '东门取号机' }).waitFor();
    await looksWell(head, 'devices');
    await inEnglish(head, 'devices');
    await page.getByRole('button', { name: '登记设备' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '登记设备' }).click();
    await dialog.getByText('请填写“名称”').first().waitFor();
    await dialog.getByLabel('名称').fill('西门取号机');
    await looksWell(head, 'devices-enter');
    await dialog.getByRole('button', { name: '登记设备' }).click();
    const shown = page.getByRole('dialog', { name: '设备密钥' });
    key = await shown.getByLabel('密钥', { exact: true }).inputValue();
    expect(key).toMatch(/^mdv_[\w-]{43}$/);
    await looksWell(head, 'devices-key');
    await shown.getByRole('button', { name: '已保存，关闭' }).click();
    const row = page.getByRole('row').filter({ hasText: '西门取号机' });
    await row.getByText('未上报').waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it('F201 F006: by keyboard alone its head filters, enters a device, opens it, and after a dialog he left is where he was', async () => {
    const { page } = await officialAt(browser, server.url, 'zx-fuze', '/studio/devices');
    await page.getByRole('link', { name: '东门取号机' }).waitFor();
    await reach(page, page.getByLabel('状态'));
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('状态').inputValue()).not.toBe('');
    await page.keyboard.press('Home');
    await reach(page, page.getByRole('button', { name: '登记设备' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await reach(page, dialog.getByLabel('名称'));
    await page.keyboard.type('北门取号机');
    await page.keyboard.press('Enter');
    const shown = page.getByRole('dialog', { name: '设备密钥' });
    await reach(page, shown.getByRole('button', { name: '已保存，关闭' }));
    await page.keyboard.press('Enter');
    await shown.waitFor({ state: 'detached' });
    await reach(page, page.getByRole('link', { name: '北门取号机' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '北门取号机' }).waitFor();
    await reach(page, page.getByRole('button', { name: '停用设备' }));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('button', { name: '停用设备' }).evaluate((el) => el === document.activeElement))
      .toBe(true);
  });

  it('F201: its program reports with the key: ready, and the numbers people took, on the list and on its page', async () => {
    const { page } = head;
    play('--tickets', '3');
    const row = page.getByRole('row').filter({ hasText: '西门取号机' });
    await row.getByText('正常').waitFor();
    await row.getByRole('link', { name: '西门取号机' }).click();
    await page.getByRole('heading', { level: 1, name: '西门取号机' }).waitFor();
    const events = page.getByRole('region', { name: '最近事件' });
    await events.getByText('取号', { exact: true }).nth(2).waitFor();
    await looksWell(head, 'device');
    await inEnglish(head, 'device');
    await page.getByRole('link', { name: '全部设备' }).click();
    const clerk = await signInAs(server.url, 'zx-shouli');
    const { halls } = await clerk.call(c.listHalls);
    const hall = halls.find((one) => one.name.zh === '云溪区政务服务中心');
    const { today } = await clerk.call(c.listHallDevices, { params: { hallId: hall?.id ?? '' } });
    expect(today.desks[0]?.waiting).toBeGreaterThanOrEqual(1);
    await page.getByRole('region', { name: '今天' }).getByRole('row').filter({ hasText: '民政窗口' }).waitFor();
  });

  it('F201: stopped with a fault it stands first, with what is wrong; officials at the counter read it on the page of appointments', async () => {
    const { page } = head;
    await stopPlaying();
    play('--mood', 'fault');
    const row = page.getByRole('row').filter({ hasText: '西门取号机' });
    await row.getByText('号票打印机缺纸').waitFor();
    await row.getByText('故障').waitFor();
    const rows = await page.getByRole('region', { name: '设备' }).getByRole('row').allInnerTexts();
    const place = (name: string) => rows.findIndex((text) => text.includes(name));
    expect(place('西门取号机')).toBeLessThan(place('东门取号机'));
    await page.getByLabel('状态').selectOption('fault');
    expect(await row.count()).toBe(1);
    expect(await page.getByRole('link', { name: '东门取号机' }).count()).toBe(0);
    await looksWell(head, 'devices-fault');
    const clerk = await officialAt(browser, server.url, 'zx-shouli', '/work/bookings');
    await clerk.page.getByText(/大厅有 \d+ 台设备故障或离线/).waitFor();
    await clerk.page.getByText('号票打印机缺纸').waitFor();
    await looksWell(clerk, 'bookings-trouble');
    expect(clerk.faults).toEqual([]);
    await clerk.context.close();
  });

  it('F201: with the key replaced and the device retired its program is told nothing but no', async () => {
    const { page } = head;
    await page.getByRole('link', { name: '西门取号机' }).click();
    await page.getByRole('button', { name: '更换密钥' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
    const shown = page.getByRole('dialog', { name: '设备密钥' });
    const second = await shown.getByLabel('密钥', { exact: true }).inputValue();
    await shown.getByRole('button', { name: '已保存，关闭' }).click();
    const answer = (given: string) =>
      fetch(`${server.url}/api/devices/report`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key: given, state: 'ready' }),
      }).then((reply) => reply.status);
    expect([await answer(key), await answer(second)]).toEqual([401, 200]);
    await page.getByRole('button', { name: '停用设备' }).click();
    await page.getByRole('dialog').getByLabel('原因').fill('换成新型号');
    await page.getByRole('dialog').getByRole('button', { name: '停用设备' }).click();
    await page.getByText('设备已停用').waitFor();
    await page.getByText('换成新型号').waitFor();
    await looksWell(head, 'device-retired');
    expect(await answer(second)).toBe(401);
    expect(head.faults).toEqual([]);
  });

  it('F201: the demo’s own devices report by themselves: one is out of order, the others are heard', async () => {
    const clerk = await signInAs(server.url, 'zx-shouli');
    const { halls } = await clerk.call(c.listHalls);
    const hallId = halls.find((one) => one.name.zh === '云溪区政务服务中心')?.id ?? '';
    const standings = await until('the demo’s devices are heard', async () => {
      const { devices } = await clerk.call(c.listHallDevices, { params: { hallId } });
      const found = new Map(devices.map((one) => [one.name, one.standing]));
      return found.get('东门取号机') === 'ready' ? found : undefined;
    });
    expect(standings.get('24小时自助终端')).toBe('fault');
    expect(standings.get('大厅呼叫屏')).toBe('ready');
  });
});
