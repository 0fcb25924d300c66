import type { Client } from '@miaopi/client';
import type * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
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
  await applicant.page.getByRole('heading', { name: '已转工作人员审核' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(official.page, 'failed-procedure-official');
  await picture(applicant.page, 'failed-procedure-applicant');
});

describe('a case whose clock is stopped', () => {
  it('F098 F099 X12: the official begins an on-site check and sees the new limit before; the applicant reads of it and has the notice', async () => {
    const { page } = official;
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByRole('button', { name: /^启动特别程序/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('所需天数').fill('7');
    await dialog.getByText(/办理期限 .+ → .+。/).waitFor();
    await dialog.getByLabel('理由或依据').fill('需要到停放地点核查车辆与登记是否一致');
    await picture(page, 'procedure-start');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: '启动并告知申请人' }).click();
    await page.getByText('正在进行：实地核查').waitFor();
    await page.getByText('特别程序已启动').waitFor();
    expect(await page.getByRole('button', { name: /^准予/ }).getAttribute('aria-disabled')).toBe('true');
    await picture(page, 'procedure-running');
    expect(await faultsOf(page)).toEqual([]);

    const own = applicant.page;
    await own.reload();
    await own.getByRole('heading', { name: '正在进行实地核查' }).waitFor();
    await own.getByRole('heading', { name: '特别程序' }).waitFor();
    await picture(own, 'procedure-applicant');
    expect(await faultsOf(own)).toEqual([]);
    await own.getByText('文书', { exact: true }).click();
    const [opened] = await Promise.all([
      applicant.context.waitForEvent('page'),
      own.getByRole('link', { name: '特别程序告知书 PDF' }).click(),
    ]);
    const paper = await applicant.context.request.get(
      `${server.url}/api/cases/${filed.id}/documents/special-procedure?format=pdf`,
    );
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await opened.close();
  });

  it('F104: its result is recorded, and only then can the case go on; the head extends the limit, once', async () => {
    const { page } = official;
    await page.getByRole('button', { name: /^登记特别程序结果/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('结论').fill('车辆与登记一致');
    await dialog.getByLabel('办理意见').fill('可以继续审查');
    await dialog.getByRole('button', { name: '登记结果，继续办理' }).click();
    await page.getByText('结果已登记').waitFor();
    expect(await page.getByRole('button', { name: /^准予/ }).getAttribute('aria-disabled')).toBe('false');
    await picture(page, 'procedure-ended');

    // F135: the paper of it, printed by the official and counted
    const opened = page.context().waitForEvent('page');
    await page
      .getByRole('link', { name: /^打印 .*特别程序/ })
      .first()
      .click();
    const paper = await opened;
    await paper.getByRole('button', { name: '打印', exact: true }).waitFor();
    await paper.evaluate(() => {
      window.print = () => {};
    });
    await paper.getByRole('button', { name: '打印', exact: true }).click();
    await paper.getByText('这是第 1 次打印').waitFor();
    expect(await faultsOf(paper)).toEqual([]);
    await picture(paper, 'procedure-paper-print');
    await paper.close();

    const boss = head.page;
    await boss.reload();
    await boss.getByRole('button', { name: /^延长期限/ }).click();
    const extension = boss.getByRole('dialog');
    await extension.getByLabel('延长的天数').selectOption('3');
    await extension.getByLabel('理由或依据').fill('需等待公安机关复函');
    await extension.getByText(/办理期限 .+ → .+。/).waitFor();
    await picture(boss, 'procedure-extend');
    expect(await faultsOf(boss)).toEqual([]);
    await extension.getByRole('button', { name: '延长并告知申请人' }).click();
    await boss.getByText('期限已延长').waitFor();
    expect(await boss.getByRole('button', { name: /^延长期限/ }).getAttribute('aria-disabled')).toBe('true');
    await boss.getByText('期限只能延长一次').waitFor();
  });

  it('F117 F088: the applicant withdraws on the phone, with a reason, and once more when the answer was lost; it is gone from the office’s list', async () => {
    const { page } = applicant;
    await page.reload();
    await page.getByRole('button', { name: '撤回申请' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '确认撤回' }).click();
    await dialog.getByText('请填写“撤回的理由”。').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'withdraw-why');
    await dialog.getByLabel('撤回的理由').fill('已在外地就业');
    await picture(page, 'withdraw-applicant');
    expect(await faultsOf(page)).toEqual([]);
    // it is done, and the answer is lost on the way
    await page.route('**/withdraw', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await dialog.getByRole('button', { name: '确认撤回' }).click();
    await dialog.getByRole('alert').waitFor();
    await picture(page, 'withdraw-answer-lost');
    expect(await dialog.getByLabel('撤回的理由').inputValue()).toBe('已在外地就业');
    await page.unroute('**/withdraw');
    // the same act once more, not another one that would be refused
    await dialog.getByRole('button', { name: '确认撤回' }).click();
    await page.getByRole('heading', { name: '申请已撤回' }).waitFor();
    await picture(page, 'withdrawn-applicant');
    expect(await faultsOf(page)).toEqual([]);
    await official.page.goto(`${server.url}/work?scope=office`);
    await official.page.getByText('待办池是空的').waitFor();
    for (const visitor of [official, head, applicant]) expect(visitor.faults).toEqual([]);
  });
});
