import { type Browser, chromium } from 'playwright-core';
import { browserEnv, browserFlags, locateBrowser } from '../tools/browser.mjs';

/** The browser of all tests: MIAOPI_CHROMIUM, else Debian's chromium, else the one inside npm. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await locateBrowser(), args: browserFlags, env: browserEnv() });
}
