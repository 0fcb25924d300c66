import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import {
  checkItem,
  compileItem,
  type Finding,
  formatFinding,
  type GoldenResult,
  hasErrors,
  type ReadItem,
  runGolden,
  sortFindings,
} from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { type HistoryFailure, type HistoryResult, runHistories } from '../modules/cases/index.ts';
import type { Command } from './run-command.ts';

type Lang = 'zh' | 'en';

const usage = `miaopi item check DIR… [--json]   every fault of item packages, with file, line and column
miaopi item test DIR… [--json]    run their golden cases and golden histories
DIR is a package or a folder of packages.
`;

/** `miaopi item check|test DIR…`: needs no database. Exit 0 when all is well, 1 when something is wrong, 2 when it can't be told. */
export const item: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [verb, ...dirs] = positionals;
  if ((verb !== 'check' && verb !== 'test') || dirs.length === 0) {
    process.stderr.write(usage);
    return 2;
  }
  const folders = (await Promise.all(dirs.map(packagesIn))).flat();
  const options = { json: values.json, lang: langOf(process.env) };
  return verb === 'check' ? check(folders, options) : test(folders, options);
};

/** The language of the terminal: `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order. */
export function langOf(env: NodeJS.ProcessEnv): Lang {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
}

/** The folder itself when it is a package (even a broken one), otherwise the packages in it. */
async function packagesIn(dir: string): Promise<string[]> {
  const found = await stat(dir).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`${dir} is not a folder`);
  const entries = await readdir(dir, { withFileTypes: true });
  if (entries.some((e) => e.isFile() && /\.ya?ml$/.test(e.name))) return [dir];
  const inside = entries
    .filter((e) => e.isDirectory() && existsSync(join(dir, e.name, 'item.yaml')))
    .map((e) => join(dir, e.name))
    .sort();
  if (inside.length === 0) throw new Error(`there is no item package in ${dir}: a package has an item.yaml`);
  return inside;
}

interface Output {
  readonly json: boolean;
  readonly lang: Lang;
}

async function check(folders: readonly string[], { json, lang }: Output): Promise<number> {
  const checked = await Promise.all(
    folders.map(async (dir) => ({ dir, findings: findingsOf(await readItemFolder(dir)) })),
  );
  const failed = checked.some((c) => hasErrors(c.findings));
  if (json) {
    process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
    return failed ? 1 : 0;
  }
  for (const { dir, findings } of checked) {
    for (const f of findings) process.stdout.write(`${formatFinding({ ...f, file: join(dir, f.file) }, lang)}\n`);
    const count = (severity: Finding['severity']) => findings.filter((f) => f.severity === severity).length;
    process.stdout.write(
      lang === 'zh'
        ? `${hasErrors(findings) ? '✗' : '✓'} ${dir}：${count('error')} 个错误，${count('warning')} 个警告\n`
        : `${hasErrors(findings) ? '✗' : '✓'} ${dir}: ${count('error')} errors, ${count('warning')} warnings\n`,
    );
  }
  return failed ? 1 : 0;
}

/** Compiling may refuse what no check foresaw: that is a finding too, not a stack trace. */
function findingsOf(read: ReadItem): Finding[] {
  if (!read.package) return sortFindings(read.findings);
  const findings = [...read.findings, ...checkItem(read.package, read.locate)];
  if (!hasErrors(findings)) {
    try {
      compileItem(read.package);
    } catch (error) {
      findings.push(uncompiled(error));
    }
  }
  return sortFindings(findings);
}

function uncompiled(error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    file: 'item.yaml',
    line: 1,
    column: 1,
    code: 'compile',
    severity: 'error',
    message: { zh: `无法编译：${reason}`, en: `can't be compiled: ${reason}` },
  };
}

type Place = ReturnType<ReadItem['locate']>;

interface Tested {
  readonly dir: string;
  readonly results: readonly GoldenResult[];
  /** Each with the place of every failure in its file. */
  readonly histories: readonly (HistoryResult & { readonly at: readonly Place[] })[];
  /** Why the cases could not be run. */
  readonly faults: readonly Finding[];
}

async function test(folders: readonly string[], { json, lang }: Output): Promise<number> {
  const tested: Tested[] = [];
  for (const dir of folders) tested.push(goldenOf(dir, await readItemFolder(dir)));
  const failed = tested.some(
    (t) =>
      t.faults.length > 0 ||
      t.results.length === 0 ||
      [...t.results, ...t.histories].some((r) => r.failures.length > 0),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify(tested, null, 2)}\n`);
    return failed ? 1 : 0;
  }
  for (const { dir, results, histories, faults } of tested) {
    process.stdout.write(`${dir}\n`);
    for (const f of faults) process.stdout.write(`  ${formatFinding({ ...f, file: join(dir, f.file) }, lang)}\n`);
    for (const { name, failures } of results) {
      process.stdout.write(`  ${failures.length === 0 ? '✓' : '✗'} ${name}\n`);
      for (const { what, expected, found } of failures)
        process.stdout.write(
          lang === 'zh'
            ? `      ${what}：应为 ${expected}，实为 ${found}\n`
            : `      ${what}: expected ${expected}, found ${found}\n`,
        );
    }
    for (const { name, failures, at } of histories) {
      process.stdout.write(`  ${failures.length === 0 ? '✓' : '✗'} ${lang === 'zh' ? '历程' : 'history'} · ${name}\n`);
      for (const [i, f] of failures.entries())
        process.stdout.write(`      ${place(dir, at[i])} ${saysHistory(f, lang)}\n`);
    }
    const all = [...results, ...histories];
    const passed = all.filter((r) => r.failures.length === 0).length;
    process.stdout.write(lang === 'zh' ? `  ${passed}/${all.length} 通过\n` : `  ${passed} of ${all.length} passed\n`);
  }
  return failed ? 1 : 0;
}

function goldenOf(dir: string, read: ReadItem): Tested {
  if (!read.package)
    return { dir, results: [], histories: [], faults: read.findings.filter((f) => f.severity === 'error') };
  try {
    const item = compileItem(read.package);
    const histories = runHistories(item, createCalendar(CALENDAR_TABLE)).map((h) => ({
      ...h,
      at: h.failures.map(({ step, what }) =>
        read.locate(['histories', h.index, 'steps', step, ...(what === 'do' ? ['do'] : ['expect', what])]),
      ),
    }));
    return { dir, results: runGolden(item, { paper: notoPaperEnv() }), histories, faults: [] };
  } catch (error) {
    const found = checkItem(read.package, read.locate).filter((f) => f.severity === 'error');
    return { dir, results: [], histories: [], faults: found.length > 0 ? found : [uncompiled(error)] };
  }
}

function place(dir: string, at: Place | undefined): string {
  return at ? `${join(dir, at.file)}:${at.line}:${at.column}` : dir;
}

function saysHistory({ what, expected, found }: HistoryFailure, lang: Lang): string {
  if (what === 'do') return lang === 'zh' ? `不能“${expected}”：${found}` : `“${expected}” could not be done: ${found}`;
  return lang === 'zh' ? `${what}：应为 ${expected}，实为 ${found}` : `${what}: expected ${expected}, found ${found}`;
}
