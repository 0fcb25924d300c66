import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as c from '@miaopi/contracts';
import { todayInChina } from '@miaopi/scenarios';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { actForFirm, fileCase, idOf } from './filing.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';
import { until } from './until.ts';

const folder = dataFolder();
const slug = 'food-business';
const person = 'ai-wen';
let server: RunningServer;
let browser: Browser;
let applicant: Visitor;
let official: Visitor;
let former: c.CaseView;

const simple = {
  场所面积: 60,
  经营项目: ['自制饮品制售'],
  简单制售: true,
  远离污染源: true,
  布局和流程: '操作区、洗消区分开设置，配冷藏柜和消毒柜',
  负责人: '艾雯',
  安全管理员: '程远舟',
  管理员考核合格: true,
  联系电话: '13900000006',
  承诺: true,
};

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const inChinese = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
/** The last day of the licence in hand: more than fifteen working days away, and at a time that can be renewed. */
const end = dayAfter(todayInChina(), 29);

const counts = `原许可有效期至${inChinese(end)}，届满前没有作出决定的，视为准予延续（行政许可法第五十条）`;

/** Read by the server before anything else: the days that have passed meanwhile. */
function daysLater(days: number): Record<string, string> {
  const file = join(folder.path, 'later.mjs');
  writeFileSync(
    file,
    `const on = ${days * 86_400_000};
const Present = Date;
globalThis.Date = class Date extends Present {
  constructor(...given) {
    if (given.length === 0) super(Present.now() + on);
    else super(...given);
  }
  static now() {
    return Present.now() + on;
  }
};
`,
  );
  return { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
}

/** Who acts for the firm, at a browser of his own. */
async function forTheFirm(): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(`${server.url}/signin?to=/me/mandates`);
  await signInOnPage(page, idOf(person));
  await page
    .getByRole('main')
    .getByRole('button', { name: /云味轩/ })
    .click();
  await page
    .getByRole('banner')
    .getByText(/云味轩/)
    .first()
    .waitFor();
  return visitor;
}

/** The page at the three widths, and in English on a telephone. */
async function looksWell(page: Page, name: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const lang of ['zh', 'en']) {
    if (lang === 'en') {
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang="en"]').waitFor();
    }
    for (const wide of lang === 'zh' ? [1440, 768, 375] : [375]) {
      await page.setViewportSize({ width: wide, height });
      expect(await faultsOf(page), `${name} ${lang} ${wide}`).toEqual([]);
      await picture(page, `${name}-${lang}-${wide}`, { whole: true });
    }
  }
  await page.setViewportSize({ width, height });
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang^="zh"]').waitFor();
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const client = await signInAs(server.url, idOf(person));
  await actForFirm(client, '云味轩');
  former = await fileCase(client, slug, simple);
  const db = await openDatabaseOf(folder.path);
  await db.query('update licences.licence set valid_to = $2 where id = $1', [former.licence?.id, end]);
  await db.end();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  if (applicant) await picture(applicant.page, 'failed-renewal-applicant', { whole: true });
  if (official) await picture(official.page, 'failed-renewal-official', { whole: true });
});

describe('a licence that is renewed', () => {
  let address = '';

  it('F020 X12: is drawn from the library by the form, and the case tells both sides the day on which it counts as granted', {
    timeout: 240_000,
  }, async () => {
    applicant = await forTheFirm();
    const { page, faults } = applicant;
    await page.goto(`${server.url}/items/${slug}/apply`);
    await page.getByRole('heading', { name: '新办还是延续' }).waitFor();
    await page
      .getByRole('group', { name: /延续原许可证/ })
      .getByLabel('是', { exact: true })
      .check();
    await page
      .getByText(former.licence?.number ?? 'no number')
      .first()
      .waitFor();
    const answer = (name: RegExp, says: '是' | '否') =>
      page.getByRole('group', { name }).getByLabel(says, { exact: true }).check();
    await answer(/^只做解冻/, '否');
    await answer(/^设备设施/, '是');
    await answer(/^与有毒/, '是');
    await answer(/^管理人员经培训/, '是');
    await page.getByLabel('场所面积（平方米）').fill('180');
    await page.getByLabel('热食类食品制售').check();
    await page
      .getByLabel('主要设备设施、布局和操作流程')
      .fill('粗加工、烹饪、备餐、洗消分区设置，配冷藏柜和消毒柜，生进熟出单一流向');
    await page.getByRole('textbox', { name: '食品安全管理人员' }).fill('程远舟');
    await page.getByRole('checkbox', { name: /^所填内容真实/ }).check();
    await looksWell(page, 'renewal-form');
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await looksWell(page, 'renewal-review');
    await page.getByRole('button', { name: '确认并提交' }).click();
    await page.getByRole('heading', { name: '已转工作人员审核' }).waitFor();
    address = new URL(page.url()).pathname;
    await page.getByText(counts).waitFor();
    await looksWell(page, 'renewal-case');
    expect(faults).toEqual([]);

    official = await officialAt(browser, server.url, 'sc-shenpi1', address.replace('/cases/', '/work/'));
    await official.page.getByText(counts).waitFor();
    await looksWell(official.page, 'renewal-work');
    expect(official.faults).toEqual([]);
  });

  it('X12: counts as granted when nobody has decided by then: the case says so, and the licence goes on in the space with its number', {
    timeout: 240_000,
  }, async () => {
    await server.stop();
    server = await startServer(folder.path, daysLater(30));
    const client = await signInAs(server.url, idOf(person));
    await actForFirm(client, '云味轩');
    const caseId = address.split('/').at(-1) ?? '';
    const db = await openDatabaseOf(folder.path);
    const closed = await until('the renewal granted by silence', async () => {
      // what is to run at a time runs by the clock of the database, which stands where it stood
      await db.query(`update kernel.later set run_at = now() where key = 'renewal:${caseId}'`);
      await db.query(`update graphile_worker._private_jobs set run_at = now() where key = 'case:${caseId}'`);
      const now = await client.call(c.getCase, { params: { caseId } });
      return String(now.state) === 'closed' ? now : undefined;
    });
    await db.end();
    expect(closed).toMatchObject({ outcome: 'granted', automatic: false });
    expect(closed.licence?.number).toBe(former.licence?.number);
    await applicant.context.close();
    applicant = await forTheFirm();
    const { page, faults } = applicant;
    await page.goto(`${server.url}${address}`);
    await page
      .getByText(/视为准予延续/)
      .first()
      .waitFor();
    await looksWell(page, 'renewal-granted');
    await page.goto(`${server.url}/licences/${closed.licence?.id}`);
    await page
      .getByText(former.licence?.number ?? 'no number')
      .first()
      .waitFor();
    await looksWell(page, 'renewal-licence');
    await page.goto(`${server.url}/me/licences`);
    await page
      .getByRole('link', { name: /食品经营许可证/ })
      .first()
      .waitFor();
    await looksWell(page, 'renewal-space');
    expect(faults).toEqual([]);
    await official.context.close();
    official = await officialAt(browser, server.url, 'sc-shenpi1', address.replace('/cases/', '/work/'));
    await official.page
      .getByText(/视为准予延续/)
      .first()
      .waitFor();
    await looksWell(official.page, 'renewal-work-granted');
  });
});
