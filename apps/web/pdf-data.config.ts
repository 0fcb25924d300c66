import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * What pdfjs-dist fetches while it draws, from our own origin: encodings of Chinese, the standard fonts, and the decoder of JPEG 2000 without WebAssembly
 * (the Content-Security-Policy allows none).
 */
export function pdfData(): Plugin {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const base = `assets/pdf-${version}`;
  const files = new Map<string, string>();
  for (const folder of ['cmaps', 'standard_fonts', 'wasm'])
    for (const name of readdirSync(join(dirname(manifest), folder)))
      if (!name.endsWith('.wasm')) files.set(`${base}/${folder}/${name}`, join(dirname(manifest), folder, name));
  return {
    name: 'pdf-data',
    generateBundle() {
      for (const [fileName, from] of files) this.emitFile({ type: 'asset', fileName, source: readFileSync(from) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const from = files.get((request.url ?? '').split('?')[0]?.slice(1) ?? '');
        if (!from) return next();
        response.end(readFileSync(from));
      });
    },
  };
}
