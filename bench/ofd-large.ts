// Long and large OFD files: the first page of 200 in the browser, and the memory that verifying 20 MB takes in a process of its own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { verifyOfd } from '@miaopi/ofd';

const [, program, flag, file, anchor, at] = process.argv;
if (flag === '--verify') verifyHere();
else await (await import('./ofd-large-figures.ts')).figures(program ?? fileURLToPath(import.meta.url));

/** Nothing else is loaded in this process: what it takes is what verifying takes. */
function verifyHere(): void {
  const start = performance.now();
  const anchors = [new Uint8Array(readFileSync(anchor!))];
  const report = verifyOfd(readFileSync(file!), { anchors, at: new Date(at!) });
  if (report.verdict !== 'valid') throw new Error(report.reason);
  const took = performance.now() - start;
  process.stdout.write(JSON.stringify({ ms: took, mb: process.resourceUsage().maxRSS / 1024 }));
}
