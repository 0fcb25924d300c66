import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { drawSealPicture } from '@miaopi/layout';
import { rasterise, writePng } from '@miaopi/layout/png';
import type { Browser, Locator, Page } from 'playwright-core';
import { newVisitor, signInOnPage, type Visitor } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Violations of WCAG 2.2 AA and of good practice on the page as it is, and whether it must be moved sideways to be read, or as a whole beside a part of its own that moves. */
export async function faultsOf(page: Page): Promise<string[]> {
  // evaluated rather than added as a tag: the page's policy refuses inline script
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // a colour on its way from one to another is neither
    const ending = document
      .getAnimations()
      .filter((a) => a.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((a) => a.finished.catch(() => {})));
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    const found = violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) found.push(`${over} px wider than the screen`);
    const main = document.querySelector('main');
    const inside = main && getComputedStyle(main).overflowY === 'auto' && main.scrollHeight > main.clientHeight;
    if (inside && document.documentElement.scrollHeight > innerHeight)
      found.push('scrolls twice: the page and its main part');
    return found;
  });
}

/** An official at a computer of his own: the device his carrier is bound to. */
export async function officialAt(browser: Browser, url: string, account: string, path = '/studio'): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  await visitor.page.goto(`${url}${path}`);
  await signInOnPage(visitor.page, account);
  await visitor.page.getByRole('heading', { level: 1 }).and(visitor.page.locator(':not(.signin-page *)')).waitFor();
  return visitor;
}

/** Fills the open dialog by its labels and sends it; waits until it is gone. */
export async function sendDialog(page: Page, fields: Readonly<Record<string, string>>, button = '确定'): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) {
    const field: Locator = dialog.getByLabel(label, { exact: true });
    if ((await field.evaluate((el) => el.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** A sheet scanned at 300 dpi with an office's seal set on it: grey paper, a printed line, red ink. */
export function scannedImpression(name: string): Buffer {
  const drawn = rasterise(drawSealPicture({ kind: 'unit', name, diameter: 42 }, loadNotoSerif(700)), 0, { dpi: 300 });
  const [width, height] = [760, 700];
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const inside = x >= 130 && y >= 90 && x - 130 < drawn.width && y - 90 < drawn.height;
      const ink = inside ? drawn.rgba[((y - 90) * drawn.width + (x - 130)) * 4 + 3]! / 255 : 0;
      const printed = y > 640 && y < 660 && x > 100 && x < 660 && x % 18 < 9;
      const paper = printed ? 60 : 212 + Math.round((x / width) * 30);
      rgba.set([paper * (1 - ink) + 190 * ink, paper * (1 - ink) + 55 * ink, paper * (1 - ink) + 50 * ink, 255], at);
    }
  return Buffer.from(writePng({ width, height, rgba }, 300));
}

/** An instant as a field of local time with seconds takes it, in the installation's zone. */
export function localTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
}
