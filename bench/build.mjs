// Bundles bench programs into .build/bench, as the product itself is bundled.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
export const out = join(here, '../.build/bench');

/** @param names of programs; the chain and growth need the server beside them */
export async function buildBenches(names) {
  const servers = names.some((name) => name === 'chain' || name === 'growth') ? ['chain-server'] : [];
  await build({
    entryPoints: [...names, ...servers].map((name) => join(here, `${name}.ts`)),
    outdir: out,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['node'],
    sourcemap: true,
    logLevel: 'error',
    plugins: [
      {
        name: 'external-dependencies',
        setup(b) {
          b.onResolve({ filter: /^[^./#]/ }, (args) =>
            args.kind === 'entry-point' || args.path.startsWith('@miaopi/') || args.path.startsWith('/')
              ? undefined
              : { path: args.path, external: true },
          );
        },
      },
    ],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBenches(process.argv.slice(2));
