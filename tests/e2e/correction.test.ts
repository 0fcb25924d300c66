import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { district, idOf, newRequestId } from './filing.ts';
import { fileResidence, scan } from './residence.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
const home = district.persons.find((p) => p.key === 'zhou-ting')?.residence ?? '';
let server: RunningServer;
let browser: Browser;
let official: Visitor;
let applicant: Visitor;
let client: Client;
let filed: c.CaseView;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  client = await signInAs(server.url, idOf('zhou-ting'));
  filed = await fileResidence(client, browser, '借住');
  [official, applicant] = await Promise.all([newVisitor(browser), newVisitor(browser, 375)]);
  await official.page.goto(`${server.url}/work/${filed.id}`);
  await signInOnPage(official.page, 'ga-shouli');
  await official.page.getByRole('heading', { name: /周婷/ }).waitFor();
  await applicant.page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
  await signInOnPage(applicant.page, idOf('zhou-ting'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(official.page, 'failed-correction-official');
  await picture(applicant.page, 'failed-correction-applicant');
});

describe('a case that needs a correction', () => {
  it('F095 F223: is received, and the applicant reads until when he is told', async () => {
    expect(filed.state).toBe('intake');
    const { page } = applicant;
    await page.getByRole('heading', { name: '已收件，等待受理' }).waitFor();
    await picture(page, 'correction-received');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('F093 X12: the official marks two places in the file itself, sees the clock before, and sends one numbered notice', async () => {
    const { page } = official;
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByText('已领取，由您办理').waitFor();
    await picture(page, 'correction-intake');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^一次性告知补正/ }).click();
    await page.getByRole('button', { name: '标记补正 居住地址' }).click();
    await page.getByRole('button', { name: /^标记补正 出租人、单位或者学校的住宿证明/ }).click();
    const points = page.locator('.correction-point');
    await points.nth(0).getByRole('textbox', { name: '哪里不对' }).fill('门牌与住宿证明不一致，地址库查不到');
    await points.nth(0).getByRole('textbox', { name: '怎样补正' }).fill('请按门牌填写到楼栋和房号');
    await points.nth(1).getByRole('textbox', { name: '哪里不对' }).fill('缺少出具人的签名');
    await points.nth(1).getByRole('textbox', { name: '怎样补正' }).fill('请补传签名的一页');
    await points.nth(1).getByLabel('第几页（可以不填）').fill('1');
    // a tablet that is turned meanwhile keeps all of it
    const days = page.getByLabel('补正期限（自然日）');
    await days.fill('20');
    for (const width of [1024, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.locator(`[data-layout=${width > 1184 ? 'wide' : width > 832 ? 'compact' : 'narrow'}]`).waitFor();
      expect(await days.inputValue()).toBe('20');
      expect(await points.nth(1).getByRole('textbox', { name: '怎样补正' }).inputValue()).toBe('请补传签名的一页');
    }
    await days.fill('15');
    await page.getByText(/今天退回的话/).waitFor();
    await picture(page, 'correction-marking');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '发出补正告知书' }).click();
    await page.getByText('补正告知书已送达申请人').waitFor();
    await page.getByRole('heading', { name: '补正', exact: true }).waitFor();
    await picture(page, 'correction-sent');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('F093: the applicant opens exactly these on a phone, with why and how, corrects them, and is granted at once', async () => {
    const { page } = applicant;
    await page.reload();
    await page.getByRole('heading', { name: '需要补正' }).waitFor();
    await picture(page, 'correction-needed');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: '去补正' }).click();
    await page.getByRole('heading', { name: '补正申请' }).waitFor();
    await page.getByText('门牌与住宿证明不一致').waitFor();
    expect(await page.locator('.correct-place').count()).toBe(2);
    expect(await page.getByLabel('从哪天开始住').count()).toBe(0);
    await picture(page, 'correction-form');
    expect(await faultsOf(page)).toEqual([]);
    // nothing changed is not corrected: told where, and what else he may do
    await page.getByLabel(/^我声明/).check();
    await page.getByRole('button', { name: '提交补正' }).click();
    await page.getByText('有 2 处要补正的内容还没有改动').waitFor();
    await page.getByLabel('没有改动的原因').waitFor();
    await picture(page, 'correction-as-it-was');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel(/^我声明/).uncheck();
    await page.getByRole('textbox', { name: '居住地址' }).fill(home);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '签名页.png', mimeType: 'image/png', buffer: await scan(browser, '出具人签名') });
    await page.getByText('签名页.png').waitFor();
    await page.getByLabel('没有改动的原因').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '提交补正' }).click();
    await page.getByText('请先勾选声明。').waitFor();
    await page.getByLabel(/^我声明/).check();
    await page.getByRole('button', { name: '提交补正' }).click();
    await page.getByRole('heading', { name: '办好了' }).waitFor();
    await picture(page, 'correction-granted');
    const view = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(view).toMatchObject({ outcome: 'granted', automatic: true, corrections: [{ answeredBy: 2 }] });
    expect(view.documents.map((d) => d.kind)).toEqual(['correction', 'acceptance']);
    expect(applicant.faults).toEqual([]);
  });

  it('the official sees side by side what was changed', async () => {
    const { page } = official;
    await page.reload();
    await page.getByRole('heading', { name: /周婷/ }).waitFor();
    await page
      .getByRole('row', { name: /^居住地址 .*新桥村/ })
      .first()
      .waitFor();
    await picture(page, 'correction-compare');
    expect(await faultsOf(page)).toEqual([]);
    expect(official.faults).toEqual([]);
  });
});

