import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { idOf, newRequestId } from './filing.ts';
import { fileResidence, scan } from './residence.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';
import { until } from './until.ts';

const folder = dataFolder();
const mobile = '13900000006';
let server: RunningServer;
let browser: Browser;
let applicant: Visitor;
let official: Visitor;
let client: Client;
let filed: c.CaseView;

/** Looked at in three widths, and found without fault. */
async function looked({ page }: Visitor, name: string, back: number): Promise<void> {
  for (const width of [1440, 768, 375]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await faultsOf(page), `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: back, height: 900 });
}

const newest = async () =>
  (await client.call(c.getCaseParcels, { params: { caseId: filed.id } })).parcels[0] as c.OwnIncoming;
const atCarrier = (path: string, form: Record<string, string>) =>
  fetch(`${server.outside().carrier}${path}`, { method: 'POST', body: new URLSearchParams(form) });

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  client = await signInAs(server.url, idOf('zhou-ting'));
  filed = await fileResidence(client, browser, '借住');
  const clerk = await signInAs(server.url, 'ga-shouli');
  const params = { caseId: filed.id };
  await clerk.call(c.claimCase, { params, body: { requestId: newRequestId() } });
  await clerk.call(c.askCorrection, {
    params,
    body: {
      requestId: newRequestId(),
      days: 15,
      points: [{ field: '住宿证明', why: '缺少出具人的签名', how: '请交有签名的原件或者重新上传' }],
    },
  });
  [applicant, official] = await Promise.all([newVisitor(browser, 375), newVisitor(browser)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

describe('a correction on paper that the applicant posts himself', () => {
  it('F203: of a carrier nobody can ask, the page says whom to ask; a number that is wrong is taken back', async () => {
    const { page } = applicant;
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
    await signInOnPage(page, idOf('zhou-ting'));
    await page.getByRole('button', { name: '寄送材料' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^自己寄/).check();
    await dialog.getByLabel('快递公司', { exact: true }).selectOption({ label: '其他快递公司' });
    await dialog.getByText(/这家公司的进度这里查不到/).waitFor();
    await looked(applicant, 'own-carrier-other', 375);
    await dialog.getByLabel('快递公司名称').fill('邮政特快');
    await dialog.getByRole('textbox', { name: '运单号' }).fill('EA123456789CN');
    await dialog.getByLabel('手机号码').fill(mobile);
    await dialog.getByLabel('详细地址').fill('示范省云州市云溪区新桥村 12 组 9 号');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText(/邮政业用户申诉电话 12305/).waitFor();
    expect(await newest()).toMatchObject({ tracking: 'none', state: 'moving' });
    await looked(applicant, 'own-parcel-untracked', 375);
    await page.getByRole('button', { name: /^运单号填错了/ }).click();
    await page.getByText('已取消', { exact: true }).waitFor();
  });

  it('F203: one handed in at a counter of our carrier is followed by its number and the sender’s mobile', async () => {
    const { page } = applicant;
    const handed = await atCarrier('/hand-in', {
      from: '周婷',
      mobile,
      to: '户政窗口',
      address: '云溪区行政中路 1 号',
    });
    const waybill = /YZ\d+/.exec(await handed.text())?.[0] ?? '';
    await page.getByRole('button', { name: '再寄一件' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^自己寄/).check();
    await dialog.getByText(/查询进度要用它的后四位/).waitFor();
    await dialog.getByRole('textbox', { name: '运单号' }).fill(waybill);
    await dialog.getByLabel('手机号码').fill(mobile);
    await dialog.getByLabel('详细地址').fill('示范省云州市云溪区新桥村 12 组 9 号');
    await looked(applicant, 'own-carrier-tracked', 375);
    await dialog.getByRole('button', { name: '保存' }).click();
    await until('the carrier tells of it', async () => ((await newest()).tracking === 'known' ? true : undefined));
    await atCarrier('/move', { waybill, state: 'out' });
    await until('it is out', async () => ((await newest()).state === 'out' ? true : undefined));
    await page.reload();
    await page.getByText('派送中', { exact: true }).waitFor();
    await looked(applicant, 'own-parcel-tracked', 375);
    await atCarrier('/move', { waybill, state: 'delivered' });
    await until('it has arrived', async () => ((await newest()).state === 'arrived' ? true : undefined));
    expect(applicant.faults).toEqual([]);
  });

  it('F094 F203: opened by the clerk, it is recorded with its scan; sender, number and count are written once', async () => {
    const { page } = official;
    const { waybill = '' } = await newest();
    await page.goto(`${server.url}/work/parcels`);
    await signInOnPage(page, 'ga-shouli');
    await page.getByRole('button', { name: /^开拆/ }).click();
    const opening = page.getByRole('dialog');
    const there = opening.getByLabel('有', { exact: true });
    const focused = () => there.evaluate((one) => one === document.activeElement);
    // what lies in it is read first; its first field has the focus when it comes
    await expect.poll(focused).toBe(true);
    await opening.getByRole('button', { name: '确认清点' }).click();
    await opening
      .locator('.seen-row .field__error')
      .getByText(/^请选择/)
      .waitFor();
    await expect.poll(focused).toBe(true);
    await there.check();
    await opening.locator('.field__error').waitFor({ state: 'detached' });
    await opening.getByRole('button', { name: '确认清点' }).click();
    await page.getByRole('heading', { name: '没有待开拆的来件' }).waitFor();
    await page.goto(`${server.url}/work/parcels?list=done`);
    await page.getByRole('link', { name: '到办件登记补正' }).click();
    await page.getByRole('heading', { name: /周婷/ }).waitFor();
    await page.getByRole('button', { name: /^登记补正/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`运单 ${waybill}，开拆时收到 1 份`, { exact: false }).waitFor();
    expect(await dialog.getByRole('textbox', { name: '运单号' }).count()).toBe(0);
    await looked(official, 'record-from-parcel', 1440);
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '有签名.png', mimeType: 'image/png', buffer: await scan(browser, '出具人签名') });
    await dialog.getByText('有签名.png').waitFor();
    await dialog.getByRole('button', { name: '登记并重新核对' }).click();
    const view = await until('it is recorded', async () => {
      const found = await client.call(c.getCase, { params: { caseId: filed.id } });
      return found.filings.length > 0 && found.state !== 'correction' ? found : undefined;
    });
    expect(view.filings.at(-1)).toMatchObject({ way: 'courier', from: '周婷', copies: 1, byOfficial: true });
    expect(view.actions.find((a) => String(a.kind) === 'correct')?.opinion ?? waybill).toContain(waybill);
    expect(official.faults).toEqual([]);
  });
});
