import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** What has the focus, in words. */
function standing(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return 'nothing';
    const name = one.getAttribute('aria-label') ?? one.closest('label')?.textContent ?? one.textContent ?? '';
    return `${one.tagName.toLowerCase()} ${one.id} ${name}`.replace(/\s+/g, ' ').trim().slice(0, 90);
  });
}

/** What keeps somebody who looks at the page from seeing where the focus is; empty when he sees it. */
function hidden(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement | null;
    if (!one || one === document.body) return 'nothing has the focus';
    // a choice or a file is seen by its label
    const label = one instanceof HTMLInputElement ? one.labels?.[0] : undefined;
    const seen = [one, ...(label ? [label] : [])];
    const boxes = seen.map((e) => e.getBoundingClientRect()).filter((b) => b.width > 1 && b.height > 1);
    const box = boxes[0];
    if (!box) return 'it has no size';
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
      return 'it is outside the window';
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    const at = document.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2);
    if (at && !seen.some((e) => e.contains(at) || at.contains(e)))
      return `it is covered by ${at.className || at.tagName}`;
    const marked = (e: Element) => {
      const style = getComputedStyle(e);
      return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
    };
    // where the page itself has put it there is nothing to press
    if (one.tabIndex < 0) return '';
    const field = one.closest('.search:focus-within');
    return [...seen, ...(field ? [field] : [])].some(marked) ? '' : 'it is not marked';
  });
}

/**
 * Somebody without a mouse: goes on with Tab, as far as `most` stops, until what is wanted has the focus.
 * @throws when it is not reached, or a stop on the way is lost or not to be seen
 */
export async function reach(page: Page, wanted: Locator, most = 80): Promise<void> {
  const way: string[] = [];
  const from = await standing(page);
  for (let i = 0; i <= most; i++) {
    const there = await wanted
      .first()
      .evaluate((e) => e === document.activeElement, undefined, { timeout: 20_000 })
      .catch(() => false);
    // behind the last stop of a page are the browser's own, then its first again
    if ((way.length > 0 && way.at(-1) !== 'nothing') || there) {
      const why = await hidden(page);
      if (why) throw new Error(`${await standing(page)}: ${why}; came by ${way.join(' → ')}`);
    }
    if (there) return;
    await page.keyboard.press('Tab');
    way.push(await standing(page));
  }
  throw new Error(`not reached: ${wanted}; from ${from} came by ${way.join(' → ')}`);
}

/** Waits until the page itself has put the focus there, where it is seen. */
export async function led(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  await until(`the focus on ${wanted}`, async () =>
    (await wanted.first().evaluate((e) => e === document.activeElement)) ? true : undefined,
  );
  const why = await hidden(page);
  if (why) throw new Error(`${await standing(page)}: ${why}`);
}

/** Reaches it and presses Enter, or another key. */
export async function press(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await wanted.first().waitFor();
  await reach(page, wanted);
  await page.keyboard.press(key);
}

/** Reaches a field and types into it, over what stands there. */
export async function type(page: Page, wanted: Locator, text: string): Promise<void> {
  await wanted.first().waitFor();
  await reach(page, wanted);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}
