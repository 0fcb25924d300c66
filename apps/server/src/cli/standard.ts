import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openInstallation } from '../installation.ts';
import { readConfig } from '../kernel/config.ts';
import { openDatabase } from '../kernel/db/database.ts';
import { type Checked, checkEveryCase, checkFile, checkFront, type Fault } from '../modules/standard/index.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * `miaopi standard check [FILE --table NAME] [--front] [--json]`: exit 0 without a fault, 1 with. Checks the platform's cases by the data standard; with `--front` every row
 * of the exchange schema; with a file (CSV) that, and then needs no database.
 */
export async function standard(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      table: { type: 'string' },
      front: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [what, file, ...more] = positionals;
  if (what !== 'check' || more.length > 0)
    throw new Error('the one thing to do here is: miaopi standard check [FILE --table NAME] [--front] [--json]');
  let rows = 0;
  let faulty = 0;
  const found = (piece: Checked) => {
    rows += piece.rows;
    faulty += piece.faults.length;
    for (const f of piece.faults) process.stdout.write(`${values.json ? JSON.stringify(f) : line(f)}\n`);
  };
  if (file === undefined) await withDatabases(values.front, found);
  else {
    if (!values.table) throw new Error('name the table the file is of: --table 申请信息');
    if ((await stat(file)).size > maxBytes) throw new Error(`${file} is larger than ${maxBytes / 1024 / 1024} MB`);
    found(checkFile(values.table, new Uint8Array(await readFile(file))));
  }
  process.stderr.write(`${rows} rows, ${faulty} faults\n`);
  return faulty > 0 ? 1 : 0;
}

async function withDatabases(front: boolean, found: (piece: Checked) => void): Promise<void> {
  const config = readConfig(process.env);
  const installation = await openInstallation(config);
  const other = front && config.front.url ? openDatabase({ url: config.front.url }, 2) : undefined;
  try {
    if (front) await checkFront(other ?? installation.db, found);
    else await checkEveryCase(installation.db, found);
  } finally {
    await other?.close();
    await installation.close();
  }
}

/** Values of a row may drive terminals. */
function line(f: Fault): string {
  const text = `${f.table} ${f.row} ${f.case || '-'} ${f.field} [${f.rule}] ${f.message.zh}。${f.remedy.zh}`;
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
