import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';
import { pdfData } from './pdf-data.config.ts';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The client needs only path and method of a contract: in the browser TypeBox's schemas would be 40 kB that nobody reads.
 * The server and the tests use the real ones.
 */
function contractsWithoutSchemas(): Plugin {
  return {
    name: 'contracts-without-schemas',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'typebox' && importer?.includes('/packages/contracts/'))
        return resolve(here, 'src/app/no-schemas.ts');
      return null;
    },
  };
}

/** The guide and the home page as plain HTML, for readers without script: `dist-ssr/guide.js`. */
function serverRendering(): Plugin {
  return {
    name: 'server-rendering',
    apply: (config, env) => env.command === 'build' && !config.build?.ssr,
    async closeBundle() {
      await build({
        configFile: false,
        root: here,
        logLevel: 'warn',
        plugins: [contractsWithoutSchemas(), react()],
        ssr: { noExternal: true },
        define: { 'process.env.NODE_ENV': '"production"' },
        build: {
          ssr: resolve(here, 'src/ssr/guide.tsx'),
          outDir: resolve(here, process.env.MIAOPI_WEB_OUT ? `${process.env.MIAOPI_WEB_OUT}-ssr` : 'dist-ssr'),
          emptyOutDir: true,
          copyPublicDir: false,
          minify: true,
          rolldownOptions: { output: { entryFileNames: 'guide.js' } },
        },
      });
    },
  };
}

/** Development without a server: `MIAOPI_API=http://127.0.0.1:8080` passes the calls on, else plausible data answers them. */
function developmentData(): Plugin {
  return {
    name: 'development-data',
    apply: 'serve',
    configureServer(server) {
      if (process.env.MIAOPI_API) return;
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next();
        server
          .ssrLoadModule('/src/dev/serve.ts')
          .then((module) => (module as typeof import('./src/dev/serve.ts')).answer(request, response))
          .catch(next);
      });
      // Portal paths are the portal's, /work is the workbench's, /studio the studio's.
      server.middlewares.use((request, _response, next) => {
        if (request.url?.match(/^\/work(\/|$|\?)/)) request.url = '/workbench.html';
        if (request.url?.match(/^\/studio(\/|$|\?)/)) request.url = '/studio.html';
        next();
      });
    },
  };
}

/** `MIAOPI_WEB_ENTRY=index` builds one entry only, e.g. to look at the portal alone. */
const ENTRIES = Object.fromEntries(
  ['index', 'workbench', 'studio']
    .filter((name) => (process.env.MIAOPI_WEB_ENTRY ?? name) === name)
    .map((name) => [name, resolve(here, `${name}.html`)]),
);

export default defineConfig({
  root: here,
  base: '/',
  plugins: [contractsWithoutSchemas(), react(), serverRendering(), pdfData(), developmentData()],
  server: { proxy: process.env.MIAOPI_API ? { '/api': process.env.MIAOPI_API } : {} },
  worker: { format: 'es' },
  build: {
    outDir: resolve(here, process.env.MIAOPI_WEB_OUT ?? 'dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ENTRIES,
    },
  },
});
