import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf, newRequestId } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let official: Visitor;
let head: Visitor;
let applicant: Visitor;
let client: Client;
let filed: c.CaseView;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  client = await signInAs(server.url, idOf('xie-jun'));
  filed = await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
  const staff = await signInAs(server.url, 'jt-shenpi1');
  const params = { caseId: filed.id };
  await staff.call(c.claimCase, { params, body: { requestId: newRequestId() } });
  const open = filed.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));
  const decided = await staff.call(c.decideCase, {
    params,
    query: { wait: 10_000 },
    body: {
      requestId: newRequestId(),
      outcome: 'grant',
      reason: '经核对档按，符合条件',
      findings: open.map((k) => ({ condition: k.id, met: true, why: '已核对原始档案' })),
    },
  });
  expect(decided.state).toBe('closed');
  [official, head, applicant] = await Promise.all([newVisitor(browser), newVisitor(browser), newVisitor(browser, 375)]);
  for (const [{ page }, account] of [
    [official, 'jt-shenpi1'],
    [head, 'jt-fuze'],
  ] as const) {
    await page.goto(`${server.url}/work/${filed.id}`);
    await signInOnPage(page, account);
    await page.getByRole('heading', { name: /谢军/ }).waitFor();
  }
  await applicant.page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
  await signInOnPage(applicant.page, idOf('xie-jun'));
  await applicant.page.getByRole('heading', { name: '办理经过' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(official.page, 'failed-after-official');
  await picture(head.page, 'failed-after-head');
  await picture(applicant.page, 'failed-after-applicant');
});

/** The head reads what was proposed and confirms it. */
async function confirm(page: Page, said: { note: string; heard?: string }, name: string): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: /^复核同意/ }).click();
  const dialog = page.getByRole('dialog');
  if (said.heard) await dialog.getByLabel('听证记录').fill(said.heard);
  await dialog.getByLabel('复核意见').fill(said.note);
  await picture(page, name);
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByText('已复核，文书已送达').waitFor();
}

describe('what becomes of a decision', () => {
  it('F124 F216: a wrong word and a wrong field are corrected by two persons; the holder has the notice and the new licence on his phone', async () => {
    const { page } = official;
    await page.getByRole('button', { name: /^更正决定/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('原文').fill('档按');
    await dialog.getByLabel('更正为').fill('档案');
    await dialog.getByLabel('理由').fill('打印时误录');
    await picture(page, 'after-correct');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('已提交复核').waitFor();
    await page.getByRole('heading', { name: '决定之后' }).waitFor();
    await confirm(head.page, { note: '核对无误' }, 'after-confirm');

    const own = applicant.page;
    await own.reload();
    await own.getByRole('heading', { name: '决定之后' }).waitFor();
    await own.getByText('“档按”更正为“档案”').waitFor();
    await own.getByRole('heading', { name: '决定之后' }).scrollIntoViewIfNeeded();
    await picture(own, 'after-applicant-corrected');
    expect(await faultsOf(own)).toEqual([]);
    const paper = await applicant.context.request.get(
      `${server.url}/api/cases/${filed.id}/documents/rectification?format=pdf`,
    );
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('F216: a grant is revoked after its holder was told and heard; the case and the licence say so', async () => {
    const { page } = official;
    await page.reload();
    await page.getByRole('button', { name: /^撤销、撤回或注销/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('法定理由').selectOption('withdraw-fraud');
    await dialog.getByLabel('理由', { exact: true }).fill('申请时隐瞒了有关情况');
    await picture(page, 'after-revoke');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText(/陈述、申辩至/).waitFor();

    const own = applicant.page;
    await own.reload();
    await own.getByRole('button', { name: '陈述、申辩' }).click();
    const answer = own.getByRole('dialog');
    await answer.getByLabel('您的意见').fill('当时并不知情，请求听证');
    await answer.getByLabel('我要求听证').check();
    await picture(own, 'after-answer');
    expect(await faultsOf(own)).toEqual([]);
    await answer.getByRole('button', { name: '提交陈述、申辩' }).click();
    await own
      .getByText(/当时并不知情/)
      .first()
      .waitFor();

    await confirm(head.page, { note: '同意撤销', heard: '已听证，当事人承认隐瞒' }, 'after-heard');
    await head.page.getByText('已办结（准予，后撤销）').first().waitFor();
    await picture(head.page, 'after-revoked');
    await own.reload();
    await own.getByRole('heading', { name: '准予决定已撤销' }).waitFor();
    await picture(own, 'after-applicant-revoked');
    expect(await faultsOf(own)).toEqual([]);
    const { licence } = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(licence?.state).toBe('withdrawn');
  });
});
