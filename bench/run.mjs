// npm run bench [-- --only name,name] [--json FILE|-] [--full]: every program prints its figures beside its limit or peer of the same run; one table at the end.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBenches, out } from './build.mjs';

const programs = [
  'decide',
  'item-work',
  'sealing',
  'ofd-large',
  'hostile',
  'search',
  'start',
  'chain',
  'batch',
  'work-list',
  'casework',
  'retention',
  'growth',
];
const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, full: { type: 'boolean', default: false } },
});
const chosen = values.only ? values.only.split(',') : programs;
const unknown = chosen.filter((name) => !programs.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no bench is called ${unknown.join(', ')}; there are ${programs.join(', ')}\n`);
  process.exit(2);
}

function run(name) {
  return new Promise((resolve) => {
    process.stderr.write(`${name} …\n`);
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(out, `${name}.js`), ...(values.full ? ['--full'] : [])],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    child.on('exit', (code) => {
      const last = text.trimEnd().split('\n').at(-1) ?? '';
      if (code === 0 && last.startsWith('{"figures"')) resolve(JSON.parse(last).figures);
      else {
        process.stderr.write(`${name} ended with ${code}: no figures\n`);
        resolve(undefined);
      }
    });
  });
}

function number(n) {
  if (n === undefined || Number.isNaN(n)) return '–';
  return n.toLocaleString('en', { maximumFractionDigits: n >= 100 ? 0 : n >= 10 ? 1 : 2 });
}

const holds = (f) =>
  f.goal === undefined ? undefined : f.goal.least ? f.value >= f.goal.value : f.value <= f.goal.value;

function table(figures) {
  const rows = figures.map((f) => [
    f.bench,
    f.name,
    `${number(f.value)} ${f.unit}`.trim(),
    f.goal ? `${f.goal.least ? '≥' : '≤'} ${number(f.goal.value)}` : '',
    { true: 'holds', false: 'MISSED', undefined: '' }[String(holds(f))],
    [f.beside ? `${f.beside.name} ${number(f.beside.value)}${f.beside.unit ?? f.unit}` : '', f.note ?? '']
      .filter(Boolean)
      .join('; '),
  ]);
  const head = ['bench', 'figure', 'reached', 'goal', '', 'beside'];
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i].length)));
  const line = (r) =>
    r
      .map((cell, i) => (i === 2 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.map(line)].join('\n');
}

await buildBenches(chosen);
const began = Date.now();
const figures = [];
const failed = [];
for (const name of programs.filter((n) => chosen.includes(n))) {
  const found = await run(name);
  if (found) figures.push(...found);
  else failed.push(name);
}
const machine = {
  processors: cpus().length,
  model: cpus()[0]?.model,
  memoryGB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
const report = {
  at: new Date().toISOString(),
  seconds: Math.round((Date.now() - began) / 1000),
  machine,
  failed,
  figures,
};
if (values.json === '-') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else {
  process.stdout.write(
    `${table(figures)}\n${machine.processors} × ${machine.model}, Node ${machine.node}, ${report.seconds} s\n`,
  );
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
process.exitCode = failed.length > 0 ? 1 : 0;
