import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, in words; empty when nothing has it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return '';
    return `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? one.textContent ?? ''}`
      .trim()
      .slice(0, 80);
  });
}

/** Moves within the site as a link does it, without loading the page anew. */
export async function moveTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** At the start of a visit the first stop is the way past the navigation; after each change of page the focus is on what is new. */
export async function keepsPlace(
  url: string,
  context: () => Promise<BrowserContext>,
  paths: readonly string[],
): Promise<Record<string, string>> {
  const made = await context();
  const page = await made.newPage();
  const wrong: Record<string, string> = {};
  await page.goto(`${url}${paths[0]}`);
  await page.locator('h1').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip-link');
  for (const path of paths.slice(1)) {
    await moveTo(page, path);
    const there = await page
      .waitForFunction(
        () => {
          const one = document.activeElement;
          return !document.querySelector('.skeleton') && one?.tagName === 'H1' && one.isConnected;
        },
        undefined,
        { timeout: 5000 },
      )
      .catch(() => undefined);
    if (!there) wrong[path] = (await focused(page)) || 'nothing has the focus';
  }
  await made.close();
  return wrong;
}

/** What is left of the focus when a row is removed, a button is grey for a while, and somebody presses on an empty place. */
export async function afterLosing(
  url: string,
  context: () => Promise<BrowserContext>,
): Promise<Record<string, string>> {
  const made = await context();
  const page = await made.newPage();
  await page.goto(`${url}/query`);
  await page.locator('main h1').waitFor();
  await page.evaluate(() => {
    const section = document.createElement('section');
    section.innerHTML =
      '<h2>Rows</h2><ul><li id="row"><button id="gone">Gone</button></li></ul><button id="grey">Grey</button><p id="empty">Nothing</p>';
    document.getElementById('main')?.append(section);
  });
  const gone = page.locator('#gone');
  await gone.focus();
  await page.evaluate(() => document.getElementById('row')?.remove());
  await expect.poll(() => focused(page)).toBe('h2 Rows');

  const grey = page.locator('#grey');
  await grey.focus();
  await grey.evaluate((button: HTMLButtonElement) => {
    button.disabled = true;
  });
  await expect.poll(() => focused(page)).toBe('');
  await grey.evaluate((button: HTMLButtonElement) => {
    button.disabled = false;
  });
  await expect.poll(() => focused(page)).toBe('button Grey');

  await page.locator('#empty').click();
  const before = await focused(page);
  await grey.evaluate((button) => button.remove());
  // two frames: longer than the place that is looked for takes
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const after = await focused(page);
  await made.close();
  return after.startsWith('h2') || before === 'button Grey' ? { 'left of his own accord': after } : {};
}
