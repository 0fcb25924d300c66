import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../../tests/open-browser.ts';
import { ME } from '../src/dev/state.ts';
import { built } from './browser.ts';
import { saysWhatItWaitsFor } from './waiting.ts';

let site: Awaited<ReturnType<typeof built>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([built('studio'), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const roles = [
  'acceptor',
  'approver',
  'head',
  'auditor',
  'operator',
  'seal-keeper',
  'seal-approver',
  'seal-maker',
  'security-auditor',
];

/** Somebody with every role, so that every page is open to him. */
async function official(): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const staff = { office: '1', officeName: { zh: '某局', en: 'Office' }, roles, number: 'A1' };
  const nothing = { type: 'about:blank', title: 'missing', status: 404, code: 'test.missing' };
  await made.route(/\/api\//, (route) =>
    route.fulfill({ status: 404, contentType: 'application/problem+json', json: nothing }),
  );
  await made.route('**/api/me', (route) => route.fulfill({ json: { ...ME, account: 'staff', staff } }));
  return made;
}

/** One thing each of the lists that lead to one. */
const things = [
  '/studio/seals/99010000000001',
  '/studio/licence-types/x',
  '/studio/versions/x',
  '/studio/batches/x',
  '/studio/sharing/x',
  '/studio/halls/x',
  '/studio/devices/x',
  '/studio/fees/bills/x',
];

/** Addresses of the navigation. */
async function listed(): Promise<string[]> {
  const made = await official();
  const page = await made.newPage();
  await page.goto(`${site.url}/studio`);
  await page.locator('main h1').waitFor();
  const all = await page
    .locator('.studio__nav a')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  await made.close();
  return all.filter((path) => path.startsWith('/studio'));
}

describe('pages of the studio', () => {
  it('F005: each has its heading before its data is there; when none comes it says so, with the number of the request', async () => {
    const paths = await listed();
    expect(paths.length).toBeGreaterThan(25);
    expect(
      await saysWhatItWaitsFor(site.url, official, ['/studio/sharing/new', ...paths, ...things], 'main h1'),
    ).toEqual({});
  }, 180_000);

  it('F005 F006: the navigation marks the page shown, and for one thing the list it is of', async () => {
    const made = await official();
    const page = await made.newPage();
    const marked = async (path: string) => {
      await page.goto(site.url + path);
      await page.locator('main h1').waitFor();
      return page
        .locator('.studio__nav [aria-current]')
        .evaluateAll((links) => links.map((a) => `${a.getAttribute('href')} ${a.getAttribute('aria-current')}`));
    };
    for (const path of ['/studio/seals', '/studio/seals/ledger', '/studio/fees/bills', '/studio/verticals'])
      expect(await marked(path)).toEqual([`${path} page`]);
    for (const path of things) expect(await marked(path)).toEqual([`${path.replace(/\/[^/]+$/, '')} true`]);
    await made.close();
  }, 60_000);

  it('F005: without a network a page says what it waits for and is read by itself when the network is back', async () => {
    const made = await official();
    const page = await made.newPage();
    await page.goto(`${site.url}/studio/seals`);
    await page.getByRole('alert').waitFor();
    await made.setOffline(true);
    await page.getByRole('link', { name: '缴款单' }).click();
    await page.getByText('这里的内容要从网上读取，网络恢复后自动显示。').waitFor();
    expect(await page.locator('main .skeleton').count()).toBe(0);
    await made.setOffline(false);
    await page.getByRole('alert').getByText('没有找到，或者不属于您').waitFor();
    await made.close();
  }, 60_000);

  it('F005: what takes long to load says so', async () => {
    const made = await official();
    await made.route('**/api/work/bills**', () => undefined);
    const page = await made.newPage();
    await page.clock.install();
    await page.goto(`${site.url}/studio/fees/bills`);
    await page.locator('main .skeleton').first().waitFor();
    expect(await page.getByText('比平时慢，还在载入').count()).toBe(0);
    await page.clock.fastForward('00:11');
    await page.getByText('比平时慢，还在载入').waitFor();
    await made.close();
  }, 60_000);

  it('F028: who has signed in anew in another window sends again what he has written, without loading the page', async () => {
    const made = await official();
    let csrf = 'of the former session';
    const staff = { office: '1', officeName: { zh: '某局', en: 'Office' }, roles, number: 'A1' };
    await made.route('**/api/me', (route) => route.fulfill({ json: { ...ME, account: 'staff', staff, csrf } }));
    const sent: (string | undefined)[] = [];
    await made.route(/\/api\//, (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      sent.push(route.request().headers()['x-csrf']);
      const refused = { type: 'about:blank', title: '请求未通过安全校验', status: 403, code: 'kernel.forged' };
      return sent.length > 1
        ? route.fallback()
        : route.fulfill({ status: 403, contentType: 'application/problem+json', json: refused });
    });
    const page = await made.newPage();
    await page.goto(`${site.url}/studio/accounts/find`);
    await page.getByLabel('账号').fill('jt-shenpi1');
    csrf = 'of this session';
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('已重新登录').waitFor();
    expect(await page.getByLabel('账号').inputValue()).toBe('jt-shenpi1');
    await page.getByRole('button', { name: '查找' }).click();
    await expect.poll(() => sent).toEqual(['of the former session', 'of this session']);
    await made.close();
  }, 60_000);
});
