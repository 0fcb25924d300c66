// Pictures of the running product for the README: `node tools/screenshots.mjs [--server URL] [--out docs/pictures]`.
// Without --server it starts the product on a fresh data folder, takes the pictures and stops it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browserEnv, browserFlags, locateBrowser } from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: { server: { type: 'string' }, out: { type: 'string', default: 'docs/pictures' } },
});
const out = resolve(root, values.out);
const slug = 'social-insurance-statement';
const own = { 选择险种: ['基本养老保险', '失业保险'], 证明期间: '近12个月', 用途: '子女入学' };

const product = values.server ? { url: values.server.replace(/\/$/, ''), stop: async () => {} } : await startProduct();
const browser = await chromium.launch({ executablePath: await locateBrowser(), args: browserFlags, env: browserEnv() });
try {
  mkdirSync(out, { recursive: true });
  await takePictures();
} finally {
  await browser.close();
  await product.stop();
}

async function takePictures() {
  const people = await (await fetch(`${product.url}/api/demo/people`)).json();
  const named = (name) => {
    const found = people.find((p) => p.name === name);
    if (!found) throw new Error(`no ${name} in the demo district`);
    return found;
  };

  const desktop = await open({ width: 1280, height: 860 });
  await picture(desktop.page, `/search?q=${encodeURIComponent('参保')}`, 'search');
  await picture(desktop.page, `/items/${slug}`, 'guide');

  const me = await signIn(desktop, named('陈静'));
  const { id: draftId } = await openDraft(desktop, me, slug);
  await picture(desktop.page, `/items/${slug}/apply?draft=${draftId}`, 'application', 1500);
  const granted = await submit(desktop, me, draftId, own);
  await picture(desktop.page, `/cases/${granted.id}`, 'decided', 1500);
  const licences = await (await desktop.context.request.get(`${product.url}/api/licences`)).json();
  await picture(desktop.page, `/licences/${licences[0].id}`, 'licence', 1500);
  await picture(desktop.page, '/me', 'my-space');
  const detail = await (await desktop.context.request.get(`${product.url}/api/licences/${licences[0].id}`)).json();

  // after some cases, so that the home has figures to show
  for (const person of ['何旭', '王磊'])
    await applyFor(named(person)).catch((error) => console.error(`  ${person}: ${error.message}`));
  await new Promise((r) => setTimeout(r, 11_000));
  const stranger = await open({ width: 1280, height: 860 });
  await picture(stranger.page, '/', 'home');
  await picture(stranger.page, new URL(detail.verifyUrl).pathname, 'verification', 1500);
  await stranger.context.close();

  const phone = await open({ width: 375, height: 812 }, true);
  await picture(phone.page, '/', 'phone-home');
  await signIn(phone, named('陈静'));
  await picture(phone.page, `/cases/${granted.id}`, 'phone-decided', 1500);
  await phone.context.close();

  const english = await open({ width: 1280, height: 860 }, false, 'en-GB');
  await picture(english.page, `/items/${slug}?lang=en`, 'guide-english');
  await english.context.close();
  await desktop.context.close();

  // a case that the machine may not decide, on the official's table
  const driver = await open({ width: 1280, height: 860 });
  const driverMe = await signIn(driver, named('谢军'));
  const driverDraft = await openDraft(driver, driverMe, 'ride-hailing-driver');
  await submit(driver, driverMe, driverDraft.id, { 从业方式: '专职', 承诺: true }).catch((error) =>
    console.error(`  no case for the workbench: ${error.message}`),
  );
  await driver.context.close();
  const official = await open({ width: 1600, height: 960 });
  await signIn(official, people.find((p) => p.account === 'jt-shenpi1') ?? people.find((p) => p.kind === 'staff'));
  const work = await (await official.context.request.get(`${product.url}/api/work?scope=office`)).json();
  await picture(official.page, work.cases?.[0] ? `/work/${work.cases[0].id}` : '/work', 'workbench', 1500);
  await official.context.close();
}

async function applyFor(account) {
  const person = await open({ width: 800, height: 600 });
  const me = await signIn(person, account);
  await submit(person, me, (await openDraft(person, me, slug)).id, own);
  await person.context.close();
}

async function open(viewport, mobile = false, locale = 'zh-CN') {
  const context = await browser.newContext({
    viewport,
    locale,
    deviceScaleFactor: mobile ? 2 : 1,
    isMobile: mobile,
    hasTouch: mobile,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
  });
  return { context, page: await context.newPage() };
}

async function picture(page, path, name, settle = 500) {
  await page.goto(`${product.url}${path}`, { waitUntil: 'load' });
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => {});
  await page.waitForTimeout(settle);
  await page.screenshot({ path: join(out, `${name}.png`) });
  console.log(`${name}.png  ${path}`);
}

async function signIn({ context }, { account, password }) {
  const reply = await context.request.post(`${product.url}/api/session`, { data: { account, password } });
  if (!reply.ok()) throw new Error(`${account} could not sign in: ${await reply.text()}`);
  return reply.json();
}

async function post({ context }, me, path, data) {
  const reply = await context.request.post(`${product.url}${path}`, { data, headers: { 'x-csrf': me.csrf } });
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`);
  return reply.json();
}

async function openDraft(person, me, item) {
  const guide = await (await person.context.request.get(`${product.url}/api/items/${item}`)).json();
  await post(person, me, `/api/items/${item}/consent`, { requestId: requestId(), version: guide.version });
  return post(person, me, '/api/drafts', { requestId: requestId(), slug: item, fresh: true });
}

async function submit(person, me, draftId, answers) {
  const draft = await (await person.context.request.get(`${product.url}/api/drafts/${draftId}`)).json();
  return post(person, me, `/api/drafts/${draftId}/submit?wait=10000`, {
    requestId: requestId(),
    revision: draft.revision,
    answers: { ...draft.answers, ...answers },
    declared: true,
  });
}

function requestId() {
  return `picture-${crypto.randomUUID()}`;
}

async function startProduct() {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-pictures-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['bin/miaopi.mjs', 'serve'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 1200) throw new Error('the product did not start');
    const healthy = await fetch(`${url}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (healthy) break;
    await new Promise((r) => setTimeout(r, 100));
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
