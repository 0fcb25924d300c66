import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { generateSm2KeyPair, issueCertificate, pemToDer, sm2Sign, toBase64 } from '@miaopi/gm';
import { makeLicenceIdentifier } from '@miaopi/identifiers';
import { type CodeKey, type LicenceFacts, licenceCode, makeStatusList, type StatusEntry } from '@miaopi/licence-code';
import { packOfd, sealOfdSync } from '@miaopi/ofd';
import type { Browser, Page } from 'playwright-core';
import { create } from 'qrcode/lib/core/qrcode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licencePackage, samplePng, sampleWorld, sealing } from '../../../packages/ofd/test/sample-world.ts';
import { openBrowser } from '../../../tests/open-browser.ts';

const samples = resolve(import.meta.dirname, '../../../packages/ofd/test/samples');
const day = 86_400_000;
const now = Date.now();
const dayOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const root = generateSm2KeyPair();
const certify = (CN: string, publicKey: Uint8Array, ca: boolean) =>
  issueCertificate({
    subject: { C: 'CN', CN },
    issuer: { C: 'CN', CN: '根' },
    subjectPublicKey: publicKey,
    issuerKey: root,
    notBefore: new Date(now - 30 * day),
    notAfter: new Date(now + 300 * day),
    extensions: ca
      ? { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } }
      : { keyUsage: ['digitalSignature'] },
  });
const signer = (pair: ReturnType<typeof generateSm2KeyPair>): CodeKey => ({
  publicKey: pair.publicKey,
  sign: (message) => sm2Sign(message, pair),
});
const pair = generateSm2KeyPair();
const key = signer(pair);

const facts: LicenceFacts = {
  identifier: makeLicenceIdentifier({
    typeCode: '11100000000013338W001',
    issuerCode: '11100000000013338W',
    serial: '9901202600000012',
    version: 1,
  }),
  number: '示老优990120260000-0012',
  typeName: '老年人优待证',
  issuerName: '云州市云溪区民政局',
  holderName: '林**',
  holderCode: { kind: 'person-tail', value: '1234' },
  issuedOn: dayOf(now - 3 * day),
  validFrom: dayOf(now - 3 * day),
  validTo: dayOf(now + 400 * day),
};
const address = 'https://zwfw.example.gov.cn/v/7kq0m2x8r4t6w9z1c3d5';
const good = licenceCode(address, facts, key);

let folder: string;
let template: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miaopi-offline-'));
  const { buildOffline } = await import('../build-offline.mjs');
  await buildOffline(join(folder, 'template.html'));
  template = await readFile(join(folder, 'template.html'), 'utf8');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const listOf = (entries: readonly StatusEntry[], ageDays = 0) =>
  makeStatusList(
    entries,
    { issuedAt: new Date(now - ageDays * day - 60_000), nextUpdate: new Date(now + (7 - ageDays) * day) },
    key,
  );

const tried: string[] = [];

/** The page as somebody saved it, opened from the disk without any network. */
async function open(list = listOf([]), look: { width?: number } = {}): Promise<Page> {
  const anchors = [toBase64(certify('根', root.publicKey, true)), await sampleRoot(), toBase64(sampleWorld().root.der)];
  const known = {
    from: 'https://zwfw.example.gov.cn',
    at: new Date(now).toISOString(),
    anchors,
    authorities: [{ role: 'own', roleName: { zh: '本平台', en: 'this platform' }, name: '示范根', anchors }],
    intermediates: [],
    sealMakers: [],
    crls: [],
    codeKeys: [toBase64(certify('二维码', pair.publicKey, false))],
    list: toBase64(list),
  };
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(
    file,
    template.replace('id="known">{}', () => `id="known">${JSON.stringify(known)}`),
  );
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1000, height: 900 },
    locale: 'zh-CN',
    acceptDownloads: true,
  });
  await context.setOffline(true);
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) tried.push(request.url());
  });
  page.on('pageerror', (error) => tried.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return page;
}

async function sampleRoot(): Promise<string> {
  return toBase64(pemToDer(await readFile(join(samples, 'root.crt.pem'), 'utf8')));
}

async function type(page: Page, text: string): Promise<string> {
  await page.fill('#typed', text);
  await page.click('button[type=submit]');
  return page.textContent('.verdict h2').then((line) => line ?? '');
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  return page.textContent('.verdict h2').then((line) => line ?? '');
}

