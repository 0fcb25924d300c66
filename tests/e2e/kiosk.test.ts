import * as c from '@miaopi/contracts';
import { createDemoDevices, type DemoDevices } from '@miaopi/scenarios';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, type Visitor } from './browser.ts';
import { district, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
const person = district.persons.find((p) => p.key === 'chen-jing');
let server: RunningServer;
let browser: Browser;
let demo: DemoDevices;
let kiosk: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  demo = createDemoDevices({
    origins: [server.url],
    card: { name: person?.name ?? '', number: idOf('chen-jing') },
  });
  const { hostname, port } = new URL(c.DEVICE_BRIDGE);
  await new Promise<void>((resolve) => demo.server.listen(Number(port), hostname, resolve));
  kiosk = await newVisitor(browser, 1080);
});
afterAll(async () => {
  await browser?.close();
  demo?.server.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(kiosk.page, 'failed-kiosk');
});

async function looked(page: Page, name: string): Promise<void> {
  for (const width of [1440, 768, 375]) {
    await page.setViewportSize({ width, height: 1200 });
    expect(await faultsOf(page), `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
}

/** The newest code on the telephone of this person. */
async function codeOf(mobile: string): Promise<string> {
  for (let i = 0; i < 100; i++) {
    const page = await fetch(`${server.outside().sms}/phone/${mobile}`).then((r) => r.text());
    const code = /<b>(\d{6})<\/b>/.exec(page)?.[1];
    if (code) return code;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error('no code came');
}

describe('a self-service terminal', () => {
  it('F007 F108: reads the card, sends a code, files the application and says how it went', async () => {
    const { page } = kiosk;
    await page.goto(`${server.url}/kiosk`);
    await page.getByRole('heading', { name: '您要办什么？' }).waitFor();
    await looked(page, 'kiosk-home');
    await page.getByRole('button', { name: /^办理申请/ }).click();
    await page.getByRole('button', { name: '发送短信验证码' }).click();
    await page.getByText('请放上身份证，或者输入 18 位身份号码').waitFor();
    await looked(page, 'kiosk-who-missing');
    await page.getByRole('button', { name: '读身份证' }).click();
    const number = page.getByLabel('或者输入公民身份号码');
    await expect.poll(() => number.inputValue(), { timeout: 20_000 }).toBe(idOf('chen-jing'));
    await looked(page, 'kiosk-who');
    await page.getByRole('button', { name: '发送短信验证码' }).click();
    await page.getByRole('heading', { name: '请输入短信验证码' }).waitFor();
    await page.getByLabel('6 位验证码').fill(await codeOf(person?.mobile ?? ''));
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '您要办哪一件？' }).waitFor();
    const item = page.getByRole('button', { name: /^个人参保证明/ });
    await item.waitFor();
    await looked(page, 'kiosk-items');
    await item.click();
    // who does not agree stays within the terminal, where he is signed out when he walks away
    await page.getByRole('button', { name: '不同意，换一件' }).click();
    await item.click();
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByLabel('基本养老保险').check();
    await page.getByLabel(/近\s*12\s*个月/).check();
    await page.getByLabel('求职应聘').check();
    await looked(page, 'kiosk-form');
    // the form is as wide as the page it stands on
    await page.setViewportSize({ width: 1080, height: 1920 });
    const [column, bar] = await Promise.all(
      ['.apply__form', '.kiosk__bar'].map((part) => page.locator(part).boundingBox()),
    );
    expect([column?.x, column?.width]).toEqual([bar?.x, bar?.width]);
    await picture(page, 'kiosk-form-1080');
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.locator('#declare').check();
    await page.getByRole('button', { name: '确认并提交' }).click();
    await page.getByRole('heading', { name: '办好了', exact: true }).waitFor();
    await looked(page, 'kiosk-filed');
    const own = await signInAs(server.url, idOf('chen-jing'));
    const { cases } = await own.call(c.listCases, {});
    const filed = await own.call(c.getCase, { params: { caseId: cases[0]?.id ?? '' } });
    expect(filed).toMatchObject({ channel: 'kiosk', outcome: 'granted' });
    await page.getByText(filed.queryCode ?? '').waitFor();
  });

  it('F007: leaves nothing: ended by hand or after a minute, with seconds counted down, no session and no trace remain', async () => {
    const { page } = kiosk;
    await page.getByRole('button', { name: '好了，退出' }).click();
    await page.getByRole('heading', { name: '您要办什么？' }).waitFor();
    const traces = () =>
      page.evaluate(async () => ({
        me: await fetch('/api/me').then((r) => r.text()),
        kept: JSON.stringify({ ...sessionStorage }),
        text: document.body.innerText,
      }));
    const gone = await traces();
    expect(gone.me).toBe('null');
    expect(gone.kept).not.toContain('draft');
    expect(gone.text).not.toContain(person?.name ?? '');
    await page.clock.install();
    await page.goto(`${server.url}/kiosk/apply`);
    await page.getByLabel('或者输入公民身份号码').fill(idOf('chen-jing'));
    await page.clock.runFor(50_000);
    await page.getByRole('button', { name: '我还在' }).waitFor();
    await picture(page, 'kiosk-apply-countdown');
    await page.clock.runFor(11_000);
    await page.getByRole('heading', { name: '您要办什么？' }).waitFor();
    expect((await traces()).text).not.toContain(idOf('chen-jing'));
    expect(kiosk.faults).toEqual([]);
  });
});
