// Builds the pages for the server: dist/ and dist-ssr/guide.js.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));
await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'error' });
