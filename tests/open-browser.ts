import { type Browser, chromium } from 'playwright-core';
import { browserEnv, browserFlags, locateBrowser } from '../tools/browser.mjs';

const cameraFlags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The browser of all tests: MIAOPI_CHROMIUM, else Debian's chromium, else the one inside npm. With `camera` it has one that shows a test picture. */
export async function openBrowser({ camera = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await locateBrowser(),
    args: [...browserFlags, ...(camera ? cameraFlags : [])],
    env: browserEnv(),
  });
}
