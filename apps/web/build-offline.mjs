// Builds the page that verifies licences without a network: one HTML file, script and style in it, allowed by their digests and nothing else allowed.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src/offline');

/** @param file where the page is written; the server fills in what it shall know (licences/offline/fill-page.ts) */
export async function buildOffline(file) {
  const { outputFiles } = await build({
    entryPoints: [join(source, 'main.ts'), join(source, 'offline.css')],
    outdir: join(here, 'dist-offline'),
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    // characters that no file can hold (halves of pairs, in patterns) are written as escapes
    charset: 'ascii',
    logLevel: 'error',
    legalComments: 'none',
  });
  const textOf = (end) => outputFiles.find((f) => f.path.endsWith(end)).text;
  // nothing in the script may end its own block
  const script = textOf('.js').replaceAll('</script', '<\\/script');
  const style = textOf('.css');
  const allowed = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${allowed(script)} 'wasm-unsafe-eval'`,
    `style-src ${allowed(style)}`,
    'img-src blob: data:',
    'media-src blob: mediastream:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = readFileSync(join(source, 'page.html'), 'utf8')
    .replace('http-equiv="Content-Security-Policy" content=""', (tag) => tag.replace('""', () => `"${policy}"`))
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`);
  writeFileSync(file, page);
}
