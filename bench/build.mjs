// Bundles bench programs into .build/bench, as the product itself is bundled.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, pressThread } from '../tools/build.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const out = join(here, '../.build/bench');

/** @param names of programs; the chain and growth need the server beside them */
export async function buildBenches(names) {
  const server = names.some((name) => ['chain', 'growth', 'work-list', 'casework'].includes(name));
  const programs = [...names, ...(server ? ['chain-server'] : [])].map((name) => [name, join(here, `${name}.ts`)]);
  const press = server || names.includes('batch') ? { 'press-thread': pressThread } : {};
  await bundle({ ...Object.fromEntries(programs), ...press }, out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBenches(process.argv.slice(2));
