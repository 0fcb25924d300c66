import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as c from '@miaopi/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isThere } from '../../tools/judges.mjs';
import { openBrowser } from '../open-browser.ts';
import { newVisitor, picture, signInOnPage, type Visitor } from './browser.ts';
import { checkPerson, idOf, newRequestId } from './filing.ts';
import { firmOf, leaseAnswers, takeFirmSeal, writeSignature } from './lease.ts';
import { dataFolder, type RunningServer, signInAs, startServer } from './server.ts';

const folder = dataFolder();
const files = mkdtempSync(join(tmpdir(), 'miaopi-pdf-journey-'));
const firm = firmOf('hengzhu');
let server: RunningServer;
let browser: Browser;
let landlord: Visitor;
let tenant: Visitor;
let contract: Buffer;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(folder.path), openBrowser()]);
  landlord = await newVisitor(browser);
  tenant = await newVisitor(browser);
  contract = await printedContract(browser);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
  rmSync(files, { recursive: true, force: true });
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [i, context] of browser.contexts().entries())
    for (const page of context.pages()) await picture(page, `failed-signing-pdf-${i}`);
});

/** A contract of two pages as somebody would print it into a PDF: not made by this product. */
async function printedContract(with_: Browser): Promise<Buffer> {
  const page = await with_.newPage();
  const clauses = Array.from({ length: 14 }, (_, i) => `<p>第${i + 1}条　双方就房屋的使用、维修和返还约定如下。</p>`);
  await page.setContent(`<h1>房屋租赁合同</h1>${clauses.join('')}<h2 style="break-before:page">签署页</h2>`);
  const pdf = await page.pdf({ format: 'A4', margin: { top: '2cm', left: '2cm', right: '2cm', bottom: '2cm' } });
  await page.close();
  return pdf;
}

/** What is drawn on a sheet: whether any ink is there at all, and the text that can be selected. */
async function readSheet(page: Page, n: number) {
  const sheet = page.locator('.pdf__sheet').nth(n);
  await sheet.scrollIntoViewIfNeeded();
  const inked = () =>
    sheet.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      if (canvas.width === 0) return 0;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 0 && data[i]! < 128) dark++;
      return dark;
    });
  await expect.poll(inked).toBeGreaterThan(50);
  await expect.poll(() => sheet.locator('.pdf__words').innerText()).not.toBe('');
  return sheet.locator('.pdf__words').innerText();
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: '签署', exact: true }).click();
  await page.getByLabel('签名（印章）密码').fill('Qianming-2026');
  await page.getByRole('textbox', { name: '登录密码' }).fill('Miaopi-2026');
  await page.getByRole('button', { name: '确认签署' }).click();
  await page
    .getByText(/已签署，等待|各方都已签署/)
    .first()
    .waitFor();
}

