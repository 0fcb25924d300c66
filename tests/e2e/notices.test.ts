import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { fileCase, grants, idOf } from './filing.ts';
import { dataFolder, freePort, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let official: Visitor;
let applicant: Visitor;
let caseId: string;
let answersAt: number;
const letters: Email[] = [];
const mailBox = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (c: Buffer) => chunks.push(c));
    stream.on('end', async () => {
      letters.push(await PostalMime.parse(Buffer.concat(chunks)));
      done();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => void mailBox.listen(0, '127.0.0.1', resolve));
  const port = (mailBox.server.address() as AddressInfo).port;
  answersAt = await freePort();
  const mail = {
    MAIL_URL: `smtp://127.0.0.1:${port}`,
    MAIL_IN_DOMAIN: 'reply.city.example',
    MAIL_IN_PORT: String(answersAt),
  };
  [server, browser] = await Promise.all([startServer(folder.path, mail), openBrowser()]);
  const client = await signInAs(server.url, idOf('xie-jun'));
  caseId = (await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers)).id;
  [official, applicant] = await Promise.all([newVisitor(browser), newVisitor(browser, 375)]);
  await official.page.goto(`${server.url}/work/${caseId}`);
  await signInOnPage(official.page, 'jt-shenpi1');
  await official.page.getByRole('heading', { name: /谢军/ }).waitFor();
  await applicant.page.goto(`${server.url}/signin?to=/me/notices`);
  await signInOnPage(applicant.page, idOf('xie-jun'));
  await applicant.page.getByRole('heading', { name: '哪些事用哪种方式' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await new Promise<void>((resolve) => mailBox.close(() => resolve()));
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(official.page, 'failed-notices-official');
  await picture(applicant.page, 'failed-notices-applicant');
});

const newest = async (words: string) => {
  await expect.poll(() => letters.some((l) => l.text?.includes(words)), { timeout: 30_000 }).toBe(true);
  return letters.findLast((l) => l.text?.includes(words)) as Email;
};

describe('being told, and talking in the case', () => {
  it('F109: a person turns off what he does not want, sets quiet hours, and confirms his address by the link in the letter', async () => {
    const { page } = applicant;
    expect(await page.getByRole('checkbox', { name: '受理、补正与决定：短信' }).count()).toBe(0);
    await page.getByRole('checkbox', { name: '证照：短信' }).uncheck();
    await page.getByRole('checkbox', { name: '在这段时间里先不发短信和浏览器通知' }).check();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    await page.getByLabel('邮箱地址').fill('不是邮箱');
    await page.getByRole('button', { name: '发送确认邮件' }).click();
    await page.getByText('请填写完整的邮箱地址').waitFor();
    await page.getByLabel('邮箱地址').fill('xie.jun@example.com');
    await page.getByRole('button', { name: '发送确认邮件' }).click();
    await page.getByText(/确认邮件已发到 xie.jun@example.com/).waitFor();
    const link = /https?:\S+\/confirm-email#\S+/.exec((await newest('/confirm-email#')).text ?? '')?.[0] ?? '';
    await page.goto(link.replace(/^https?:\/\/[^/]+/, server.url));
    await page.getByRole('heading', { name: '邮箱已确认' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: '通知设置' }).click();
    await page.getByText('xie.jun@example.com').waitFor();
    expect(await page.getByRole('checkbox', { name: '证照：短信' }).isChecked()).toBe(false);
    await picture(page, 'notice-settings-phone');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('F126: the official writes, the applicant is told by e-mail, reads and answers on the page, and the official sees it', async () => {
    const { page } = official;
    const talk = page.getByRole('region', { name: '办件沟通' });
    await talk.getByLabel('写留言').fill('请说明 2024 年的那次事故是否已经结案。');
    await talk.getByRole('button', { name: '发送' }).click();
    await talk.getByText('对方未读').waitFor();
    await picture(page, 'talk-official');
    expect(await faultsOf(page)).toEqual([]);
    const letter = await newest('2024 年的那次事故');
    expect(letter.replyTo?.[0]?.address).toMatch(/^[0-9a-z]{24}@reply\.city\.example$/);

    const own = applicant.page;
    await own.goto(`${server.url}/cases/${caseId}`);
    const mine = own.getByRole('region', { name: '办件沟通' });
    await mine.getByText('请说明 2024 年的那次事故是否已经结案。').waitFor();
    await mine.getByLabel('写留言').fill('已经结案，判决书随后补上。');
    await mine.getByRole('button', { name: '发送' }).click();
    await mine.getByText('已发送').waitFor();
    await mine.getByRole('listitem').filter({ hasText: '已经结案，判决书随后补上。' }).waitFor();
    await picture(own, 'talk-applicant-phone');
    expect(await faultsOf(own)).toEqual([]);
    await page.reload();
    await talk.getByText('已经结案，判决书随后补上。').waitFor();
    await talk.getByText('对方已读').waitFor();
  });

  it('F127: what he answers by e-mail stands in the case, above the quotation only', async () => {
    const to = (await newest('2024 年的那次事故')).replyTo?.[0]?.address;
    const out = createTransport({ host: '127.0.0.1', port: answersAt, secure: false, ignoreTLS: true });
    await out.sendMail({
      from: 'xie.jun@example.com',
      to,
      subject: '回复',
      text: '判决书明天送到窗口。\n\n秒批 写道：\n> 请说明 2024 年的那次事故',
    });
    const { page } = official;
    await page.reload();
    const talk = page.getByRole('region', { name: '办件沟通' });
    await talk.getByText('判决书明天送到窗口。', { exact: true }).waitFor();
    await talk.getByText('通过邮件回复').waitFor();
  });

  it('F109: the official sees what the applicant was told, by which channels, and that it went out', async () => {
    const { page } = official;
    const told = page.getByRole('region', { name: '告知申请人的消息' });
    await told
      .getByText(/邮件 已发出/)
      .first()
      .waitFor();
    await picture(page, 'told-official');
    expect(await faultsOf(page)).toEqual([]);
    expect([...official.faults, ...applicant.faults]).toEqual([]);
  });

  it('F109: the operator sees how the channels do', async () => {
    const operator = await officialAt(browser, server.url, 'sj-yunwei', '/studio/notices');
    await operator.page.setViewportSize({ width: 768, height: 900 });
    await operator.page.getByRole('heading', { name: '通道' }).waitFor();
    await operator.page.getByRole('heading', { name: /邮件/ }).waitFor();
    expect(await faultsOf(operator.page)).toEqual([]);
    await picture(operator.page, 'channels');
    await operator.page.goto(`${server.url}/studio/notices/dead`);
    await operator.page.getByRole('heading', { name: '没有送到的', level: 1 }).waitFor();
    expect(await faultsOf(operator.page)).toEqual([]);
  });
});
