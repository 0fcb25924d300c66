import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { fileCase, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

const folder = dataFolder();
const packages = dataFolder();
const slug = 'ride-hailing-driver';
let server: RunningServer;
let browser: Browser;

/** The next version of an item, which takes so many working days that no day of the known calendar is its last. */
function writeSlowVersion(): void {
  const to = join(packages.path, slug);
  mkdirSync(to, { recursive: true });
  cpSync(new URL(`../../items/${slug}`, import.meta.url).pathname, to, { recursive: true });
  // its golden histories count by the limit it has
  rmSync(join(to, 'histories'), { recursive: true });
  const item = join(to, 'item.yaml');
  const text = readFileSync(item, 'utf8')
    .replace(/^version: (\d+)$/m, (_, n) => `version: ${Number(n) + 1}`)
    .replace(/statutory: \{ amount: \d+/, 'statutory: { amount: 220')
    .replace(/promised: \{ amount: \d+/, 'promised: { amount: 200');
  expect(text).toMatch(/promised: \{ amount: 200, unit: 工作日/);
  writeFileSync(item, text);
}

beforeAll(async () => {
  writeSlowVersion();
  [server, browser] = await Promise.all([startServer(folder.path, { ITEMS_DIR: packages.path }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
  packages.remove();
});

// in the manner of the State Council's; the real one of that year was not out when this was written
const notice = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（农历正月初七、周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月7日（周五）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`;

const unknown = '工作日历只公布到2026年12月31日，期限待日历公布后计算';
let filed: c.CaseView;
let applicant: Page;
let official: Page;

/** As it is seen by both, on every screen. */
async function bothLookRight(name: string): Promise<void> {
  for (const [who, page] of [
    ['applicant', applicant],
    ['official', official],
  ] as const) {
    for (const width of [375, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${who} at ${width}`).toEqual([]);
      await picture(page, `${name}-${who}-${width}`);
    }
  }
}

describe('X12 F095: a case whose limit ends beyond the known calendar', () => {
  it('tells applicant and official that its day is not known yet, and why', async () => {
    const client = await signInAs(server.url, idOf('xie-jun'));
    filed = await fileCase(client, slug, { 从业方式: '专职', 承诺: true });
    expect(filed).toMatchObject({ state: 'review', clock: { unknown: { zh: unknown } } });
    expect(filed.dueAt).toBeUndefined();
    applicant = (await newVisitor(browser)).page;
    await applicant.goto(`${server.url}/signin?to=/cases/${filed.id}`);
    await signInOnPage(applicant, idOf('xie-jun'));
    official = (await newVisitor(browser)).page;
    await official.goto(`${server.url}/work/${filed.id}`);
    await signInOnPage(official, 'jt-shenpi1');
    for (const page of [applicant, official]) {
      await page.getByText(unknown).first().waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/Invalid|undefined|NaN/);
    }
    await bothLookRight('limit-unknown');
  });
});

describe('X12: an operator enters next year’s working days', () => {
  it('is told how far they are known, pastes the notice, is told what can’t be right, mends it, and everything counts by it', async () => {
    const { page, faults } = await officialAt(browser, server.url, 'sj-yunwei', '/studio/calendar');
    await page.getByRole('heading', { name: '工作日已知到 2026年12月31日' }).waitFor();
    await page.getByRole('heading', { name: /^2026/ }).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `calendar-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('link', { name: '录入 2027 年' }).click();
    await page.getByRole('heading', { name: '2027 年放假和调休' }).waitFor();
    const save = page.getByRole('button', { name: '保存，开始按此计算' });
    await save.click();
    await page.getByText('请填写“通知文号”').last().waitFor();
    // the list says which of the seven rows it speaks of
    await page.getByRole('link', { name: '请选择“端午节 放假第一天”' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'calendar-enter-empty');
    await page.getByLabel('通知文号').fill('国办发明电〔2026〕9号');
    await page.getByLabel('通知正文').fill(notice);
    expect(await page.getByLabel('放假第一天').nth(1).inputValue()).toBe('2027-02-05');
    expect(await page.getByLabel('调休上班').nth(1).inputValue()).toBe('1月31日、2月20日');
    // a Friday worked in exchange for days off, and 中秋 left out
    await page.getByRole('group', { name: '第 4 行' }).getByText('调休上班的 2027-05-07 不是周六或周日').waitFor();
    await save.click();
    await page.getByText(/^缺少中秋/).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `calendar-enter-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByLabel('调休上班').nth(3).fill('4月25日、5月8日');
    await page.getByRole('button', { name: '增加一行' }).click();
    await page.getByLabel('节日').last().fill('中秋节');
    await page.getByLabel('放假第一天').last().fill('2027-09-15');
    await page.getByLabel('放假最后一天').last().fill('2027-09-15');
    await save.click();
    await page.getByRole('heading', { name: '工作日已知到 2027年12月31日' }).waitFor();
    await page.getByText('国办发明电〔2026〕9号 · 翟一鸣').waitFor();
    await page.getByText('1月31日、2月20日上班').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'calendar-entered');
    expect(faults).toEqual([]);
    // what others are told, and who may not
    const days = await fetch(`${server.url}/api/calendar`).then((r) => r.json());
    expect(days).toMatchObject({ knownThrough: '2027-12-31', work: { '2027-05-08': '劳动节' } });
    const approver = await signInAs(server.url, 'jt-shenpi1');
    expect((await approver.call(c.getCalendar, {})).abilities).toMatchObject({ enter: { allowed: false } });
  });
});

describe('X12 F095: a case that waited for the calendar', () => {
  it('has its day once the year is known, the same for applicant and official, counted by that year’s days off', async () => {
    const client = await signInAs(server.url, idOf('xie-jun'));
    const seen = async () => (await client.call(c.getCase, { params: { caseId: filed.id } })).dueAt;
    await expect.poll(seen, { timeout: 30_000 }).toMatch(/^2027-\d\d-\d\d$/);
    const due = (await seen()) ?? '';
    const [year, month, day] = due.split('-').map(Number);
    const inWords = `${year}年${month}月${day}日`;
    for (const page of [applicant, official]) {
      await page.reload();
      await page.getByText(inWords).first().waitFor();
      expect(await page.getByText(unknown).count()).toBe(0);
    }
    await bothLookRight('limit-known');
    await official.getByRole('img', { name: /200/ }).first().waitFor();
    const { clock } = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(clock.derivation.filter((d) => d.counted)).toHaveLength(200);
    expect(clock.derivation.find((d) => d.day === '2027-02-08')).toMatchObject({
      counted: false,
      why: { en: 'Monday, public holiday (Spring Festival)' },
    });
  });
});