describe('a lease in PDF signed by a person and a firm', () => {
  it('F139: landlord and tenant firm have a signature and a seal in use', async () => {
    const { page } = landlord;
    await page.goto(`${server.url}/signin?to=/me/seals`);
    await signInOnPage(page, idOf('xu-zhiyuan'));
    await page.waitForURL('**/me/seals');
    await writeSignature(page, 'pdf');
    await tenant.page.goto(`${server.url}/signin?to=/me/mandates`);
    await signInOnPage(tenant.page, idOf('yan-zheng'));
    await tenant.page.waitForURL('**/me/mandates');
    await tenant.page
      .getByRole('listitem')
      .filter({ hasText: firm.name })
      .getByRole('button', { name: '切换为此身份' })
      .click();
    await tenant.page.getByText('当前身份').first().waitFor();
    await takeFirmSeal(tenant.page, server.url, 'Qianming-2026');
  });

  it('F140: the uploaded contract is drawn in the page with the places to sign upon it, its text can be selected, nothing comes from elsewhere', async () => {
    const { page, faults } = landlord;
    const client = await signInAs(server.url, idOf('xu-zhiyuan'));
    await client.call(c.giveConsent, {
      params: { slug: 'lease-filing' },
      body: {
        requestId: newRequestId(),
        version: (await client.call(c.getGuide, { params: { slug: 'lease-filing' } })).version,
      },
    });
    const draft = await client.call(c.openDraft, { body: { requestId: newRequestId(), slug: 'lease-filing' } });
    await client.call(c.refreshDraft, {
      params: { draftId: draft.id },
      body: { revision: draft.revision, answers: { ...draft.answers, ...leaseAnswers(firm) } },
    });
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.url()));
    await page.goto(`${server.url}/items/lease-filing/apply`);
    await page.getByRole('region', { name: '在线签署' }).waitFor();
    await page.setInputFiles('input[type=file]', {
      name: '租赁合同.pdf',
      mimeType: 'application/pdf',
      buffer: contract,
    });
    await page.getByRole('button', { name: '用刚上传的文件发起签署' }).click();
    await page.waitForURL('**/signings/*');
    expect(await readSheet(page, 0)).toContain('房屋租赁合同');
    const last = page.locator('.pdf__sheet').nth(1);
    expect(await readSheet(page, 1)).toContain('签署');
    await expect.poll(() => last.locator('.signing-place').count()).toBe(2);
    for (const width of [1440, 768, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await last.scrollIntoViewIfNeeded();
      await readSheet(page, 1);
      await picture(page, `signing-pdf-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '放大' }).press('Enter');
    await page.getByText('150%').waitFor();
    await picture(page, 'signing-pdf-larger');
    expect(asked.filter((url) => !url.startsWith(server.url) && !/^(blob|data):/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('F139 F144: both sign, each sees the other’s signature drawn, and poppler’s pdfsig calls both valid', async () => {
    await sign(landlord.page);
    await tenant.page.goto(`${server.url}/me/signings`);
    await tenant.page.getByRole('link', { name: /查看并签署/ }).click();
    await readSheet(tenant.page, 1);
    await expect.poll(() => tenant.page.locator('.signing-place').count()).toBe(1);
    await picture(tenant.page, 'signing-pdf-second');
    await sign(tenant.page);
    await expect.poll(() => tenant.page.locator('.signing-place').count()).toBe(0);
    await readSheet(tenant.page, 1);
    await picture(tenant.page, 'signing-pdf-complete');
    expect(tenant.faults).toEqual([]);

    const client = await signInAs(server.url, idOf('xu-zhiyuan'));
    const [signing] = await client.call(c.listSignings, {});
    expect(signing).toMatchObject({ state: 'complete', signed: 2 });
    const signed = await client.raw(c.getSigningFile, { params: { signingId: signing!.id } });
    const path = join(files, 'signed.pdf');
    writeFileSync(path, Buffer.from(await signed.arrayBuffer()));
    if (!isThere('pdfsig')) return;
    const out = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    expect(out.match(/Signature is Valid/g)).toHaveLength(2);
  });

  it('F140 F145: filed with it, the machine grants; who checks the file on the public page sees its pages and who signed', async () => {
    const client = await signInAs(server.url, idOf('xu-zhiyuan'));
    const [signing] = await client.call(c.listSignings, {});
    const view = await client.call(c.getSigning, { params: { signingId: signing!.id } });
    await checkPerson(client);
    const draft = await client.call(c.getDraft, { params: { draftId: view.draftId! } });
    const filled = await client.call(c.refreshDraft, {
      params: { draftId: draft.id },
      body: { revision: draft.revision, answers: { ...draft.answers, 租赁合同: [view.file] } },
    });
    const filed = await client.call(c.submitApplication, {
      params: { draftId: filled.id },
      query: { wait: 10_000 },
      body: { requestId: newRequestId(), revision: filled.revision, declared: true },
    });
    expect(filed.state).toBe('closed');

    const { page } = landlord;
    await page.goto(`${server.url}/verify`);
    await page.getByLabel('选择证照文件').setInputFiles(join(files, 'signed.pdf'));
    await readSheet(page, 0);
    await picture(page, 'verify-pdf');
    expect(landlord.faults).toEqual([]);
  });
});
