// `npm test`: everything that is proved, in one run. Static checks beside the builds, then the tests, then the journeys in a browser.
// Ends with one line, `N passed, N failed`, over all of it (a static check counts as one), and an exit code that agrees with it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locateBrowser } from './browser.mjs';
import { ensureJudges } from './judges.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'miaopi-test-run-'));
const running = new Set();
const failures = [];
let passed = 0;
let skipped = 0;
/** Seconds of each file of tests. */
const times = [];

/** Minutes after which a step is ended and counts as failed. */
const patience = 40;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill('SIGTERM');
    rmSync(scratch, { recursive: true, force: true });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

/** Runs a program; `show` passes its output through, else it is kept for the case that it fails. */
function run(command, args, { show = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    let output = '';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    running.add(child);
    const timer = setTimeout(() => {
      output += `\nended after ${patience} minutes`;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, patience * 60_000);
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, seconds: (Date.now() - started) / 1000 });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** One check that passes or fails as a whole. */
async function check(name, command, args) {
  const { code, output, seconds } = await run(command, args);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
  if (code === 0) passed++;
  else {
    failures.push(name);
    console.log(output.trimEnd().split('\n').slice(-60).join('\n'));
  }
  return code === 0;
}

/** The vitest projects named; counts every test, a file that can't be loaded, errors outside tests, and a project without tests. */
async function vitest(projects, env) {
  const file = join(scratch, `${projects.join('-')}.json`);
  const selected = projects.flatMap((p) => ['--project', p]);
  const { code } = await run(
    bin('vitest'),
    ['run', ...selected, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, '--passWithNoTests'],
    { show: true, env },
  );
  const before = failures.length;
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    failures.push(`vitest ${projects.join(', ')}: no report (exit code ${code})`);
    return;
  }
  if (report.testResults.length === 0) failures.push(`vitest ${projects.join(', ')}: no tests found`);
  for (const { name, status, message, assertionResults, startTime, endTime } of report.testResults) {
    const place = relative(root, name);
    times.push({ place, seconds: (endTime - startTime) / 1000 });
    for (const test of assertionResults) {
      if (test.status === 'passed') passed++;
      else if (test.status === 'failed') failures.push(`${place}: ${test.fullName}`);
      else skipped++;
    }
    if (status === 'failed' && !assertionResults.some((t) => t.status === 'failed'))
      failures.push(`${place}: ${(message || 'the file failed').split('\n')[0]}`);
  }
  if (code !== 0 && failures.length === before)
    failures.push(`vitest ${projects.join(', ')}: an error outside the tests (exit code ${code})`);
}

const started = Date.now();
const lacking = ensureJudges();
const browser = await locateBrowser().catch((error) => {
  failures.push(`no browser: ${error.message}`);
  return '';
});
const env = { MIAOPI_CHROMIUM: browser };

const built = check('build of server and web', process.execPath, ['tools/build.mjs']);
const statics = (async () => {
  await check('TypeScript: server, packages, tests', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
  await check('TypeScript: web', bin('tsc'), ['--noEmit', '-p', 'apps/web/tsconfig.json']);
  await check('Biome', bin('biome'), ['check', '--error-on-warnings', '.']);
  await check('dependency-cruiser', bin('depcruise'), [
    '--config',
    '.dependency-cruiser.cjs',
    'apps',
    'packages',
    'scenarios',
    'bin',
  ]);
})();
await Promise.all([built, statics]);
await vitest(['packages', 'tokens', 'web', 'server'], env);
await vitest(['journeys'], env);

rmSync(scratch, { recursive: true, force: true });
if (lacking.length > 0) console.log(`\nnot there, so their tests are skipped: ${lacking.join(', ')} (apt-get install)`);
if (skipped > 0) console.log(`\n${skipped} skipped`);
if (failures.length > 0) console.log(`\nfailed:\n${failures.map((f) => `  ${f}`).join('\n')}`);
const slowest = times.sort((a, b) => b.seconds - a.seconds).slice(0, 12);
console.log(`\nslowest:\n${slowest.map((t) => `${t.seconds.toFixed(0).padStart(6)} s  ${t.place}`).join('\n')}`);
console.log(`\n${((Date.now() - started) / 60_000).toFixed(1)} minutes`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
