import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as c from '@miaopi/contracts';
import { CALENDAR_TABLE, weekday } from '@miaopi/identifiers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { district, fileCase, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

const folder = dataFolder();
const packages = dataFolder();
const slug = 'ride-hailing-driver';
let server: RunningServer;
let browser: Browser;

/** The last year whose working days are known when the test begins, and the one that is waited for. */
const known = district.years.at(-1)?.year ?? Number(CALENDAR_TABLE.knownThrough.slice(0, 4));
const next = known + 1;
/** Working days from today into the August of the year that is waited for. */
const slow = Math.round(((Date.UTC(next, 7, 1) - Date.now()) / 86_400_000) * 0.68);

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
    .replace(/statutory: \{ amount: \d+/, `statutory: { amount: ${slow + 20}`)
    .replace(/promised: \{ amount: \d+/, `promised: { amount: ${slow}`);
  expect(text).toMatch(/promised: \{ amount: \d{3}, unit: 工作日/);
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

/** A day of the year that is waited for, as notices write it. */
function inWords(month: number, day: number, also = ''): string {
  return `${month}月${day}日（${also}周${'日一二三四五六'[weekday(isoOf(month, day))]}）`;
}
function isoOf(month: number, day: number): string {
  return `${next}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
/** Day of the month of the first such weekday from a day on. */
function firstFrom(which: 'saturday' | 'sunday', month: number, day: number): number {
  while (weekday(isoOf(month, day)) !== (which === 'sunday' ? 0 : 6)) day++;
  return day;
}

// days worked in exchange, each in its month; the Friday before the Saturday of May stands in the notice by mistake
const [january, february] = [firstFrom('sunday', 1, 25), firstFrom('saturday', 2, 14)];
const [april, may] = [firstFrom('sunday', 4, 20), firstFrom('saturday', 5, 7)];
const [september, october] = [firstFrom('sunday', 9, 22), firstFrom('saturday', 10, 8)];
// in the manner of the State Council's; no year's real one is meant
const notice = `一、元旦：1月1日放假1天，不调休。
二、春节：${inWords(2, 5, '农历除夕、')}至12日（农历正月初七）放假调休，共8天。${inWords(1, january)}、${inWords(2, february)}上班。
三、清明节：${inWords(4, 3)}至5日放假，共3天。
四、劳动节：${inWords(5, 1)}至5日放假调休，共5天。${inWords(4, april)}、${inWords(5, may - 1)}上班。
五、端午节：${inWords(6, 9)}放假1天，不调休。
六、国庆节：${inWords(10, 1)}至7日放假调休，共7天。${inWords(9, september)}、${inWords(10, october)}上班。`;
/** A working day of any year, but for the Spring Festival. */
const festive = [8, 9, 10].map((day) => isoOf(2, day)).find((day) => weekday(day) > 0 && weekday(day) < 6) ?? '';
const festiveName = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][weekday(festive)];

const unknown = `工作日历只公布到${known}年12月31日，期限待日历公布后计算`;
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
    await page.getByRole('heading', { name: `工作日已知到 ${known}年12月31日` }).waitFor();
    await page.getByRole('heading', { name: new RegExp(`^${known}`) }).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `calendar-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('link', { name: `录入 ${next} 年` }).click();
    await page.getByRole('heading', { name: `${next} 年放假和调休` }).waitFor();
    const save = page.getByRole('button', { name: '保存，开始按此计算' });
    await save.click();
    await page.getByText('请填写“通知文号”').last().waitFor();
    // the list says which of the seven rows it speaks of
    await page.getByRole('link', { name: '请选择“端午节 放假第一天”' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'calendar-enter-empty');
    await page.getByLabel('通知文号').fill(`国办发明电〔${known}〕9号`);
    await page.getByLabel('通知正文').fill(notice);
    expect(await page.getByLabel('放假第一天').nth(1).inputValue()).toBe(isoOf(2, 5));
    expect(await page.getByLabel('调休上班').nth(1).inputValue()).toBe(`1月${january}日、2月${february}日`);
    // a Friday worked in exchange for days off, and 中秋 left out
    await page
      .getByRole('group', { name: '第 4 行' })
      .getByText(`调休上班的 ${isoOf(5, may - 1)} 不是周六或周日`)
      .waitFor();
    await save.click();
    await page.getByText(/^缺少中秋/).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `calendar-enter-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByLabel('调休上班').nth(3).fill(`4月${april}日、5月${may}日`);
    await page.getByRole('button', { name: '增加一行' }).click();
    await page.getByLabel('节日').last().fill('中秋节');
    await page.getByLabel('放假第一天').last().fill(isoOf(9, 15));
    await page.getByLabel('放假最后一天').last().fill(isoOf(9, 15));
    await save.click();
    await page.getByRole('heading', { name: `工作日已知到 ${next}年12月31日` }).waitFor();
    await page.getByText(`国办发明电〔${known}〕9号 · 翟一鸣`).waitFor();
    await page.getByText(`1月${january}日、2月${february}日上班`).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'calendar-entered');
    expect(faults).toEqual([]);
    // what others are told, and who may not
    const days = await fetch(`${server.url}/api/calendar`).then((r) => r.json());
    expect(days).toMatchObject({ knownThrough: `${next}-12-31`, work: { [isoOf(5, may)]: '劳动节' } });
    const approver = await signInAs(server.url, 'jt-shenpi1');
    expect((await approver.call(c.getCalendar, {})).abilities).toMatchObject({ enter: { allowed: false } });
  });
});

describe('X12 F095: a case that waited for the calendar', () => {
  it('has its day once the year is known, the same for applicant and official, counted by that year’s days off', async () => {
    const client = await signInAs(server.url, idOf('xie-jun'));
    const seen = async () => (await client.call(c.getCase, { params: { caseId: filed.id } })).dueAt;
    await expect.poll(seen, { timeout: 30_000 }).toMatch(new RegExp(`^${next}-\\d\\d-\\d\\d$`));
    const due = (await seen()) ?? '';
    const [year, month, day] = due.split('-').map(Number);
    const dueDay = `${year}年${month}月${day}日`;
    for (const page of [applicant, official]) {
      await page.reload();
      await page.getByText(dueDay).first().waitFor();
      expect(await page.getByText(unknown).count()).toBe(0);
    }
    await bothLookRight('limit-known');
    await official
      .getByRole('img', { name: new RegExp(`${slow}`) })
      .first()
      .waitFor();
    const { clock } = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(clock.derivation.filter((d) => d.counted)).toHaveLength(slow);
    expect(clock.derivation.find((d) => d.day === festive)).toMatchObject({
      counted: false,
      why: { en: `${festiveName}, public holiday (Spring Festival)` },
    });
  });
});
