import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../../tests/open-browser.ts';
import { guideOf } from '../src/dev/items.ts';
import * as application from './application.ts';
import { portal } from './browser.ts';
import { afterLosing, keepsPlace } from './keyboard.ts';
import { saysWhatItWaitsFor } from './waiting.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site: Awaited<ReturnType<typeof portal>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([portal(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

interface Look {
  signedIn?: boolean;
  elder?: boolean;
  lang?: 'en';
  width?: number;
}

async function context(look: Look): Promise<BrowserContext> {
  const made = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  await made.addCookies(cookies(look));
  return made;
}

function cookies(look: Look) {
  return [
    ['dev', look.signedIn ? '1' : '0'],
    ['elder', look.elder ? '1' : '0'],
    ['lang', look.lang ?? 'zh'],
  ].map(([name, value]) => ({ name: name!, value: value!, url: site.url }));
}

/** Violations of WCAG 2.2 AA and best practices, as `rule: element` lines. */
async function faults(page: Page): Promise<string[]> {
  // Evaluated rather than added as a tag: the page's policy refuses inline script.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
  });
}

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Whether anything sticks out of the window once the page has settled to its width. */
async function overrun(page: Page): Promise<string[]> {
  const width = page.viewportSize()!.width;
  const settled = await page
    .waitForFunction((wanted) => innerWidth === wanted && document.documentElement.scrollWidth <= wanted + 1, width, {
      timeout: 3000,
    })
    .catch(() => undefined);
  return settled ? [] : [`wider than ${width}`];
}

/** Words and figures broken in two because what they stand in became too narrow. */
function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const around = node.parentElement;
      if (!around?.checkVisibility() || around.closest('svg, code, .visually-hidden')) continue;
      for (const word of (node as Text).data.matchAll(/(?<![\w.])[\w.%]{2,16}(?![\w.])/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) wrong.push(`broken: ${word[0]} in ${around.outerHTML.slice(0, 100)}`);
      }
    }
    return wrong;
  });
}

const PAGES: [name: string, path: string, look?: Look][] = [
  ['home', '/'],
  ['home of a person signed in', '/', { signedIn: true }],
  ['home for elders', '/', { elder: true }],
  ['the phone that confirms a sign-in', '/scan/s1', { signedIn: true }],
  ['search', '/search?q=证'],
  ['search that finds nothing', '/search?q=没有这样的事'],
  ['guide', '/items/residence-registration'],
  ['sign-in', '/signin?to=/me'],
  ['verification', '/verify'],
  ['verdict', '/v/1.2.156.3005.2.x'],
  ['verdict against', '/verify/1.2.bad.3005.2'],
  ['case query', '/query'],
  ['case granted', '/cases/granted1', { signedIn: true }],
  ['case with an official', '/cases/review1', { signedIn: true }],
  ['case waiting for a system', '/cases/waiting1', { signedIn: true }],
  ['case refused', '/cases/refused1', { signedIn: true }],
  ['case of someone else', '/cases/other', { signedIn: true }],
  ['complaint from a guide', '/complain?item=residence-registration', { signedIn: true }],
  ['complaint of a unit to be chosen', '/complain', { signedIn: true }],
  ['licence', '/licences/l1', { signedIn: true }],
  ['licence for elders', '/licences/l1', { signedIn: true, elder: true }],
  ['licence being shown', '/licences/l1/show', { signedIn: true }],
  ['licence to be printed', '/licences/l1/print', { signedIn: true }],
  ['verdict of a licence being shown', '/v/shown-now'],
  ['verdict of one no longer shown', '/v/shown-over'],
  ['kiosk', '/kiosk/print'],
  ...['', '/drafts', '/licences', '/materials', '/messages', '/mandates', '/access'].map(
    (tab): [string, string, Look] => [`my space ${tab}`, `/me${tab}`, { signedIn: true }],
  ),
  ['accessibility statement', '/about/accessibility'],
  ['unknown address', '/nowhere'],
];

