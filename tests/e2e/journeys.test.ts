import { readFileSync } from 'node:fs';
import { type ApiProblem, createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { buildDistrict, todayInChina } from '@miaopi/scenarios';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { dataFolder, type RunningServer, signInAs, startFresh } from './server.ts';

const folder = dataFolder();
const district = buildDistrict({ today: todayInChina() });
const idOf = (key: string): string => district.persons.find((p) => p.key === key)!.citizenId;
let server: RunningServer;
let browser: Browser;
/** Licence of the first journey, for those who check it later. */
let issued: { identifier: string; number: string; caseNumber: string; queryCode: string; ofd: Buffer };

beforeAll(async () => {
  // as on a fresh machine: nothing is there
  [server, browser] = await Promise.all([startFresh(folder.path), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of browser.contexts().entries())
    for (const page of context.pages()) await picture(page, `failed-${task.name.slice(0, 9)}-${i}`);
  for (const context of browser.contexts()) await context.close();
});

async function switchSystem(system: string, mode: string): Promise<void> {
  await fetch(`${server.outside()[system]}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
}

describe('the journeys', () => {
  it('F001: the terminal prints one address and people to sign in as', () => {
    expect(server.output()).toContain('秒批 Miaopi');
    expect(server.output()).toContain(idOf('chen-jing'));
    expect(server.output()).toContain('jt-shenpi1');
  });

  it('F002 F005 F055 F058 F067 F088 F121 F123 F131 F132: a citizen searches, reads the guide, finds the form filled, submits and holds the sealed licence', async () => {
    const { page, context, faults } = await newVisitor(browser);
    await page.goto(`${server.url}/search?q=${'Donaudampfschifffahrt'.repeat(10)}`);
    await page.getByText('没有找到与').waitFor();
    await page.goto(server.url);
    await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('参保');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('mark').first().textContent()).toBe('参保');
    await page.getByRole('link', { name: '个人参保证明' }).first().click();
    await page.getByRole('heading', { level: 1, name: '个人参保证明' }).waitFor();
    await page.getByText('您无需提交材料').first().waitFor();
    await picture(page, 'guide');
    await page.getByRole('link', { name: '网上申请' }).first().click();
    await signInOnPage(page, idOf('chen-jing'));
    // before anything is asked about the person
    await page.getByRole('heading', { name: '开始之前，请您同意查询' }).waitFor();
    await picture(page, 'consent');
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByText('3 项已为您填好').waitFor();
    await page.getByLabel('基本养老保险').check();
    await page.getByLabel('全部记录').check();
    await page.getByLabel('求职应聘').check();
    await page.getByText('3 / 3 条满足').waitFor();
    await picture(page, 'form');
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await picture(page, 'read-back');
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await page.getByRole('button', { name: /提交/ }).last().click();
    await page.getByRole('heading', { name: '办好了' }).waitFor();
    for (const step of ['核验', '判断', '制证', '签章', '送达'])
      await expect.poll(() => page.getByRole('main').innerText()).toContain(step);
    await page.waitForTimeout(300);
    await picture(page, 'moment');
    // a number and the time behind it are not heard as one number
    const heads = await page.locator('.step__head').allTextContents();
    expect(heads.filter((head) => /\d, (不到 )?[\d.]+ 秒$/.test(head))).not.toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: '下载 OFD 原件' })
        .or(page.getByRole('button', { name: '下载 OFD 原件' }))
        .first()
        .click(),
    ]);
    const ofd = readFileSync(await download.path());
    expect(ofd.subarray(0, 2).toString()).toBe('PK');
    // on paper: what is folded is there to read, nothing to type into or to press
    const folded = page.getByText('19900001001').first();
    expect(await folded.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await folded.waitFor();
    expect(await page.locator('textarea:visible, .button:visible').count()).toBe(0);
    await picture(page, 'moment-on-paper', { whole: true });
    await page.emulateMedia({ media: null });

    const client = await signInAs(server.url, idOf('chen-jing'));
    const [newest] = (await client.call(c.listCases, {})).cases;
    const view = await client.call(c.getCase, { params: { caseId: newest!.id } });
    expect(view.automatic).toBe(true);
    issued = {
      identifier: view.licence!.identifier,
      number: view.licence!.number,
      caseNumber: view.number,
      queryCode: view.queryCode!,
      ofd,
    };
    await page.goto(`${server.url}/me`);
    await page.getByText('个人参保证明').first().waitFor();
    await picture(page, 'my-space');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F134 F133 F145 X08: anybody checks the licence by its code, by its identifier and by the file; a changed byte is told', async () => {
    const client = await signInAs(server.url, idOf('chen-jing'));
    const [licence] = await client.call(c.listLicences, {});
    const { verifyUrl } = await client.call(c.getLicence, { params: { licenceId: licence!.id } });
    const { page, context, faults } = await newVisitor(browser, 375);
    await page.goto(new URL(new URL(verifyUrl).pathname, server.url).href);
    await page.getByText('证照真实有效').first().waitFor();
    await picture(page, 'verify-375');
    expect(await page.locator('body').innerText()).not.toContain('陈静');

    await page.goto(`${server.url}/verify/${encodeURIComponent(issued.identifier)}`);
    await page.getByText('证照真实有效').first().waitFor();

    // a code that is none of ours
    await page.goto(`${server.url}/v/menu`);
    await page.getByRole('heading', { name: '这不是证照标识' }).waitFor();
    await picture(page, 'verify-no-code');

    // one character of it is wrong: what was typed is there to be mended, by the page's way back and by the browser's
    const field = page.getByLabel('证照标识或二维码内容');
    const mistyped = issued.identifier.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await page.goto(`${server.url}/verify`);
    await field.fill(mistyped);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByRole('link', { name: '修改后再验' }).click();
    expect(await field.inputValue()).toBe(mistyped);
    await page.goBack();
    await page.goBack();
    expect(await field.inputValue()).toBe(mistyped);
    await page.goForward();
    await page.getByRole('link', { name: '再验一张' }).click();
    expect(await field.inputValue()).toBe('');

    const changed = Buffer.from(issued.ofd);
    changed[Math.floor(changed.length / 2)]! ^= 1;
    for (const [file, verdict] of [
      [issued.ofd, /真实有效/],
      [changed, /不可信|改动|无效|不是有效|未通过|不能读/],
    ] as const) {
      await page.goto(`${server.url}/verify`);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'licence.ofd', mimeType: 'application/ofd', buffer: file });
      await page.getByText(verdict).first().waitFor();
      await picture(page, file === changed ? 'verify-changed' : 'verify-file');
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F169: anybody asks for a case by number and query code', async () => {
    const { page, context } = await newVisitor(browser, 768);
    await page.goto(`${server.url}/query`);
    await page.getByLabel('办件编号').fill(issued.caseNumber);
    await page.getByLabel('查询码').fill(issued.queryCode.toLowerCase());
    await page.getByRole('main').getByRole('button', { name: '查询' }).click();
    await page.getByText('已办结').first().waitFor();
    await picture(page, 'query');
    await page.goto(`${server.url}/query`);
    await page.getByLabel('办件编号').fill(issued.caseNumber);
    await page.getByLabel('查询码').fill('222222');
    await page.getByRole('main').getByRole('button', { name: '查询' }).click();
    const wrong = page.getByText('办件编号或查询码不正确').first();
    await wrong.waitFor();
    await context.close();
  });

  it('F169 X08: whoever guesses codes of one number works for each guess from the fourth on; its owner’s browser does that by itself', async () => {
    const number = issued.caseNumber;
    const stranger = createClient({ base: server.url });
    const guess = () =>
      stranger.call(c.queryCase, { body: { number, code: 'ZZZZZZ' } }).catch((e: ApiProblem) => e.problem.code);
    for (let n = 0; n < 3; n++) expect(['cases.query_wrong', 'identity.captcha_wrong']).toContain(await guess());
    expect(await guess()).toBe('identity.captcha_wrong');
    const { page, context } = await newVisitor(browser, 768);
    await page.goto(`${server.url}/query`);
    await page.getByLabel('办件编号').fill(number);
    await page.getByLabel('查询码').fill(issued.queryCode);
    await page.getByRole('main').getByRole('button', { name: '查询' }).click();
    await page.getByText('已办结').first().waitFor();
    await context.close();
  });

  it('F023 F033 F074 F075 F216: a firm’s agent changes its qualification; the former licence becomes 变更作废 and checking it says so', async () => {
    const agent = await signInAs(server.url, idOf('qiao-yue'));
    const me = await agent.call(c.getMe, {});
    const firm = me!.principals.find((p) => p.name.includes('恒筑'))!;
    await agent.call(c.actFor, { body: { principal: firm.id } });
    const former = (await agent.call(c.listLicences, {})).find((l) => l.state === 'valid')!;
    const formerFile = Buffer.from(
      await (
        await agent.raw(c.getLicenceFile, { params: { licenceId: former.id }, query: { format: 'ofd' } })
      ).arrayBuffer(),
    );

    const { page, context, faults } = await newVisitor(browser);
    await page.goto(`${server.url}/signin`);
    await signInOnPage(page, idOf('qiao-yue'));
    await page.waitForURL((url) => !url.pathname.includes('signin'));
    await page.goto(`${server.url}/items/construction-qualification-change/apply`);
    const firmChoice = page
      .getByRole('button', { name: /恒筑/ })
      .or(page.getByRole('radio', { name: /恒筑/ }))
      .first();
    await firmChoice.click();
    await page.getByRole('button', { name: '同意并继续' }).click();
    await page.getByLabel('企业名称', { exact: true }).check();
    await page.getByRole('checkbox', { name: /真实/ }).last().check();
    await picture(page, 'firm-form');
    await page.getByRole('button', { name: '下一步：核对全部内容' }).click();
    await page.getByRole('checkbox', { name: /我已核对以上内容/ }).check();
    await page.getByRole('button', { name: /提交/ }).last().click();
    await page.getByRole('heading', { name: '办好了' }).waitFor();
    await page.waitForTimeout(300);
    await picture(page, 'firm-moment');

    const licences = await agent.call(c.listLicences, {});
    const after = licences.find((l) => l.id === former.id)!;
    expect(after.state).toBe('changed');
    const next = licences.find((l) => l.state === 'valid')!;
    expect(next.number).toBe(former.number);
    expect(next.identifier.split('.').at(-2)).toBe('002');
    const anyone = await newVisitor(browser);
    await anyone.page.goto(`${server.url}/verify`);
    await anyone.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'former.ofd', mimeType: 'application/ofd', buffer: formerFile });
    await anyone.page.getByText('变更作废').first().waitFor();
    await picture(anyone.page, 'verify-former');
    expect(faults).toEqual([]);
    await anyone.context.close();
    await context.close();
  });

  it('F114 F115 F124 X01: what the machine may not decide goes to an official with the dossier; he grants with a reason and the rest runs as before', async () => {
    const applicant = await signInAs(server.url, idOf('xie-jun'));
    const slug = 'ride-hailing-driver';
    await applicant.call(c.giveConsent, { params: { slug }, body: { requestId: crypto.randomUUID(), version: 1 } });
    const draft = await applicant.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug } });
    const filed = await applicant.call(c.submitApplication, {
      params: { draftId: draft.id },
      query: { wait: 8000 },
      body: {
        requestId: crypto.randomUUID(),
        revision: draft.revision,
        answers: { ...draft.answers, 从业方式: '专职', 承诺: true },
        declared: true,
      },
    });
    expect(filed.state).toBe('review');
    expect(filed.conditions.some((k) => k.verdict === 'unknown')).toBe(true);

    const { page, context, faults } = await newVisitor(browser);
    await page.goto(`${server.url}/work`);
    await signInOnPage(page, 'jt-shenpi1');
    // the page of signing in names him too, among the people of the demo
    await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
    await page.getByText('谢军').first().click();
    await page.getByText('没有暴力犯罪记录').first().waitFor();
    await page.getByText('不明').first().waitFor();
    await picture(page, 'workbench');
    expect(faults).toEqual([]);
    await context.close();

    const official = await signInAs(server.url, 'jt-shenpi1');
    const { cases } = await official.call(c.listWork, { query: { scope: 'office' } });
    expect(cases.map((k) => k.id)).toContain(filed.id);
    await official.call(c.claimCase, { params: { caseId: filed.id }, body: { requestId: crypto.randomUUID() } });
    const open = filed.conditions.filter((k) => k.verdict === 'unknown' || k.verdict === 'unmet');
    const decided = await official.call(c.decideCase, {
      params: { caseId: filed.id },
      query: { wait: 8000 },
      body: {
        requestId: crypto.randomUUID(),
        outcome: 'grant',
        reason: '经向公安机关函询，存疑记录非申请人本人，符合规定。',
        findings: open.map((k) => ({ condition: k.id, met: true, why: '公安机关复函：无此记录' })),
      },
    });
    expect(decided.state).toBe('closed');
    expect(decided.licence?.state).toBe('valid');
    const seen = await applicant.call(c.getCase, { params: { caseId: filed.id } });
    expect(seen.actions.map((a) => a.kind)).toEqual([
      'submit',
      'accept',
      'refer',
      'claim',
      'grant',
      'deliver',
      'close',
    ]);
    expect(seen.actions.find((a) => a.kind === 'grant')?.by).toMatchObject({
      kind: 'official',
      name: '江海涛',
      number: 'JT-SHENPI1',
    });
    // the person sees who looked
    const { entries } = await applicant.call(c.listAccess, {});
    expect(entries.some((e) => e.who.zh.includes('江海涛'))).toBe(true);
  });

  it('X16: outside trouble is told plainly, nothing is lost, and the case goes on by itself when the system is back', async () => {
    const slug = 'social-insurance-statement';
    const client = await signInAs(server.url, idOf('chen-jing'));
    const draft = await client.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug, fresh: true } });
    await switchSystem('social-insurance', 'down');
    const second = await client.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug, fresh: true } });
    expect(second.lookups.find((l) => l.name === '参保信息')?.status).toBe('unavailable');
    const answers = { ...draft.answers, 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '落户' };
    const filed = await client.call(c.submitApplication, {
      params: { draftId: second.id },
      query: { wait: 6000 },
      body: { requestId: crypto.randomUUID(), revision: second.revision, answers, declared: true },
    });
    expect(filed.state).toBe('waiting');
    expect(filed.waiting?.text.zh).toContain('无需重新提交');
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/signin`);
    await signInOnPage(page, idOf('chen-jing'));
    await page.waitForURL((url) => !url.pathname.includes('signin'));
    await page.goto(`${server.url}/cases/${filed.id}`);
    await page.getByRole('heading', { name: '正在等外部系统' }).waitFor();
    await picture(page, 'waiting');
    await switchSystem('social-insurance', 'ok');
    await page.getByRole('heading', { name: '办好了' }).waitFor({ timeout: 90_000 });
    await context.close();
  });

  it('F076: a draft is kept and found again in my space; someone else never finds it, nor the case or the licence', async () => {
    const owner = await signInAs(server.url, idOf('chen-jing'));
    const slug = 'social-insurance-statement';
    const draft = await owner.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug, fresh: true } });
    await owner.call(c.saveDraft, {
      params: { draftId: draft.id },
      body: { revision: draft.revision, answers: { ...draft.answers, 用途: '购房' } },
    });
    const again = await owner.call(c.openDraft, { body: { requestId: crypto.randomUUID(), slug } });
    expect(again.id).toBe(draft.id);
    expect(again.answers.用途).toBe('购房');
    expect((await owner.call(c.listDrafts, {})).map((d) => d.id)).toContain(draft.id);

    const stranger = await signInAs(server.url, idOf('lin-feng'));
    const [ownCase] = (await owner.call(c.listCases, {})).cases;
    const [ownLicence] = await owner.call(c.listLicences, {});
    const missing = { problem: { status: 404 } };
    await expect(stranger.call(c.getDraft, { params: { draftId: draft.id } })).rejects.toMatchObject(missing);
    await expect(stranger.call(c.getCase, { params: { caseId: ownCase!.id } })).rejects.toMatchObject(missing);
    await expect(stranger.call(c.getLicence, { params: { licenceId: ownLicence!.id } })).rejects.toMatchObject(missing);
    await expect(
      stranger.call(c.submitApplication, {
        params: { draftId: draft.id },
        body: { requestId: crypto.randomUUID(), revision: 1, declared: true },
      }),
    ).rejects.toMatchObject(missing);
  });

  it('the server stops cleanly on SIGTERM and a second start finds everything again', async () => {
    expect(await server.stop()).toBe(0);
    server = await startFresh(folder.path);
    const client = await signInAs(server.url, idOf('chen-jing'));
    expect((await client.call(c.listLicences, {})).some((l) => l.identifier === issued.identifier)).toBe(true);
  });
});
