import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the installation lies that the journeys of this run begin with; the first that needs it founds it. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-founded-'));
  process.env.MIAOPI_TEST_FOUNDED = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
