import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { idOf, newRequestId } from './filing.ts';
import { fileResidence, scan } from './residence.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
const orderNumber = '云政复决字〔2026〕第21号';
let server: RunningServer;
let browser: Browser;
let head: Visitor;
let clerk: Visitor;
let applicant: Visitor;
let client: Client;
let filed: c.CaseView;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  client = await signInAs(server.url, idOf('zhou-ting'));
  filed = await fileResidence(client, browser, '借住');
  const staff = await signInAs(server.url, 'ga-shouli');
  const params = { caseId: filed.id };
  await staff.call(c.claimCase, { params, body: { requestId: newRequestId() } });
  const gone = await staff.call(c.rejectCase, {
    params,
    body: { requestId: newRequestId(), ground: 'not-needed', reason: '认为借住不需要登记' },
  });
  expect(gone.outcome).toBe('not-accepted');
  [head, clerk, applicant] = await Promise.all([newVisitor(browser), newVisitor(browser), newVisitor(browser, 375)]);
  for (const [{ page }, account] of [
    [head, 'ga-fuze'],
    [clerk, 'ga-shouli'],
  ] as const) {
    await page.goto(`${server.url}/work/${filed.id}`);
    await signInOnPage(page, account);
    await page.getByRole('heading', { name: /周婷/ }).waitFor();
  }
  await applicant.page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
  await signInOnPage(applicant.page, idOf('zhou-ting'));
  await applicant.page.getByRole('heading', { name: '不予受理' }).first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(head.page, 'failed-reopen-head');
  await picture(clerk.page, 'failed-reopen-clerk');
  await picture(applicant.page, 'failed-reopen-applicant');
});

describe('a decision not to accept that a body above set aside', () => {
  it('F095 F124: the head enters the order with its copy on the workbench; the case is with the office again, with five days of its own', async () => {
    const { page } = head;
    await page.getByRole('button', { name: /^依决定重新办理/ }).click();
    const dialog = page.getByRole('dialog', { name: '依有权机关的决定重新审查是否受理' });
    await picture(page, 'reopen-empty');
    // nothing filled in: each gap is said, and nothing is sent
    await dialog.getByRole('button', { name: '重新审查', exact: true }).click();
    await dialog.getByText('还有 4 处要填好').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await picture(page, 'reopen-gaps');
    await dialog.getByLabel('作出文书的机关').fill('云州市人民政府');
    await dialog.getByLabel('文书号').fill(orderNumber);
    await dialog.getByLabel('文书副本（PDF 或图片）').setInputFiles({
      name: '复议决定书.png',
      mimeType: 'image/png',
      buffer: await scan(browser, `行政复议决定书 ${orderNumber}`),
    });
    await dialog.getByText('已上传 复议决定书.png').waitFor();
    await dialog.getByLabel('重新办理的范围和理由').fill('借住满半年应当登记，依法受理');
    await picture(page, 'reopen-filled');
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    await picture(page, 'reopen-filled-375');
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole('button', { name: '重新审查', exact: true }).click();
    await page.getByText('已启动重新办理，办件回到待办').waitFor();
    await page.getByRole('heading', { name: '决定之后' }).waitFor();
    await page.getByText('收件审查中').first().waitFor();
    await page
      .getByRole('link', { name: new RegExp(orderNumber) })
      .first()
      .waitFor();
    await picture(page, 'reopen-head-after');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('the applicant reads on his phone by which order, what stands no more and until when he is told; the paper is in his space', async () => {
    const { page } = applicant;
    await page.reload();
    await page.getByRole('heading', { name: '已收件，等待受理' }).waitFor();
    await page.getByText('依有权机关的决定重新审查').waitFor();
    await picture(page, 'reopen-applicant');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('heading', { name: '决定之后' }).scrollIntoViewIfNeeded();
    await page
      .getByText(/针对.*不予受理的决定/)
      .first()
      .waitFor();
    await picture(page, 'reopen-applicant-order');
    const paper = await applicant.context.request.get(
      `${server.url}/api/cases/${filed.id}/documents/reopening?format=pdf`,
    );
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('F096: the clerk takes it from his list and accepts it, an approver grants it, and the applicant has his licence', async () => {
    const { page } = clerk;
    await page.reload();
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByText('已领取，由您办理').waitFor();
    await picture(page, 'reopen-clerk');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^受理/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '受理', exact: true }).click();
    await page.getByText('人工审核中').first().waitFor();

    const approver = await signInAs(server.url, 'ga-shenpi1');
    const params = { caseId: filed.id };
    const taken = await approver.call(c.claimCase, { params, body: { requestId: newRequestId() } });
    const open = taken.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));
    const decided = await approver.call(c.decideCase, {
      params,
      query: { wait: 10_000 },
      body: {
        requestId: newRequestId(),
        outcome: 'grant',
        reason: '住宿证明真实，予以登记',
        findings: open.map((k) => ({ condition: k.id, met: true, why: '已向出具人核实' })),
      },
    });
    expect([decided.state, decided.outcome]).toEqual(['closed', 'granted']);
    const own = applicant.page;
    await own.reload();
    await own
      .getByRole('link', { name: /下载 OFD/ })
      .first()
      .waitFor();
    await picture(own, 'reopen-applicant-granted');
    expect(await faultsOf(own)).toEqual([]);
    expect([...head.faults, ...clerk.faults, ...applicant.faults]).toEqual([]);
  });
});
