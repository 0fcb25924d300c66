import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let applicant: Visitor;
let head: Visitor;
let filed: c.CaseView;
let number = '';

const text = '窗口工作人员让我另外提交收入证明，办事指南里没有这一项。\n希望说明依据。';
const answer = '经核实，该材料不在办事指南内，已更正，您不用再提交。给您添麻烦了。';

/** The page at the three widths, and in English. */
async function looksWell({ page }: Visitor, name: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const wide of [1440, 768, 375]) {
    await page.setViewportSize({ width: wide, height });
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `${name}-${wide}`);
  }
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang="en"]').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await picture(page, `${name}-en-375`);
  await page.setViewportSize({ width, height });
  await picture(page, `${name}-en-${width}`);
  await page.getByRole('button', { name: '中文' }).click();
  await page.locator('html[lang^="zh"]').waitFor();
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  const client = await signInAs(server.url, idOf('xie-jun'));
  filed = await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
  applicant = await newVisitor(browser);
  await applicant.page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
  await signInOnPage(applicant.page, idOf('xie-jun'));
  await applicant.page.getByRole('heading', { name: '办理经过' }).waitFor();
  head = await officialAt(browser, server.url, 'jt-fuze', '/work/complaints');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(applicant.page, 'failed-complaint-applicant');
  await picture(head.page, 'failed-complaint-head');
});

describe('a complaint', () => {
  it('F167: from the page of his case: unit and item are there, what is missing is said at its field, a number and the day of the answer come at once', async () => {
    const { page } = applicant;
    await page.goto(`${server.url}/me/complaints`);
    await page.getByText('没有投诉').waitFor();
    await looksWell(applicant, 'complaint-none');
    await page.goto(`${server.url}/cases/${filed.id}`);
    await page.getByRole('link', { name: '我要投诉' }).click();
    const main = page.getByRole('main');
    await page.getByRole('heading', { level: 1, name: '我要投诉' }).waitFor();
    await main.getByText(filed.number).waitFor();
    await main.getByText('云州市交通运输局').waitFor();
    await page.getByRole('button', { name: '提交投诉' }).click();
    await main.getByText('请选择“投诉什么”').first().waitFor();
    await looksWell(applicant, 'complaint-missing');
    await page.getByRole('radio', { name: '要了指南以外的材料' }).check();
    await page.getByLabel('经过').fill(`${text}我的电话是 139 0000 1111。`);
    await page.getByRole('checkbox', { name: '以后可以公开，不显示我的名字' }).check();
    await page.getByRole('button', { name: '提交投诉' }).click();
    await main.getByText('或者不选公开').waitFor();
    await looksWell(applicant, 'complaint-refused');
    await page.getByLabel('经过').fill(text);
    await page.getByRole('button', { name: '提交投诉' }).click();
    await page.getByRole('heading', { name: '投诉已送出' }).waitFor();
    number = /T\d{8}/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
    expect(number).not.toBe('');
    await main.getByText(/承诺最迟.+答复/).waitFor();
    await looksWell(applicant, 'complaint-made');
  });

  it('F167: the head of the unit is told, reads it with a link to the case, and answers it once', async () => {
    const { page } = head;
    await page.reload();
    await page.getByRole('link', { name: number }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('谢军');
    await looksWell(head, 'complaint-work-list');
    await page.goto(`${server.url}/work/messages`);
    await page.getByRole('link', { name: '查看投诉' }).click();
    await page.getByText('希望说明依据。').waitFor();
    await page.getByText('谢军').first().waitFor();
    expect(await page.getByRole('link', { name: filed.number }).getAttribute('href')).toBe(`/work/${filed.id}`);
    await page.getByRole('button', { name: '发出答复' }).click();
    await page.getByText('请填写“答复”').first().waitFor();
    await looksWell(head, 'complaint-work');
    await page.getByLabel('答复').fill(answer);
    await page.getByRole('button', { name: '发出答复' }).click();
    await page.getByRole('heading', { name: '已答复' }).waitFor();
    expect(await page.getByRole('button', { name: '发出答复' }).count()).toBe(0);
    await looksWell(head, 'complaint-work-answered');
    await page.goto(`${server.url}/work/complaints`);
    await page.getByText('没有待答复的投诉').waitFor();
    await looksWell(head, 'complaint-work-none');
    await page.getByRole('link', { name: '已答复' }).click();
    await page.getByRole('link', { name: number }).waitFor();
  });

  it('F167: the handler of the case finds no complaints; the service centre’s head sees those of its own region only', async () => {
    const handler = await officialAt(browser, server.url, 'jt-shenpi1', '/work/complaints');
    await handler.page.getByRole('heading', { name: '这个页面不由您的岗位使用' }).waitFor();
    const client = await signInAs(server.url, 'zx-fuze');
    expect((await client.call(c.listWorkComplaints, { query: { state: 'answered' } })).complaints).toEqual([]);
    await handler.context.close();
  });

  it('F167: who complained is told, reads the answer, and finds who looked at it', async () => {
    const { page } = applicant;
    await page.goto(`${server.url}/me/messages`);
    await page.getByText('您的投诉已答复').first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('给您添麻烦了');
    await page.getByRole('link', { name: '查看投诉' }).click();
    await page.getByText(answer).waitFor();
    await looksWell(applicant, 'complaint-answered');
    await page.getByRole('link', { name: '返回我的投诉' }).click();
    await page.getByRole('link', { name: `查看 ${number}` }).waitFor();
    await looksWell(applicant, 'complaint-mine');
    await page.goto(`${server.url}/me/access`);
    await page.getByText(`查看投诉 ${number}`).first().waitFor();
  });

  it('F167: from a guide, also by who has yet to sign in, and from his space with the unit to be chosen', async () => {
    const stranger = await newVisitor(browser, 375);
    const { page } = stranger;
    await page.goto(`${server.url}/items/social-insurance-statement`);
    await page.getByRole('link', { name: '我要投诉' }).click();
    await page.getByRole('main').getByRole('link', { name: '登录' }).click();
    await signInOnPage(page, idOf('chen-jing'));
    await page.getByRole('main').getByText('云溪区社会保险事业管理中心').waitFor();
    await page.goto(`${server.url}/complain`);
    await page.getByLabel('被投诉单位').selectOption({ label: '云溪区民政局' });
    await page.getByRole('radio', { name: '服务态度' }).check();
    await page.getByLabel('经过').fill('打了三次电话都没有人接听，希望改进。');
    await looksWell(stranger, 'complaint-free');
    await page.getByRole('button', { name: '提交投诉' }).click();
    await page.getByRole('heading', { name: '投诉已送出' }).waitFor();
    const centre = await signInAs(server.url, 'zx-fuze');
    expect((await centre.call(c.listWorkComplaints, {})).complaints.map((one) => one.office.zh)).toEqual([
      '云溪区民政局',
    ]);
    expect([...stranger.faults, ...applicant.faults, ...head.faults]).toEqual([]);
  });
});
