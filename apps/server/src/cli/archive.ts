import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../kernel/config.ts';
import { verifyPackage } from '../modules/archive/index.ts';
import { readTrust } from '../modules/seals/index.ts';

const maxBytes = 1024 * 1024 * 1024;

/**
 * `miaopi archive verify FILE [--trust PEM] [--json]`: exit 0 good, 1 not. Needs neither server nor database; without `--trust` it believes whom the installation
 * believes, kept at keys/trust.pem of the data folder.
 */
export async function archive(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { trust: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [what, file, ...more] = positionals;
  if (what !== 'verify' || !file || more.length > 0)
    throw new Error('the one thing to do here is: miaopi archive verify FILE [--trust PEM] [--json]');
  if ((await stat(file)).size > maxBytes) throw new Error(`${file} is larger than ${maxBytes / 1024 / 1024} MB`);
  const pem = values.trust ?? join(readConfig(process.env).dataDir, 'keys/trust.pem');
  if (!existsSync(pem)) throw new Error(`nobody to trust: there is no ${pem}; name certificates with --trust`);
  const report = verifyPackage(new Uint8Array(await readFile(file)), readTrust(new Uint8Array(await readFile(pem))));
  if (values.json) process.stdout.write(`${JSON.stringify({ file, ...report }, null, 2)}\n`);
  else {
    process.stdout.write(`${file}: ${report.ok ? '有效' : '无效'} (${report.ok ? 'valid' : 'invalid'})\n`);
    process.stdout.write(`  文件 files: ${report.good}\n`);
    if (report.signer) process.stdout.write(`  签名 signer: ${printable(report.signer)}\n`);
    if (report.signedAt) process.stdout.write(`  时间 time: ${report.signedAt.toISOString()}\n`);
    for (const f of report.faults) process.stdout.write(`  ✗ ${printable(f.zh)} / ${printable(f.en)}\n`);
  }
  return report.ok ? 0 : 1;
}

/** Names in a hostile file may hold what drives terminals. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
