import * as c from '@miaopi/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage } from './browser.ts';
import { fileCase, idOf, newRequestId } from './filing.ts';
import { dataFolder, openDatabaseOf, type RunningServer, signInAs, startServer } from './server.ts';
import { faultsOf, officialAt } from './studio.ts';
import { until } from './until.ts';

const slug = 'driving-licence-replacement';
let server: RunningServer;
let browser: Browser;
const folder = dataFolder();

beforeAll(async () => {
  server = await startServer(folder.path);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

describe('a licence that costs ten yuan', () => {
  it('F110 F202 F111: files on a phone, is told that it waits for money, pays at the cashier, sees the licence made, pays the courier, and the card is sent', async () => {
    const { page, faults } = await newVisitor(browser, 375);
    const client = await signInAs(server.url, idOf('lin-feng'));
    const filed = await fileCase(client, slug, {
      声明: true,
      领取方式: '邮寄',
      收件电话: '13900000006',
      收件地址: '云溪区柳桥街道柳岸路 2 号',
    });
    expect(filed).toMatchObject({ state: 'granted', bill: { total: 1000, settled: false } });

    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
    await signInOnPage(page, idOf('lin-feng'));
    await page.getByRole('heading', { name: '等待缴费' }).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'case-waits-for-money');
    await page.getByRole('link', { name: '缴费 ¥10.00' }).click();
    await page.getByText('机动车驾驶证工本费').waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `bill-${width}`);
    }
    await page.getByRole('button', { name: /打开收银台/ }).click();
    await page.getByRole('heading', { name: '演示收银台' }).waitFor();
    await picture(page, 'cashier');
    await page.getByRole('button', { name: '确认付款' }).click();
    await page.getByRole('link', { name: '返回办事平台' }).click();
    await page.getByRole('heading', { name: '缴费成功' }).waitFor();
    await picture(page, 'bill-paid');
    const receipt = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载缴费凭证' }).click();
    expect((await receipt).suggestedFilename()).toMatch(/^缴费凭证 .+\.pdf$/);
    await page.getByRole('link', { name: '查看办件' }).click();
    await page.getByRole('link', { name: /下载.*OFD/ }).waitFor();
    await picture(page, 'licence-made');
    // the licence is there; the card is sent once the courier is paid
    const courier = page.getByRole('link', { name: '支付寄费 ¥10.00' });
    await until('the courier is billed', async () => {
      const d = await client.call(c.getCaseDelivery, { params: { caseId: filed.id } }).catch(() => undefined);
      return d?.state === 'unpaid' ? d : undefined;
    });
    expect(await client.call(c.getCase, { params: { caseId: filed.id } })).toMatchObject({ state: 'closed' });
    await page.reload();
    await courier.waitFor();
    // what he still has to do stands at the head of a page that is many screens long
    expect((await courier.boundingBox())?.y).toBeLessThan(600);
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `courier ${width}`).toEqual([]);
      await picture(page, `courier-unpaid-${width}`);
    }
    await courier.click();
    await page.getByText('寄费（结果邮寄）').waitFor();
    await picture(page, 'courier-bill');
    await page.getByRole('button', { name: /打开收银台/ }).click();
    await page.getByRole('button', { name: '确认付款' }).click();
    await page.getByRole('link', { name: '返回办事平台' }).click();
    await page.getByRole('heading', { name: '缴费成功' }).waitFor();
    // the courier comes
    const waybill = await until('the parcel is booked', async () => {
      const d = await client.call(c.getCaseDelivery, { params: { caseId: filed.id } }).catch(() => undefined);
      return d?.waybill;
    });
    await fetch(`${server.outside().carrier}/move`, {
      method: 'POST',
      body: new URLSearchParams({ waybill, state: 'delivered' }),
    });
    await page.goto(`${server.url}/cases/${filed.id}`);
    await page.getByText(waybill).first().waitFor();
    await picture(page, 'courier-under-way');
    await until('the parcel is signed for', async () => {
      const d = await client.call(c.getCaseDelivery, { params: { caseId: filed.id } });
      return d.state === 'delivered' ? d : undefined;
    });
    await page.reload();
    const proof = page.waitForEvent('download');
    await page.getByRole('link', { name: '送达回证' }).click();
    expect((await proof).suggestedFilename()).toMatch(/^送达回证 .+\.pdf$/);
    await page.getByRole('heading', { name: '送达', exact: true }).scrollIntoViewIfNeeded();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'courier-delivered');
    await page.goto(`${server.url}/me/payments`);
    await page.getByText('已缴', { exact: true }).first().waitFor();
    await picture(page, 'my-payments');
    expect(faults).toEqual([]);
  });

  it('F204: the page of public notices says that there is none', async () => {
    const { page, faults } = await newVisitor(browser, 375);
    await page.goto(`${server.url}/public-notices`);
    await page.getByText('目前没有公告').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'public-notices-none');
    expect(faults).toEqual([]);
  });

  it('F203 F204: of a parcel that came back the applicant is told, without alarm, where it is and how to get it; given notice of in public, it stands on a page anybody may read', async () => {
    const client = await signInAs(server.url, idOf('xie-jun'));
    const filed = await fileCase(client, slug, {
      声明: true,
      领取方式: '邮寄',
      收件电话: '13900000016',
      收件地址: '云溪区柳桥街道柳岸路 12 号',
    });
    const pay = async (billId: string) => {
      const begun = await client.call(c.beginPayment, {
        params: { billId },
        body: { requestId: newRequestId(), provider: 'alipay', way: 'qr' },
      });
      await fetch(begun.code ?? '', { method: 'POST' });
    };
    const delivery = () => client.call(c.getCaseDelivery, { params: { caseId: filed.id } }).catch(() => undefined);
    await pay(filed.bill?.id ?? '');
    await pay(await until('the courier is billed', async () => (await delivery())?.bill?.id));
    const waybill = await until('the parcel is booked', async () => (await delivery())?.waybill);
    for (const state of ['moving', 'returned'])
      await fetch(`${server.outside().carrier}/move`, {
        method: 'POST',
        body: new URLSearchParams({ waybill, state }),
      });
    await until('it came back', async () => ((await delivery())?.state === 'returned' ? true : undefined));
    const { page, faults } = await newVisitor(browser, 375);
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/cases/${filed.id}`)}`);
    await signInOnPage(page, idOf('xie-jun'));
    const told = page.getByRole('heading', { name: '寄件没有送到，已经退回' });
    await told.waitFor();
    await told.scrollIntoViewIfNeeded();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `courier-came-back-${width}`);
    }
    // a public notice is read by anybody: the counter is asked once more before it goes out
    const counter = await officialAt(browser, server.url, 'jj-shouli', '/work/deliveries?list=failed');
    await counter.page.getByRole('button', { name: '公告送达' }).click();
    const dialog = counter.page.getByRole('dialog', { name: '公告送达' });
    await dialog.getByText('期满视为送达', { exact: false }).waitFor();
    expect(await faultsOf(counter.page)).toEqual([]);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect((await delivery())?.state).toBe('returned');
    await counter.page.getByRole('button', { name: '公告送达' }).click();
    await dialog.getByRole('button', { name: '公告送达' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('it is published', async () => ((await delivery())?.state === 'published' ? true : undefined));
    const reader = await newVisitor(browser, 375);
    await reader.page.goto(`${server.url}/public-notices`);
    await reader.page.getByRole('listitem').filter({ hasText: '机动车驾驶证' }).first().waitFor();
    expect(await reader.page.getByRole('main').innerText()).not.toContain('谢军');
    expect(await faultsOf(reader.page)).toEqual([]);
    expect([...counter.faults, ...reader.faults]).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('F202: a refund is asked for by one official and rejected or approved by another, with a reason; the payer’s bill says what became of it', async () => {
    const client = await signInAs(server.url, idOf('xu-zhiyuan'));
    const filed = await fileCase(client, slug, { 声明: true, 领取方式: '电子' });
    const billId = filed.bill?.id ?? '';
    const begun = await client.call(c.beginPayment, {
      params: { billId },
      body: { requestId: newRequestId(), provider: 'alipay', way: 'qr' },
    });
    await fetch(begun.code ?? '', { method: 'POST' });
    const path = `/studio/fees/bills/${billId}`;
    const asks = await officialAt(browser, server.url, 'jj-shenpi', path);
    const decides = await officialAt(browser, server.url, 'jj-fuze', path);
    const pays = await newVisitor(browser, 375);
    await pays.page.goto(`${server.url}/signin?to=${encodeURIComponent(`/bills/${billId}`)}`);
    await signInOnPage(pays.page, idOf('xu-zhiyuan'));
    const ask = async (sum: string, reason: string) => {
      await asks.page.getByRole('button', { name: '提出退款' }).click();
      const dialog = asks.page.getByRole('dialog');
      await dialog.getByLabel('退款金额（元）').fill(sum);
      await dialog.getByLabel('理由').fill(reason);
      await dialog.getByRole('button', { name: '提交审核' }).click();
    };
    await ask('4.00', '多收了工本费');
    await pays.page.getByText('有一笔退款正在办理').waitFor();
    await decides.page.getByRole('button', { name: '不同意' }).click();
    const rejecting = decides.page.getByRole('dialog', { name: '不同意退款' });
    await rejecting.getByRole('button', { name: '不同意' }).click();
    await rejecting.getByText('请填写“理由”').waitFor();
    expect(await faultsOf(decides.page)).toEqual([]);
    await rejecting.getByLabel('理由').fill('按标准收取，没有多收');
    await rejecting.getByRole('button', { name: '不同意' }).click();
    // whoever asked reads why, on the page he has open
    await asks.page.getByText('按标准收取，没有多收').waitFor();
    await ask('4.00', '减免材料补交后重新核定');
    await decides.page.getByRole('button', { name: '同意退款' }).click();
    await decides.page.getByText(/^已退回/).waitFor();
    await pays.page.getByText('¥4.00 已原路退回付款的账户').waitFor();
    expect(await faultsOf(pays.page)).toEqual([]);
    await ask('6.00', '全部退还');
    await decides.page.getByRole('button', { name: '同意退款' }).click();
    // paid is no longer what it is
    await pays.page.getByRole('heading', { name: '已全部退款' }).waitFor();
    expect(await pays.page.getByText('缴费成功').count()).toBe(0);
    expect(await faultsOf(pays.page)).toEqual([]);
    await picture(pays.page, 'bill-refunded');
    await picture(decides.page, 'refunds-decided');
    for (const one of [asks, decides, pays]) expect(one.faults).toEqual([]);
  });

  it('F202: what differs from the statement of a day is listed, shown in its dialog and settled in words by who runs the installation', async () => {
    const client = await signInAs(server.url, idOf('luo-gang'));
    const filed = await fileCase(client, slug, { 声明: true, 领取方式: '电子' });
    const begun = await client.call(c.beginPayment, {
      params: { billId: filed.bill?.id ?? '' },
      body: { requestId: newRequestId(), provider: 'alipay', way: 'qr' },
    });
    await fetch(begun.code ?? '', { method: 'POST' });
    // taken here on a day of which the other side's statement knows nothing
    const db = await openDatabaseOf(folder.path);
    const { rows } = await db.query<{ id: string }>(
      `update payments.attempt set paid_at = paid_at - interval '1 day' where bill_id = $1 and state = 'paid' returning id`,
      [filed.bill?.id],
    );
    await db.end();
    const { page, faults } = await officialAt(browser, server.url, 'sj-yunwei', '/studio/fees/reconciliation');
    await page.getByText('没有差异').waitFor();
    await page.getByRole('button', { name: '立即对账' }).click();
    const differs = page.getByRole('listitem').filter({ hasText: rows[0]?.id });
    await differs.getByText('平台没有').waitFor();
    expect(await differs.innerText()).toContain('¥10.00');
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `reconciliation-${width}`);
    }
    await differs.getByRole('button', { name: '登记处理' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain(rows[0]?.id);
    await picture(page, 'reconciliation-settle');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('请填写“怎样处理的”').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByLabel('怎样处理的').fill('平台次日入账，已核对');
    await dialog.getByRole('button', { name: '保存' }).click();
    await differs.getByText('平台次日入账，已核对').waitFor();
    expect(await differs.getByRole('button').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('F110: on a telephone, where its own screen can’t be scanned, the way that works there comes first', async () => {
    const client = await signInAs(server.url, idOf('song-ping'));
    const filed = await fileCase(client, slug, { 声明: true, 领取方式: '电子' });
    const context = await browser.newContext({
      viewport: { width: 375, height: 800 },
      locale: 'zh-CN',
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(`${server.url}/signin?to=${encodeURIComponent(`/bills/${filed.bill?.id}`)}`);
    await signInOnPage(page, idOf('song-ping'));
    const wechat = page.getByRole('listitem').filter({ hasText: '微信支付' }).getByRole('button');
    await wechat.first().waitFor();
    expect(await wechat.first().innerText()).toContain('手机支付');
    expect(await wechat.nth(1).innerText()).toContain('扫码支付');
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'bill-telephone');
    await context.close();
  });

  it('F112 F204: the counter hands over to who shows the code and signs on the screen', async () => {
    const client = await signInAs(server.url, idOf('guo-tao'));
    const filed = await fileCase(client, slug, { 声明: true, 领取方式: '窗口' });
    const begun = await client.call(c.beginPayment, {
      params: { billId: filed.bill?.id ?? '' },
      body: { requestId: newRequestId(), provider: 'alipay', way: 'qr' },
    });
    await fetch(begun.code ?? '', { method: 'POST' });
    const code = await until('it waits at the counter', async () => {
      const d = await client.call(c.getCaseDelivery, { params: { caseId: filed.id } }).catch(() => undefined);
      return d?.pickupCode;
    });
    const { page, faults } = await newVisitor(browser, 1440);
    await page.goto(`${server.url}/work/deliveries`);
    await signInOnPage(page, 'jj-shouli');
    await page.getByRole('button', { name: /^交付/ }).first().waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `deliveries-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    // what was given notice of in public waits there too
    await page.getByRole('listitem').filter({ hasText: '郭涛' }).getByRole('button', { name: /^交付/ }).click();
    await page.getByLabel('核对方式').selectOption('code');
    await page.getByLabel('号码', { exact: true }).fill(code);
    await page
      .getByRole('group', { name: /居民身份证/ })
      .getByLabel('一致', { exact: true })
      .check();
    const pad = await page.getByRole('img', { name: '请领取人在这里签名' }).boundingBox();
    if (!pad) throw new Error('no place to sign');
    await page.mouse.move(pad.x + 60, pad.y + 60);
    await page.mouse.down();
    for (let i = 1; i < 20; i++) await page.mouse.move(pad.x + 60 + i * 12, pad.y + 60 + (i % 4) * 20);
    await page.mouse.up();
    await picture(page, 'hand-over');
    await page.getByRole('button', { name: '确认交付' }).click();
    await until('it is delivered', async () => {
      const d = await client.call(c.getCaseDelivery, { params: { caseId: filed.id } });
      return d.state === 'delivered' ? d : undefined;
    });
    expect(faults).toEqual([]);
  });

  it('F203 F111: the form tells what the courier costs; what one typed goes into the address book, and the next form is filled from it', async () => {
    const { page, faults } = await newVisitor(browser, 1440);
    const to = encodeURIComponent(`/items/${slug}/apply`);
    await page.goto(`${server.url}/signin?to=${to}`);
    await signInOnPage(page, idOf('xu-qiang'));
    await page.getByRole('button', { name: /^同意/ }).click();
    await page.getByRole('radio', { name: /邮寄/ }).check();
    // what the courier costs, before anything is filed
    await page.getByText(/云州市内 ¥10\.00/).waitFor();
    await picture(page, 'courier-prices');
    await page.getByRole('radio', { name: /窗口/ }).check();
    await page.getByText(/云州市内 ¥10\.00/).waitFor({ state: 'hidden' });
    await page.getByRole('radio', { name: /邮寄/ }).check();
    await page.getByLabel('收件电话').fill('13900000008');
    await page.getByLabel('收件地址').fill('云溪区临江路 1 号 8 层');
    await page.getByRole('button', { name: '存入地址簿' }).click();
    await page.getByText('已存入地址簿').waitFor();
    await page.getByLabel('收件地址').fill('云溪区柳桥街道柳岸路 2 号');
    await page.getByLabel('从地址簿选择').selectOption({ index: 1 });
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('input, textarea')].some(
        (one) => one.value === '云溪区临江路 1 号 8 层',
      ),
    );
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'form-from-address-book');
    await page.goto(`${server.url}/me/addresses`);
    await page.getByRole('paragraph').filter({ hasText: '云溪区临江路 1 号 8 层' }).waitFor();
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page), `${width}`).toEqual([]);
      await picture(page, `addresses-${width}`);
    }
    await page.getByRole('button', { name: /^新增地址/ }).click();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('请填写 11 位手机号码').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'address-refused');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: /^删除/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByText('还没有收件地址').waitFor();
    await picture(page, 'addresses-empty');
    expect(faults).toEqual([]);
  });

  it('F110: a payment is neither lost nor counted twice when the server is killed between the paying and the message', async () => {
    const account = idOf('jia-liang');
    let client = await signInAs(server.url, account);
    const filed = await fileCase(client, slug, { 声明: true, 领取方式: '电子' });
    const billId = filed.bill?.id ?? '';
    const begun = await client.call(c.beginPayment, {
      params: { billId },
      body: { requestId: newRequestId(), provider: 'wechat', way: 'qr' },
    });
    const cashier = server.outside().cashier;
    await fetch(`${cashier}/control`, { method: 'POST', body: new URLSearchParams({ fault: 'notify-lost' }) });
    // paid, and at the same moment the server dies
    const paying = fetch(begun.code ?? '', { method: 'POST' });
    await Promise.all([paying, server.kill()]);
    server = await startServer(folder.path);
    client = await signInAs(server.url, account);
    const closed = await until('the case goes on after the restart', async () => {
      const view = await client.call(c.getCase, { params: { caseId: filed.id } });
      return view.state === 'closed' ? view : undefined;
    });
    expect(closed.licence).toBeDefined();
    const bill = await client.call(c.getBill, { params: { billId } });
    expect(bill).toMatchObject({ state: 'paid', refunds: [] });
    expect(bill.payments.filter((p) => p.counted)).toHaveLength(1);
  });
});
