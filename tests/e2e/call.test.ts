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
let applicant: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser({ camera: true })]);
  const client = await signInAs(server.url, idOf('xie-jun'));
  const { id } = await fileCase(client, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
  [official, applicant] = await Promise.all([newVisitor(browser), newVisitor(browser, 375)]);
  const { page } = official;
  await page.goto(`${server.url}/work/${id}`);
  await signInOnPage(page, 'jt-shenpi1');
  await page.getByRole('heading', { name: /谢军/ }).waitFor();
  await applicant.page.goto(`${server.url}/signin?to=/cases/${id}`);
  await signInOnPage(applicant.page, idOf('xie-jun'));
  await applicant.page.getByRole('heading', { name: '办件沟通' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await picture(official.page, 'failed-call-official');
  await picture(applicant.page, 'failed-call-applicant');
});

const panel = ({ page }: Visitor, name = '视频通话') => page.getByRole('region', { name });
/** Pictures of the other side really arrive: the camera's test picture moves on. */
async function seesTheOther(visitor: Visitor): Promise<void> {
  const video = visitor.page.locator('.call__remote');
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.videoWidth), { timeout: 20_000 })
    .toBeGreaterThan(0);
  const before = await video.evaluate((v: HTMLVideoElement) => v.currentTime);
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime)).toBeGreaterThan(before);
}

describe('F127: applicant and official call each other in the case', () => {
  it('while no official has taken it there is nobody to call, which the applicant is told', async () => {
    await applicant.page.getByText('还没有承办人领取，暂时不能呼叫，请留言').waitFor();
    await official.page.getByRole('button', { name: /^领取/ }).click();
    await official.page.getByText('已领取，由您办理').waitFor();
  });

  it('the official calls; it rings on the applicant’s phone, who answers; each sees the other', async () => {
    await official.page.getByRole('button', { name: '视频通话' }).click();
    await panel(official).getByText('正在呼叫对方…').waitFor();
    const ringing = panel(applicant);
    await ringing.getByRole('heading', { name: /来电$/ }).waitFor();
    await picture(applicant.page, 'call-ringing-375');
    expect(await faultsOf(applicant.page)).toEqual([]);
    await ringing.getByRole('button', { name: '视频接听' }).click();
    for (const one of [official, applicant]) {
      await panel(one).getByText('通话中').waitFor();
      await seesTheOther(one);
    }
    await picture(official.page, 'call-talking-1440');
    await picture(applicant.page, 'call-talking-375');
    expect(await faultsOf(official.page)).toEqual([]);
    expect(await faultsOf(applicant.page)).toEqual([]);
  });

  it('the case stays in reach meanwhile; muted and dark are said; hung up, the file tells of it to both', async () => {
    const { page } = official;
    await panel(official).getByRole('button', { name: '静音' }).click();
    await panel(official).getByRole('button', { name: '取消静音' }).waitFor();
    await panel(official).getByRole('button', { name: '关闭摄像头' }).click();
    await panel(official).getByRole('button', { name: '打开摄像头' }).waitFor();
    await page.setViewportSize({ width: 768, height: 900 });
    await picture(page, 'call-talking-768');
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await panel(applicant).getByRole('button', { name: '挂断' }).click();
    for (const one of [official, applicant]) {
      await panel(one).getByText('通话已结束').waitFor();
      await panel(one).getByRole('button', { name: '关闭' }).click();
      await one.page
        .getByText(/^视频通话，与谢军，时长 \d+:\d\d$/)
        .first()
        .waitFor();
    }
  });

  it('what is declined is said to who called, and is a message', async () => {
    await official.page.getByRole('button', { name: '语音通话' }).click();
    await panel(applicant, '语音通话').getByRole('button', { name: '拒绝' }).click();
    await panel(official, '语音通话').getByText('对方拒绝了通话').waitFor();
    await panel(official, '语音通话').getByRole('button', { name: '关闭' }).click();
    await official.page.getByText('语音通话被拒绝').waitFor();
    expect([...official.faults, ...applicant.faults]).toEqual([]);
  });

  it('a camera the browser does not give is told plainly, and nobody is rung', async () => {
    const { page } = applicant;
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    });
    await page.getByRole('button', { name: '视频通话' }).and(page.locator(':not([aria-disabled=true])')).click();
    const trouble = page.getByRole('alert').filter({ hasText: '浏览器没有允许使用麦克风或摄像头' });
    await trouble.waitFor();
    await picture(page, 'call-refused-375');
    expect(await faultsOf(page)).toEqual([]);
    expect(await panel(official).count()).toBe(0);
    await panel(applicant).getByRole('button', { name: '关闭' }).click();
    await trouble.waitFor({ state: 'detached' });
  });

  it('whom the other side leaves without a word reads first that the line is weak, then that it broke; the file says so', async () => {
    const { page } = official;
    await applicant.page.reload();
    await applicant.page.getByRole('heading', { name: '办件沟通' }).waitFor();
    await page.getByRole('button', { name: '视频通话' }).click();
    await panel(applicant).getByRole('button', { name: '视频接听' }).click();
    await seesTheOther(official);
    // as a phone does whose battery is empty
    const wire = await applicant.page.context().newCDPSession(applicant.page);
    void wire.send('Page.crash').catch(() => {});
    await panel(official).getByText('网络不稳，正在恢复…').waitFor({ timeout: 60_000 });
    await picture(page, 'call-shaky-1440');
    await panel(official).getByText('连接中断，通话已结束').waitFor({ timeout: 120_000 });
    await picture(page, 'call-lost-1440');
    expect(await faultsOf(page)).toEqual([]);
    await panel(official).getByRole('button', { name: '关闭' }).click();
    await page.getByText(/^视频通话（连接中断）/).waitFor();
    expect(official.faults).toEqual([]);
  });
});
