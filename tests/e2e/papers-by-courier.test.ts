import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { idOf, newRequestId } from './filing.ts';
import { fileResidence } from './residence.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf } from './studio.ts';
import { until } from './until.ts';

const folder = dataFolder();
let server: RunningServer;
let browser: Browser;
let applicant: Visitor;
let official: Visitor;
let client: Client;
let clerk: Client;
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

async function carrierMoves(waybill: string, state: string): Promise<void> {
  await fetch(`${server.outside().carrier}/move`, { method: 'POST', body: new URLSearchParams({ waybill, state }) });
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  [client, clerk] = await Promise.all([signInAs(server.url, idOf('zhou-ting')), signInAs(server.url, 'ga-shouli')]);
  filed = await fileResidence(client, browser, '宿舍');
  const at = { params: { caseId: filed.id } };
  await clerk.call(c.claimCase, { ...at, body: { requestId: newRequestId() } });
  await clerk.call(c.preCheckCase, { ...at, body: { requestId: newRequestId(), days: 15 } });
  [applicant, official] = await Promise.all([newVisitor(browser, 375), newVisitor(browser)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

const parcel = async () =>
  (await client.call(c.getCaseParcels, { params: { caseId: filed.id } })).parcels[0] as c.OwnIncoming;

describe('originals by courier', () => {
  it('F203 F111: on a phone the applicant is told where to and until when, orders a courier, and pays the fee before he comes', async () => {
    const { page } = applicant;
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
    await signInOnPage(page, idOf('zhou-ting'));
    await page.getByRole('heading', { name: '不方便到窗口的，可以寄来' }).waitFor();
    await page.getByText('这一天及以前交寄的都算按时').waitFor();
    // whoever rather comes sees what to bring, and books his time from there
    const bring = page.getByRole('region', { name: '要出示的原件' });
    await bring.getByRole('link', { name: /预约/ }).waitFor();
    await looked(applicant, 'papers-offer', 375);
    await page.getByRole('button', { name: '寄送材料' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: '确认预约' }).click();
    await dialog.getByText('请勾选寄送的材料').waitFor();
    await dialog.getByText('请填写 11 位手机号码').waitFor();
    await looked(applicant, 'papers-refused', 375);
    await dialog.getByRole('checkbox').check();
    await dialog.getByLabel('手机号码').fill('13900000006');
    await dialog.getByLabel('详细地址').fill('示范省云州市云溪区新桥村 12 组 9 号');
    await picture(page, 'papers-order');
    await dialog.getByRole('button', { name: '确认预约' }).click();
    const pay = page.getByRole('link', { name: '支付寄费 ¥10.00' });
    await pay.waitFor();
    await looked(applicant, 'papers-unpaid', 375);
    await pay.click();
    await page.getByText('寄费（材料寄送）').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'papers-bill');
    await page.getByRole('button', { name: /打开收银台/ }).click();
    await page.getByRole('button', { name: '确认付款' }).click();
    await page.getByRole('link', { name: '返回办事平台' }).click();
    await page.getByRole('heading', { name: '缴费成功' }).waitFor();
    await page.getByRole('link', { name: '查看办件' }).click();
    const waybill = await until('the pick-up is booked', async () => (await parcel()).waybill);
    await page.reload();
    await page.getByText(waybill).first().waitFor();
    await picture(page, 'papers-booked');
  });

  it('F203: the clerk finds it when it has come, ticks what lies in it, compares the original, and the case goes on without a visit', async () => {
    const { page } = official;
    await page.goto(`${server.url}/work/parcels`);
    await signInOnPage(page, 'ga-shouli');
    await page.getByRole('heading', { name: '没有待开拆的来件' }).waitFor();
    await looked(official, 'incoming-empty', 1440);
    const { waybill = '' } = await parcel();
    await carrierMoves(waybill, 'moving');
    await carrierMoves(waybill, 'delivered');
    await until('it has arrived', async () => ((await parcel()).state === 'arrived' ? true : undefined));
    await page.reload();
    await page.getByRole('button', { name: /^开拆/ }).waitFor();
    await looked(official, 'incoming-arrived', 1440);
    await page.getByRole('button', { name: /^开拆/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('缺', { exact: true }).check();
    await dialog.getByText(/^还缺/).waitFor();
    await picture(page, 'incoming-missing');
    await dialog.getByLabel('有', { exact: true }).check();
    await dialog.getByLabel('一致', { exact: true }).check();
    await looked(official, 'incoming-open', 1440);
    await dialog.getByRole('button', { name: '确认清点' }).click();
    await page.getByRole('heading', { name: '没有待开拆的来件' }).waitFor();
    const view = await client.call(c.getCase, { params: { caseId: filed.id } });
    expect(view).toMatchObject({
      state: 'intake',
      handling: { visits: { made: [] }, originals: [{ state: 'equal' }] },
    });
    await page.goto(`${server.url}/work/${filed.id}`);
    await page.getByRole('heading', { name: '寄来的材料' }).waitFor();
    await looked(official, 'incoming-in-case', 1440);
    expect(official.faults).toEqual([]);
  });

  it('F203: the original goes back at the counter, and the applicant sees to whom; in English and in large type too', async () => {
    const { page } = official;
    await page.goto(`${server.url}/work/parcels?list=keeping`);
    await page.getByRole('button', { name: '退还原件' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确认退还' }).click();
    await page.getByRole('heading', { name: '没有要退还的原件' }).waitFor();
    const phone = applicant.page;
    await phone.reload();
    await phone
      .getByText(/窗口退还，领取人/)
      .first()
      .waitFor();
    expect(await faultsOf(phone)).toEqual([]);
    await picture(phone, 'papers-back');
    await phone.setViewportSize({ width: 1440, height: 900 });
    await phone.getByRole('button', { name: '长辈版' }).click();
    expect(await faultsOf(phone)).toEqual([]);
    await picture(phone, 'papers-back-large');
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByRole('heading', { name: 'Papers by courier' }).waitFor();
    expect(await faultsOf(phone)).toEqual([]);
    await picture(phone, 'papers-back-en');
    expect(applicant.faults).toEqual([]);
  });
});
