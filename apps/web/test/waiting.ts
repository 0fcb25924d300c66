import type { BrowserContext, Route } from 'playwright-core';
import { moveTo } from './keyboard.ts';

const REFUSAL = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    title: 'refused',
    status: 403,
    code: 'kernel.forbidden',
    requestId: 'req-of-the-test',
  }),
};

/** Pages that are blank while their data is on its way, and pages that go on waiting for what was refused. The first path needs no data. */
export async function saysWhatItWaitsFor(
  url: string,
  context: () => Promise<BrowserContext>,
  [first = '/', ...paths]: readonly string[],
  /** What of the frame is there while the data is not. */
  frame = 'main :is(h1, .skeleton)',
): Promise<Record<string, string>> {
  const wrong: Record<string, string> = {};
  const made = await context();
  const page = await made.newPage();
  let held: Route[] | undefined;
  await page.route(/\/api\/(?!me$|session$)/, (route) => (held ? held.push(route) : route.fulfill(REFUSAL)));
  await page.goto(url + first);
  await page.locator('main h1').waitFor();
  for (const path of paths) {
    held = [];
    await moveTo(page, path);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const blank = await page
      .waitForFunction(
        ([to, frame]) => {
          const shown = [...document.querySelectorAll(frame)].some((one) => one.getClientRects().length);
          return decodeURI(location.pathname + location.search) === to && !document.querySelector('.arriving') && shown;
        },
        [path, frame] as const,
        { timeout: 5000 },
      )
      .then(
        () => '',
        () => 'blank while it waits',
      );
    const waited = await page.locator('main .skeleton').count();
    const asked = held;
    held = undefined;
    for (const route of asked) await route.fulfill(REFUSAL).catch(() => undefined);
    if (blank) wrong[path] = blank;
    if (waited === 0 || asked.length === 0) continue;
    const told = await page
      .waitForFunction(
        () =>
          !document.querySelector('main .skeleton') &&
          [...document.querySelectorAll('main [role=alert]')].some((one) =>
            one.textContent?.includes('req-of-the-test'),
          ),
        undefined,
        { timeout: 5000 },
      )
      .catch(() => undefined);
    if (!told) wrong[path] = 'goes on waiting for what was refused, or does not say which request it was';
  }
  await made.close();
  return wrong;
}
