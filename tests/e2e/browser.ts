import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const folder = process.env.MIAOPI_PICTURES;

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors the page told: script errors, refused policies, answers of 5xx. */
  readonly faults: string[];
}

/** Somebody with a device of his own: no cookies of others. */
export async function newVisitor(browser: Browser, width = 1440): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 800 : 900 },
    locale: 'zh-CN',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (e) => faults.push(`script: ${e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && /Content Security Policy|Uncaught/.test(m.text())) faults.push(`console: ${m.text()}`);
  });
  page.on('response', (r) => {
    if (r.status() >= 500) faults.push(`${r.status()} ${r.url()}`);
  });
  return { page, context, faults };
}

/** Signs in on the page that asks for it. */
export async function signInOnPage(page: Page, account: string): Promise<void> {
  await page.getByLabel(/^(身份证号、手机号或统一社会信用代码|工作人员账号)$/).fill(account);
  await page.getByLabel('密码', { exact: true }).fill('Miaopi-2026');
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
}

/** A picture for people to look at, when asked for by MIAOPI_PICTURES; of what is seen at once, or of the `whole` page. */
export async function picture(page: Page, name: string, { whole = false } = {}): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: whole });
}