describe('a case that is not corrected in time', () => {
  it('F093 F119: late, the applicant is told that it still counts; ended, he finds the paper that says so and the way to apply again, and no list shows it as done', async () => {
    const clerk = await signInAs(server.url, 'ga-shouli');
    const late = await fileResidence(client, browser, '借住');
    const params = { caseId: late.id };
    const body = { requestId: newRequestId() };
    await clerk.call(c.claimCase, { params, body });
    const point = { field: '居住地址', why: '门牌与住宿证明不一致', how: '请按门牌填写' };
    await clerk.call(c.askCorrection, {
      params,
      body: { ...body, requestId: newRequestId(), days: 15, points: [point] },
    });
    const db = await openDatabaseOf(server.dataDir);
    await db.query(`update cases.case set due_on = current_date - 3 where id = $1`, [late.id]);
    await db.end();
    const { page } = applicant;
    await page.goto(`${server.url}/cases/${late.id}`);
    await page.getByText(/补正期限 .+已过，办件还没有终止：现在提交 1 处补正仍然有效/).waitFor();
    // on a phone what is to be done comes before what was
    const todo = await page.getByRole('link', { name: '去补正' }).boundingBox();
    const steps = await page.locator('.moment__line').boundingBox();
    expect(todo?.y).toBeLessThan(steps?.y ?? 0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'correction-late');
    await clerk.call(c.abandonCase, {
      params,
      body: { requestId: newRequestId(), reason: '两次短信提醒，电话无人接听，期限内没有补正。' },
    });
    await page.reload();
    await page.getByRole('heading', { name: '逾期未办，已终止办理' }).waitFor();
    const paper = page.waitForEvent('popup');
    await page
      .locator('.moment')
      .getByRole('link', { name: /^终止办理告知书/ })
      .click();
    await (await paper).close();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'correction-abandoned');
    await page.goto(`${server.url}/me`);
    const tag = page.getByText('已办结（逾期未补正）').first();
    await tag.waitFor();
    expect(await page.locator('.tag--ok').filter({ hasText: '逾期未补正' }).count()).toBe(0);
    await page.goto(`${server.url}/cases/${late.id}`);
    await page.getByRole('link', { name: '重新申请' }).click();
    await page.getByRole('heading', { level: 1, name: '居住登记' }).waitFor();
    expect(applicant.faults).toEqual([]);
  });
});
