// Builds the pages for the server: dist/, dist-ssr/guide.js and, in dist/, the page for offline verification.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildOffline } from './build-offline.mjs';

const root = dirname(fileURLToPath(import.meta.url));
await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'error' });
await buildOffline(`${root}/dist/offline-verification.html`);
