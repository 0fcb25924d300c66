// The figures of ofd-large.ts: its files are made here, in the process that may be large.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { type DrawItem, packOfd, sealOfdSync, writeOfd } from '@miaopi/ofd';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { licenceInfo, SEALED_AT, sampleWorld, sealing, textItem } from '../packages/ofd/test/sample-world.ts';
import { browserEnv, browserFlags, locateBrowser } from '../tools/browser.mjs';
import { atMost, quantile, say, tell } from './figure.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fonts = { serif: { name: 'Noto Serif SC', font: loadNotoSerif() } };

/** Pages of 45 lines of 34 characters; few are frequent and 2,500 occur, as in a long report. */
function pageItems(page: number): DrawItem[] {
  let x = page * 7919 + 1;
  return Array.from({ length: 45 }, (_, line) => {
    let text = '';
    for (let i = 0; i < 34; i++) {
      x = (x * 1103515245 + 12345) & 0x7fffffff;
      const share = x / 0x7fffffff;
      text += String.fromCodePoint(0x4e00 + Math.floor(2500 * share ** 4) * 5);
    }
    return textItem(20, 25 + line * 5.6, 4.2, text);
  });
}

function longDocument(): Uint8Array {
  const pages = Array.from({ length: 200 }, (_, i) => ({ width: 210, height: 297, items: pageItems(i) }));
  const ofd = writeOfd({ drawing: { pages, fonts, images: {} }, info: licenceInfo });
  return packOfd(sealOfdSync(ofd, sealing()).package);
}

/** Noise with the head of a JPEG: pictures that do not pack. */
function noise(size: number, seed: number): Uint8Array {
  const out = new Uint8Array(size);
  let x = seed;
  for (let i = 0; i < size; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff;
    out[i] = x >> 16;
  }
  out.set([0xff, 0xd8, 0xff]);
  return out;
}

/** 20 MB as scans: 100 pictures of 200 kB. */
function scannedDocument(): Uint8Array {
  const images = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`p${i}`, { format: 'jpeg' as const, data: noise(200_000, i + 1) }]),
  );
  const pages = Array.from({ length: 100 }, (_, i) => ({
    width: 210,
    height: 297,
    items: [{ kind: 'image' as const, x: 0, y: 0, width: 210, height: 297, image: `p${i}` }],
  }));
  return packOfd(
    sealOfdSync(writeOfd({ drawing: { pages, fonts: {}, images }, info: licenceInfo }), sealing()).package,
  );
}

/** 20 MB as attachments that unpack to twice that. */
function packedDocument(): Uint8Array {
  const attachments = Array.from({ length: 20 }, (_, k) => {
    const data = new TextEncoder().encode(randomBytes(880_000).toString('hex'));
    return { name: `data ${k}`, format: 'txt', data, visible: true };
  });
  const pages = [{ width: 210, height: 297, items: pageItems(0) }];
  const ofd = writeOfd({ drawing: { pages, fonts, images: {} }, info: licenceInfo, attachments });
  return packOfd(sealOfdSync(ofd, sealing()).package);
}

/** Builds the files, judges the large ones in `verifier`, a program that is given file, root and time. */
export async function figures(verifier: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ofd-large-'));
  const anchorPath = join(folder, 'root.cer');
  writeFileSync(anchorPath, sampleWorld().root.der);
  const judge = (name: string, file: Uint8Array): { ms: number; mb: number; size: number } => {
    const at = join(folder, `${name}.ofd`);
    writeFileSync(at, file);
    const out = execFileSync(process.execPath, [verifier, '--verify', at, anchorPath, SEALED_AT.toISOString()]);
    return { ...JSON.parse(out.toString()), size: file.length / 1024 / 1024 };
  };
  const scanned = judge('scanned', scannedDocument());
  say(`verified scans of ${scanned.size.toFixed(1)} MB in ${scanned.mb.toFixed(0)} MB`);
  const packed = judge('packed', packedDocument());
  say(`verified attachments of ${packed.size.toFixed(1)} MB in ${packed.mb.toFixed(0)} MB`);
  const long = longDocument();
  const { first, next } = await openInBrowser(long);
  rmSync(folder, { recursive: true, force: true });
  tell([
    {
      bench: 'ofd-large',
      name: 'first of 200 pages in the browser',
      value: first,
      unit: 'ms',
      goal: atMost(300),
      note: `from bytes to drawn with its font; file ${(long.length / 1024 / 1024).toFixed(1)} MB; next page ${next.toFixed(0)} ms`,
    },
    {
      bench: 'ofd-large',
      name: 'memory to verify 20 MB of scans',
      value: scanned.mb,
      unit: 'MB',
      goal: atMost(150),
      note: `whole process, peak; ${scanned.ms.toFixed(0)} ms`,
    },
    {
      bench: 'ofd-large',
      name: 'memory to verify 20 MB that unpack to 35',
      value: packed.mb,
      unit: 'MB',
      goal: atMost(150),
      note: `whole process, peak; ${packed.ms.toFixed(0)} ms`,
    },
  ]);
}

/** Medians of five fresh pages: opening and drawing the first page, then the second. */
async function openInBrowser(file: Uint8Array): Promise<{ first: number; next: number }> {
  const bundle = await build({
    stdin: { contents: "export { openOfd, renderSvg } from '@miaopi/ofd';", resolveDir: join(root, 'bench') },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'ofd',
    write: false,
    logLevel: 'error',
  });
  const browser = await chromium.launch({
    executablePath: await locateBrowser(),
    args: browserFlags,
    env: browserEnv(),
  });
  const firsts: number[] = [];
  const nexts: number[] = [];
  try {
    for (let round = 0; round < 5; round++) {
      const page = await browser.newPage();
      await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
      const took = (await page.evaluate(`(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const drawn = async (document_, index) => {
          const host = document.createElement('div');
          host.innerHTML = ofd.renderSvg(document_, index);
          document.body.replaceChildren(host);
          await document.fonts.ready;
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        };
        const start = performance.now();
        const opened = ofd.openOfd(bytes);
        await drawn(opened, 0);
        const first = performance.now() - start;
        const again = performance.now();
        await drawn(opened, 1);
        return [first, performance.now() - again];
      })(${JSON.stringify(Buffer.from(file).toString('base64'))})`)) as [number, number];
      firsts.push(took[0]);
      nexts.push(took[1]);
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return { first: quantile(firsts, 0.5), next: quantile(nexts, 0.5) };
}