describe('pages', () => {
  it('F005 F006: no page has an accessibility fault, none runs over, at 1440 in Chinese and at 375 in English', async () => {
    const wrong: Record<string, string[]> = {};
    // Four lanes share the work; each page is seen wide in Chinese and narrow in English.
    const lane = async (look: Look, part: number) => {
      const made = await context(look);
      const page = await made.newPage();
      let errors: string[] = [];
      // a page that breaks is told by React on the console; its frame without faults would pass
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (line) => {
        if (/Content Security Policy|TypeError|ReferenceError/.test(line.text())) errors.push(line.text());
      });
      for (const [index, [name, path, own]] of PAGES.entries()) {
        if (index % 2 !== part) continue;
        errors = [];
        await made.addCookies(cookies({ ...look, ...own }));
        await page.goto(site.url + path, { waitUntil: 'load' });
        await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.skeleton'));
        const found = [...errors, ...(await faults(page)), ...(await overrun(page))];
        if (found.length) wrong[`${name} ${look.width}`] = found;
      }
      await made.close();
    };
    const wide: Look = { width: 1440 };
    const narrow: Look = { width: 375, lang: 'en' };
    await Promise.all([lane(wide, 0), lane(wide, 1), lane(narrow, 0), lane(narrow, 1)]);
    expect(wrong).toEqual({});
    // Some fifteen seconds on a quiet machine; the limit is for a busy one.
  }, 180_000);

  it('F006: in large type and English on a phone no page runs over, and no word or figure is broken', async () => {
    const wrong: Record<string, string[]> = {};
    const lane = async (part: number) => {
      const made = await context({ width: 375, lang: 'en' });
      const page = await made.newPage();
      for (const [index, [name, path, own]] of PAGES.entries()) {
        if (index % 2 !== part) continue;
        await made.addCookies(cookies({ lang: 'en', ...own, elder: true }));
        await page.goto(site.url + path, { waitUntil: 'load' });
        await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.skeleton'));
        const found = [...(await overrun(page)), ...(await brokenWords(page))];
        if (found.length) wrong[name] = found;
      }
      await made.close();
    };
    await Promise.all([lane(0), lane(1)]);
    expect(wrong).toEqual({});
  }, 180_000);

  it('F006: with text of 200 % on a phone no page runs over, in Chinese and in English', async () => {
    const wrong: Record<string, string[]> = {};
    const lane = async (lang: 'zh' | 'en') => {
      const look: Look = { width: 375, ...(lang === 'en' ? { lang } : {}) };
      const made = await context(look);
      const page = await made.newPage();
      for (const [name, path, own] of PAGES) {
        if (own?.elder) continue;
        await made.addCookies(cookies({ ...look, ...own }));
        await page.goto(site.url + path, { waitUntil: 'networkidle' });
        await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.skeleton'));
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
        });
        const found = await overrun(page);
        if (found.length) wrong[`${name} ${lang}`] = found;
      }
      await made.close();
    };
    await Promise.all([lane('zh'), lane('en')]);
    expect(wrong).toEqual({});
  }, 180_000);

  it('F006: after each change of page the focus is on the heading of the new one; a visit begins before the way past the navigation', async () => {
    const own = PAGES.filter(([, , look]) => look?.signedIn && !look.elder).map(([, path]) => path);
    expect(await keepsPlace(site.url, () => context({ signedIn: true }), ['/query', ...new Set(own)])).toEqual({});
  }, 60_000);

  it('F006: what had the focus is removed: its surroundings have it; grey for a while: it has it again; left by pressing elsewhere: nothing has it', async () => {
    expect(await afterLosing(site.url, () => context({ signedIn: true }))).toEqual({});
  }, 60_000);

  it('F005: a page whose data is slow shows its frame at once; when none comes it says so, with the number of the request', async () => {
    const paths = PAGES.map(([, path]) => path).filter((path) => !/^\/(kiosk|query|signin)/.test(path));
    expect(
      await saysWhatItWaitsFor(site.url, () => context({ signedIn: true }), ['/query', ...new Set(paths)]),
    ).toEqual({});
  }, 90_000);

  it('F001 F067 F070 F071 F076 F123: a person signs in, consents, is asked only what is missing, reads back, declares and sees the licence', async () => {
    const made = await context({ width: 768 });
    const page = await made.newPage();
    await page.goto(`${site.url}/items/residence-registration`);
    await page.getByRole('link', { name: '网上申请' }).first().click();
    await page.getByRole('button', { name: /林晚秋/ }).click();
    await page.getByRole('heading', { name: '开始之前，请您同意查询' }).waitFor();
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByRole('heading', { name: '居住信息' }).waitFor();
    expect(await page.getByText('公安人口库 · 刚刚').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByRole('link', { name: /入住日期/ }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('f-入住日期');
    await page.getByLabel('入住日期').fill('2020-05-01');
    await page.getByLabel('租房').check();
    await page
      .getByLabel('选择文件 租赁合同')
      .setInputFiles({ name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await page.getByRole('link', { name: '租赁合同.pdf' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByRole('heading', { name: '核对全部内容' }).waitFor();
    await page.getByRole('button', { name: '确认并提交' }).click();
    await page.getByText('请先勾选声明').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await page.getByRole('button', { name: '确认并提交' }).click();
    await page.getByRole('heading', { name: '办好了' }).waitFor({ timeout: 15_000 });
    expect(await page.getByRole('img', { name: /个人参保证明/ }).count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: '亮证' }).click();
    await page.getByRole('img', { name: '亮证二维码，请对方扫描' }).waitFor();
    await made.close();
  }, 90_000);

  it(
    'F076: two windows with one draft: the second is shown what differs and chooses; nothing is lost unseen',
    () => application.twoWindows(site.url, () => context({ signedIn: true })),
    60_000,
  );

  it(
    'F028 F076: a session that ends in mid-form asks to sign in again over the form and keeps every answer',
    () => application.expiredSession(site.url, () => context({ signedIn: true })),
    60_000,
  );

  it(
    'F085: a form that changed while being filled walks to what is different and keeps the answers',
    () => application.changedForm(site.url, () => context({ signedIn: true })),
    60_000,
  );

  it(
    'F076: without network the answers stay, reading back waits, and all is saved when the network is back',
    () => application.offline(site.url, () => context({ signedIn: true })),
    60_000,
  );

  it(
    'F071: a changed address is asked at the register before the form is read back',
    () => application.changedAddress(site.url, () => context({ signedIn: true })),
    60_000,
  );

  it('F055 X08: guide and home are readable as the HTML the server sends, without script or inline style', async () => {
    const { renderGuide, renderHome } = (await import(
      pathToFileURL(join(`${site.dist}-ssr`, 'guide.js')).href
    )) as typeof import('../src/ssr/guide.tsx');
    const guide = guideOf('residence-registration')!;
    const html = renderGuide({ guide, lang: 'zh' });
    for (const piece of [
      '居住登记',
      '要符合的条件',
      '您无需提交材料：2 项由我们核验。',
      '网上申请',
      '到现场',
      '0 次，全程网办',
    ])
      expect(html).toContain(piece);
    expect(renderGuide({ guide, lang: 'en' })).toContain('Apply online');
    const hot = {
      region: { zh: '区', en: 'D' },
      today: { cases: 1, automaticShare: null, medianSeconds: null },
      hot: [],
      lifeEvents: [],
      demo: false,
    };
    expect(renderHome({ home: hot, lang: 'zh' })).toContain('今天想办什么事？');
    expect(html).not.toMatch(/ style="|<script|javascript:/);
  });

  it('F005: the portal home needs at most 250 kB of gzipped script', async () => {
    const html = await readFile(join(site.dist, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]!);
    let bytes = 0;
    for (const file of first) bytes += gzipSync(await readFile(join(site.dist, file))).length;
    expect((await readdir(join(site.dist, 'assets'))).length).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(250_000);
  });
});
