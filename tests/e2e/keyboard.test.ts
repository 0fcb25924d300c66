import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, type Visitor } from './browser.ts';
import { led, press, reach, type } from './by-keyboard.ts';
import { actForFirm, district, fileCase, grants, idOf } from './filing.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

/** What the pages say, in the two languages they speak. */
const words = {
  zh: {
    account: /^(身份证号、手机号或统一社会信用代码|工作人员账号)$/,
    password: '密码',
    seek: '资质证书变更',
    change: '建筑业企业资质证书变更',
    applyOnline: '网上申请',
    apply: '申请建筑业企业资质证书变更',
    agree: '同意并继续',
    firmName: '企业名称',
    onward: '下一步：核对全部内容',
    changes: /^变更事项/,
    pledge: /真实/,
    readBack: '核对全部内容',
    declare: /我已核对以上内容/,
    submit: '确认并提交',
    done: '办好了',
    download: '下载 OFD 原件',
    take: /^领取/,
    taken: '已领取，由您办理',
    grant: /^准予/,
    grantTitle: '准予许可',
    toConfirm: /下一步：确认/,
    confirm: '确认并生效',
    cardSeen: '我已核对证件原件，是本人',
    cardUnseen: '请核对证件原件后勾选',
    name: '姓名',
    number: '公民身份号码',
    begin: '开始办理',
    filingFor: (name: string) => `正在为 ${name} 办理`,
    findHint: '按名称或者口语找，如“居住证”“驾照丢了”',
    statement: '个人参保证明',
    chooseStatement: '办这件 个人参保证明',
    consentAtDesk: '申请人同意，查询并填表',
    signFirst: '请申请人先签名',
    signedOnPaper: '已签纸质同意书，留存备查',
    pension: '基本养老保险',
    lastYear: '近 12 个月',
    forJob: '求职应聘',
    received: '已收件',
    printReceipt: '打印收件凭证',
    nextOne: '再办一件',
  },
  en: {
    account: /^(ID number, mobile or unified social credit code|Staff account)$/,
    password: 'Password',
    seek: 'qualification certificate',
    change: 'Change of a construction qualification certificate',
    applyOnline: 'Apply online',
    apply: 'Apply: Change of a construction qualification certificate',
    agree: 'Agree and continue',
    firmName: 'Name of the firm',
    onward: 'Next: read everything back',
    changes: /^Changes/,
    pledge: /true/,
    readBack: 'Read everything back',
    declare: /I have checked the above/,
    submit: 'Confirm and submit',
    done: 'Done',
    download: 'Download OFD (original)',
    take: /^Take/,
    taken: 'Taken; it is yours now',
    grant: /^Grant/,
    grantTitle: 'Grant',
    toConfirm: /Next: confirm/,
    confirm: 'Confirm, takes effect',
    cardSeen: 'I have seen the card, and it is theirs',
    cardUnseen: 'Look at the card itself, then tick this',
    name: 'Name',
    number: 'Citizen ID number',
    begin: 'Begin',
    filingFor: (name: string) => `Filing for ${name}`,
    findHint: 'By name or in plain words, as “lost driving licence”',
    statement: 'Social insurance statement',
    chooseStatement: 'This one Social insurance statement',
    consentAtDesk: 'The applicant agrees: look up and fill in',
    signFirst: 'The applicant signs first',
    signedOnPaper: 'Signed on the paper form, which is kept',
    pension: 'Basic pension insurance',
    lastYear: 'Last 12 months',
    forJob: 'Job application',
    received: 'Received',
    printReceipt: 'Print the receipt',
    nextOne: 'Another one',
  },
};

