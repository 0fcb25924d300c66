// Bundles the bench programs into .build/bench, as the product itself is bundled.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
export const out = join(here, '../.build/bench');

export async function buildBenches() {
  await build({
    entryPoints: readdirSync(here)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(here, name)),
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBenches();
