// Programs the tests ask for a second opinion, written by others: openssl and poppler. Where one is missing and this is Debian as root, it is installed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Program → Debian's package. */
const judges = {
  openssl: 'openssl',
  pdfsig: 'poppler-utils',
  pdfimages: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  'softhsm2-util': 'softhsm2',
};

/** Whether a program can be started here. */
export function isThere(program) {
  return !spawnSync(program, ['--version'], { stdio: 'ignore' }).error;
}

/** Node's binding to PKCS#11 is compiled here (npm runs no install scripts by itself); without a compiler it stays missing. */
function buildTokenBinding() {
  const loads = () => {
    try {
      createRequire(import.meta.url)('pkcs11js');
      return true;
    } catch {
      return false;
    }
  };
  if (loads()) return true;
  const root = join(import.meta.dirname, '..');
  spawnSync('npm', ['rebuild', 'pkcs11js', '--ignore-scripts=false'], { cwd: root, stdio: 'ignore', timeout: 300_000 });
  return loads();
}

/** Installs what is missing where that is possible. @returns packages still missing: their tests are skipped */
export function ensureJudges() {
  const programs = ensurePrograms();
  return buildTokenBinding() ? programs : [...programs, 'pkcs11js (a C++ compiler)'];
}

function ensurePrograms() {
  const missing = () => [
    ...new Set(
      Object.keys(judges)
        .filter((p) => !isThere(p))
        .map((p) => judges[p]),
    ),
  ];
  const wanted = missing();
  if (wanted.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return wanted;
  console.log(`installing ${wanted.join(', ')} …`);
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 };
  spawnSync('apt-get', ['update', '-q'], quiet);
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...wanted], quiet);
  return missing();
}
