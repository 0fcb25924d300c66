import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { actForFirm, fileCase, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';

const slug = 'food-business';
const answers = {
  场所面积: 180,
  经营项目: ['热食类食品制售', '自制饮品制售'],
  延续: false,
  简单制售: false,
  可接受核查: true,
  远离污染源: true,
  布局和流程: '粗加工、烹饪、备餐、洗消分区设置，配冷藏柜和消毒柜，生进熟出单一流向',
  安全管理员: '苏合',
  管理员考核合格: true,
  承诺: true,
};

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let first: Visitor;
let final: Visitor;
let head: Visitor;
let applicant: Visitor;
let client: Client;
let filed: c.CaseView;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  client = await signInAs(server.url, idOf('ai-wen'));
  await actForFirm(client, '云味轩');
  filed = await fileCase(client, slug, answers);
  [first, final, head, applicant] = await Promise.all([
    newVisitor(browser),
    newVisitor(browser),
    newVisitor(browser),
    newVisitor(browser, 375),
  ]);
  for (const [{ page }, account] of [
    [first, 'sc-shenpi1'],
    [final, 'sc-shenpi2'],
    [head, 'sc-fuze'],
  ] as const) {
    await page.goto(`${server.url}/work/${filed.id}`);
    await signInOnPage(page, account);
    await page.getByRole('heading', { name: /云味轩/ }).waitFor();
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(first.page, 'failed-review-first');
  await picture(final.page, 'failed-review-final');
  await picture(head.page, 'failed-review-head');
  await picture(applicant.page, 'failed-review-applicant');
});

/** Gives the opinion of the step that is open on this page. */
async function opine({ page }: Visitor, opinion: string): Promise<void> {
  await page.getByRole('button', { name: /^提出意见/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('意见说明', { exact: true }).fill(opinion);
  await dialog.getByRole('button', { name: '提出意见' }).click();
  await page.getByText('意见已提交，办件进入下一环节').waitFor();
}

describe('a food business licence, reviewed in two steps', () => {
  it('F115: 初审 says what it has to say, cannot decide, and the case goes on to 审定', async () => {
    expect(filed.review?.steps.map((s) => [s.id, s.state])).toEqual([
      ['first', 'current'],
      ['final', 'todo'],
    ]);
    const { page } = first;
    await page.getByRole('heading', { name: '办理流程' }).waitFor();
    expect(await page.getByRole('button', { name: /^准予/ }).count()).toBe(0);
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByText('已领取，由您办理').waitFor();
    await page.getByRole('button', { name: /^提出意见/ }).click();
    await picture(page, 'review-opinion');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await opine(first, '申请内容完整，布局合理，同意。');
    await picture(page, 'review-first-done');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('F115: 审定 sends it back with the reason; it lies with who did it, who amends and passes it on again', async () => {
    const { page } = final;
    await page.reload();
    await page.getByRole('button', { name: /^领取/ }).click();
    await page.getByText('已领取，由您办理').waitFor();
    await page.getByRole('button', { name: /^退回前面的环节/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由', { exact: true }).fill('缺现场核查情况，请补充');
    await picture(page, 'review-send-back');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: '退回前面的环节' }).click();
    await page.getByText('已退回', { exact: true }).waitFor();

    await first.page.reload();
    await first.page.getByText('缺现场核查情况，请补充').first().waitFor();
    await opine(first, '已现场核查，设备到位，流程符合要求，同意。');
  });

  it('F113: the head sees the load, and gives the task to an official from there', async () => {
    const { page } = head;
    await page.goto(`${server.url}/work/team`);
    await page.getByRole('button', { name: '待领取', exact: true }).click();
    await page.getByRole('heading', { name: '待领取的任务' }).waitFor();
    await picture(page, 'team');
    expect(await faultsOf(page)).toEqual([]);
    // F006: with text of 200 % no column is cut off
    await page.setViewportSize({ width: 768, height: 900 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await picture(page, 'team-large-text', { whole: true });
    const over = () =>
      page.locator('table').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right - innerWidth));
    expect(Math.max(...(await over()))).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '指派', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('交给', { exact: true }).selectOption({ label: `裴若兰 ${await numberOf('裴若兰')}` });
    await dialog.getByLabel('理由', { exact: true }).fill('请按时审定');
    await dialog.getByRole('button', { name: '指派或移交' }).click();
    await page.getByRole('button', { name: '裴若兰' }).waitFor();
  });

  it('F116 F124 F125: 审定 grants; the applicant reads names, numbers, opinions and the way of the case on the phone', async () => {
    const { page } = final;
    await page.reload();
    await page.getByRole('button', { name: /^准予/ }).click();
    for (const field of await page.getByLabel('为什么满足', { exact: true }).all())
      await field.fill('现场核查记录载明符合要求');
    await page.getByLabel('决定理由', { exact: true }).fill('经审查和现场核查，符合食品安全法第三十三条规定的条件');
    await page.getByRole('button', { name: /^下一步：确认/ }).click();
    await page.getByRole('dialog').waitFor();
    await picture(page, 'review-decide');
    await page.getByRole('dialog').getByRole('button', { name: '确认并生效' }).click();
    await page.getByText('证照已制成、签章并送达').waitFor();

    const own = applicant.page;
    await own.goto(`${server.url}/signin?to=${encodeURIComponent('/me/mandates')}`);
    await signInOnPage(own, idOf('ai-wen'));
    const firm = own.getByRole('listitem').filter({ hasText: '云味轩' });
    await firm.getByRole('button').click();
    await firm.getByRole('button').waitFor({ state: 'detached' });
    await own.goto(`${server.url}/cases/${filed.id}`);
    await own.getByRole('heading', { name: '办理流程' }).scrollIntoViewIfNeeded();
    await own.getByText('裴若兰').first().waitFor();
    await own.getByText('已现场核查，设备到位，流程符合要求，同意。').first().waitFor();
    await picture(own, 'review-applicant');
    expect(await faultsOf(own)).toEqual([]);
    const granted = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(granted.licence?.number).toMatch(/^JY2\d{13}$/);
    expect(granted.tasks.map((t) => `${t.step} ${t.result}`)).toEqual([
      'first agree',
      'final returned',
      'first agree',
      'final grant',
    ]);
    expect(granted.tasks.every((t) => t.by?.number)).toBe(true);
    for (const visitor of [first, final, head, applicant]) expect(visitor.faults).toEqual([]);
  });
});

async function numberOf(name: string): Promise<string> {
  const staff = await signInAs(server.url, 'sc-fuze');
  const { officials } = await staff.call(c.listColleagues, {});
  return officials.find((one) => one.name === name)?.number ?? '';
}
