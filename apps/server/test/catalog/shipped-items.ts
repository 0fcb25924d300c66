import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/kernel/root.ts';

/** Folders of the items shipped with the product, in order: a package added counts by itself. */
export const shippedItems: readonly string[] = readdirSync(join(root, 'items'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