/** A picture of the code as a phone would take it: four pixels a module, a margin, grey paper. */
function picture(text: string): Buffer {
  const at = text.indexOf('#') + 1;
  const { modules } = (create as unknown as (s: unknown, o: unknown) => ReturnType<typeof create>)(
    [
      { data: new TextEncoder().encode(text.slice(0, at)), mode: 'byte' },
      { data: text.slice(at), mode: 'alphanumeric' },
    ],
    { errorCorrectionLevel: 'L' },
  );
  const side = (modules.size + 12) * 4;
  const rows = Buffer.alloc(side * (side + 1), 225);
  for (let y = 0; y < side; y++) {
    rows[y * (side + 1)] = 0;
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / 4) - 6, Math.floor(x / 4) - 6];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (inside && modules.get(row, column)) rows[y * (side + 1) + 1 + x] = 40;
    }
  }
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('X08: one saved page verifies licences with no network at all', () => {
  it('a good code, typed or as a picture, is good and says what the licence says', async () => {
    const page = await open();
    expect(await type(page, good)).toBe('二维码真实，证照有效');
    expect(await page.textContent('dl')).toContain('云州市云溪区民政局');
    await page.click('text=再验一张');
    expect(await choose(page, 'photo.png', picture(good))).toBe('二维码真实，证照有效');
    expect(await page.textContent('dl')).toContain(facts.identifier);
    await page.context().close();
  });

  it('a tampered field, a key nobody certified and another text are told apart', async () => {
    const page = await open();
    const at = good.length - 120;
    expect(await type(page, good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1))).toMatch(
      /不可信|不是可以离线核验/,
    );
    expect(await page.locator('dl').count()).toBe(0);
    await page.click('text=再验一张');
    expect(await type(page, licenceCode(address, facts, signer(generateSm2KeyPair())))).toBe('二维码不可信');
    await page.click('text=再验一张');
    expect(await type(page, address)).toBe('不是可以离线核验的证照二维码');
    await page.context().close();
  });

  it('a licence that ran out, and one revoked in the list, have ended', async () => {
    const page = await open(listOf([{ identifier: facts.identifier, state: 'revoked' }]));
    expect(await type(page, good)).toBe('证照已失效：已吊销');
    await page.click('text=再验一张');
    expect(await type(page, licenceCode(address, { ...facts, validTo: dayOf(now - day) }, key))).toMatch(/已失效/);
    await page.context().close();
  });

  it('with an old list it says so, and what that means; a newer list makes it know again and is kept with the page', async () => {
    const page = await open(listOf([], 9));
    expect(await page.textContent('.knows')).toContain('起已算旧');
    expect(await type(page, good)).toBe('二维码真实，目前状态不能确定');
    const load = (buffer: Buffer) =>
      page
        .locator('.knows input[type=file]')
        .setInputFiles({ name: 'a.mpsl', mimeType: 'application/octet-stream', buffer });
    const forged = makeStatusList(
      [],
      { issuedAt: new Date(now), nextUpdate: new Date(now + day) },
      signer(generateSm2KeyPair()),
    );
    const told = (words: string) => page.locator('.knows .note', { hasText: words }).waitFor();
    await load(Buffer.from(forged));
    await told('没有装入');
    await load(Buffer.from(listOf([{ identifier: facts.identifier, state: 'suspended' }])));
    await told('新名单已装入');
    const download = page.waitForEvent('download');
    await page.click('text=另存带新名单的本页');
    const saved = join(folder, 'saved.html');
    await (await download).saveAs(saved);
    await page.goto(pathToFileURL(saved).href);
    expect(await type(page, good)).toBe('证照已失效：暂扣');
    await page.context().close();
  });

  it('a sealed file is verified; a changed one and one that is no OFD are not', async () => {
    const page = await open();
    const sample = (name: string) => readFile(join(samples, name));
    const ours = packOfd(sealOfdSync(licencePackage(1, samplePng(400)), sealing()).package);
    expect(await choose(page, 'a.ofd', Buffer.from(ours))).toBe('文件是签章原件，证照有效');
    await page.click('text=再验一张');
    // sealed rightly under an authority we believe, by somebody who is no office of ours
    expect(await choose(page, 'a.ofd', await sample('good-v4-ofdrw-whole.ofd'))).toBe(
      '签章有效，但不是本平台发出的证照',
    );
    await page.click('text=再验一张');
    expect(await choose(page, 'a.ofd', await sample('bad-content-text.ofd'))).toBe('文件的签章不成立');
    await page.click('text=再验一张');
    expect(await choose(page, 'a.png', Buffer.from('no picture at all'))).toBe('图片里没有找到二维码');
    await page.context().close();
  });

  it('is usable at 375 px, and never asked the network for anything nor broke its own policy', async () => {
    const page = await open(undefined, { width: 375 });
    await type(page, good);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    if (process.env.MIAOPI_PICTURES) {
      await page.screenshot({ path: join(process.env.MIAOPI_PICTURES, 'offline-375.png'), fullPage: true });
      await page.setViewportSize({ width: 1100, height: 800 });
      await page.screenshot({ path: join(process.env.MIAOPI_PICTURES, 'offline-valid.png'), fullPage: true });
      await page.click('text=再验一张');
      await page.screenshot({ path: join(process.env.MIAOPI_PICTURES, 'offline-ask.png'), fullPage: true });
      await type(page, `${good.slice(0, -9)}AAAAAAAAA`);
      await page.screenshot({ path: join(process.env.MIAOPI_PICTURES, 'offline-bad.png'), fullPage: true });
    }
    await page.context().close();
    expect(tried).toEqual([]);
  });
});