// each language has a district of its own: a certificate is changed once
describe.each(['zh', 'en'] as const)('by keyboard alone, in %s', (lang) => {
  const t = words[lang];
  const folder = dataFolder();
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    folder.remove();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      for (const context of browser.contexts())
        for (const page of context.pages()) await picture(page, `failed-keyboard-${lang}`);
    for (const context of browser.contexts()) await context.close();
  });

  async function visit(): Promise<Visitor> {
    const visitor = await newVisitor(browser);
    await visitor.context.addCookies([{ name: 'lang', value: lang, url: server.url }]);
    return visitor;
  }

  async function signIn(page: Page, account: string): Promise<void> {
    await type(page, page.getByLabel(t.account), account);
    // the way of signing in may have the same name
    const password = page.getByLabel(t.password, { exact: true }).and(page.locator('[type=password]'));
    await type(page, password, 'Miaopi-2026');
    await page.keyboard.press('Enter');
  }

  it('F002 F023 F067 F121 X08: a firm’s agent searches, signs in, chooses the firm, consents, is led to what he left out, files, and downloads the new licence', async () => {
    const { page, faults } = await visit();
    const main = page.getByRole('main');
    await page.goto(server.url);
    await type(page, page.getByRole('combobox').or(page.getByRole('searchbox')), t.seek);
    await page.keyboard.press('Enter');
    await press(page, main.getByRole('link', { name: t.change }));
    await page.getByRole('heading', { level: 1, name: t.change }).waitFor();
    await press(page, main.getByRole('link', { name: t.applyOnline }));
    await signIn(page, idOf('qiao-yue'));
    // he has not said yet for whom he acts
    await led(page, page.getByRole('heading', { level: 1, name: t.apply }));
    await press(page, main.getByRole('button', { name: /恒筑/ }));
    await press(page, page.getByRole('button', { name: t.agree }));
    const changes = page.getByLabel(t.firmName, { exact: true });
    const onward = page.getByRole('button', { name: t.onward });
    await press(page, onward);
    // what was left out is listed, has the focus, and leads to its field
    const errors = page.locator('#form-errors');
    await errors.waitFor();
    await led(page, errors);
    await press(page, errors.getByRole('link', { name: t.changes }));
    await led(page, main.getByRole('checkbox').first());
    await press(page, changes, 'Space');
    await press(page, page.getByRole('checkbox', { name: t.pledge }).last(), 'Space');
    await press(page, onward);
    // the whole is read back from its beginning
    await led(page, page.getByRole('heading', { level: 1, name: t.readBack }));
    await press(page, page.getByRole('checkbox', { name: t.declare }), 'Space');
    await press(page, page.getByRole('button', { name: t.submit }));
    const moment = page.getByRole('heading', { level: 1, name: t.done });
    await moment.waitFor();
    await led(page, moment);
    const download = page.waitForEvent('download');
    await press(page, page.getByRole('link', { name: t.download }));
    expect((await download).suggestedFilename()).toMatch(/\.ofd$/);
    expect(faults).toEqual([]);

    const agent = await signInAs(server.url, idOf('qiao-yue'));
    await actForFirm(agent, '恒筑');
    const states = (await agent.call(c.listLicences, {})).map((licence) => licence.state);
    expect(states).toContain('changed');
    expect(states).toContain('valid');
  });

  it('F114 F115 F124 X08: an official opens a case of his list, takes it, reads what the machine found, settles it, grants with a reason, and goes on to the next', async () => {
    for (const key of ['xie-jun', 'song-ping']) {
      const client = await signInAs(server.url, idOf(key));
      const filed = await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
      expect(filed.state).toBe('review');
    }
    const { page, faults } = await visit();
    const main = page.getByRole('main');
    await page.goto(`${server.url}/work`);
    await signIn(page, 'jt-shenpi1');
    await page.locator('a.work-row').first().waitFor();
    await picture(page, `keyboard-list-${lang}`);
    await press(page, page.locator('a.work-row').filter({ hasText: '谢军' }));
    const heading = page.getByRole('heading', { level: 1, name: /谢军/ });
    await heading.waitFor();
    await led(page, heading);
    await press(page, page.getByRole('button', { name: t.take }));
    await page.getByText(t.taken).waitFor();
    // the article a condition stands on is opened and closed again
    const basis = main.locator('summary').first();
    await press(page, basis);
    await basis.locator('xpath=..').and(page.locator('[open]')).waitFor();
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('button', { name: t.grant }));
    const title = page.getByRole('heading', { name: t.grantTitle, exact: true });
    await title.waitFor();
    await led(page, title);
    const onward = page.getByRole('button', { name: t.toConfirm });
    await press(page, onward);
    // the first thing that is missing has the focus
    const why = page.locator('[id^="settle-"]').and(page.getByRole('textbox')).first();
    await led(page, why);
    await page.keyboard.insertText('已向公安机关函询，存疑记录非申请人本人');
    await type(page, page.locator('#decision-reason'), '经核实，符合规定的条件，准予许可。');
    await press(page, onward);
    // the dialog asks once more, and its answer has the focus
    await led(page, page.getByRole('dialog').getByRole('button', { name: t.confirm }));
    await page.keyboard.press('Enter');
    await page.locator('.licence-number').waitFor();
    await picture(page, `keyboard-granted-${lang}`);
    // what was done is said, the focus is not lost, and the next case is a few stops away
    await press(page, page.locator('a.work-row').filter({ hasText: '宋平' }));
    const next = page.getByRole('heading', { level: 1, name: /宋平/ });
    await next.waitFor();
    await led(page, next);
    expect(faults).toEqual([]);
  });

  it('F009 X08: a window clerk is told what is missing, begins a visit, finds the item, notes the consent signed on paper, fills the form, files, and has the receipt before her', async () => {
    const { page, faults } = await visit();
    const main = page.getByRole('main');
    const person = district.persons.find((one) => one.key === 'chen-jing');
    await page.goto(`${server.url}/work/desk`);
    await signIn(page, 'sb-shouli');
    const begin = main.getByRole('button', { name: t.begin });
    await type(page, main.getByLabel(t.name, { exact: true }), person?.name ?? '');
    await type(page, main.getByLabel(t.number), idOf('chen-jing'));
    await press(page, begin);
    await main.getByText(t.cardUnseen).first().waitFor();
    const seen = main.getByLabel(t.cardSeen);
    await led(page, seen);
    await page.keyboard.press('Space');
    await press(page, begin);
    await led(page, page.getByRole('heading', { level: 1, name: t.filingFor(person?.name ?? '') }));
    await type(page, main.getByLabel(t.findHint), t.statement);
    await page.keyboard.press('Enter');
    await press(page, main.getByRole('link', { name: t.chooseStatement, exact: true }));
    const agree = main.getByRole('button', { name: t.consentAtDesk });
    await press(page, agree);
    await main.getByText(t.signFirst).first().waitFor();
    await reach(page, main.getByRole('radio').first());
    await page.keyboard.press('ArrowDown');
    await led(page, main.getByLabel(t.signedOnPaper));
    await press(page, agree);
    await press(page, main.getByRole('checkbox', { name: t.pension }), 'Space');
    await press(page, main.getByRole('radio', { name: t.lastYear }), 'Space');
    await press(page, main.getByRole('radio', { name: t.forJob }), 'Space');
    await press(page, main.getByRole('button', { name: t.onward }));
    await led(page, page.getByRole('heading', { level: 1, name: t.readBack }));
    await press(page, main.getByRole('checkbox', { name: t.declare }), 'Space');
    await press(page, main.getByRole('button', { name: t.submit }));
    await led(page, page.getByRole('heading', { level: 1, name: t.received }));
    await picture(page, `keyboard-receipt-${lang}`);
    await reach(page, main.getByRole('button', { name: t.printReceipt }));
    // the next item for the same person is one press away
    await press(page, main.getByRole('link', { name: t.nextOne }));
    await led(page, page.getByRole('heading', { level: 1, name: t.filingFor(person?.name ?? '') }));
    expect(faults).toEqual([]);

    const own = await signInAs(server.url, idOf('chen-jing'));
    const { cases } = await own.call(c.listCases, {});
    expect(cases).toHaveLength(1);
    const filed = await own.call(c.getCase, { params: { caseId: cases[0]?.id ?? '' } });
    expect(filed).toMatchObject({ channel: 'window', state: 'closed' });
  });
});
