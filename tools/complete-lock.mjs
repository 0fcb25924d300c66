// Completes package-lock.json with the packages of other platforms: `node tools/complete-lock.mjs`.
// npm leaves an optional package out of the lock when the registry it was made with does not have it (mirrors often carry the builds of one
// platform only), and `npm ci` then refuses the lock. An entry with name, version and platform is enough: it is only fetched where it fits.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** Platform out of a name such as `@scope/thing-linux-x64-musl`; undefined when it names none. */
export function platformOf(name) {
  const parts = name.split(/[/-]/);
  const os = systems.filter((s) => parts.includes(s));
  const cpu = processors.filter((p) => parts.includes(p) || (p === 'arm' && parts.includes('armv7')));
  if (os.length === 0 && !cpu.includes('wasm32')) return undefined;
  const musl = parts.some((p) => p.startsWith('musl'));
  const gnu = parts.some((p) => p.startsWith('gnu'));
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(musl ? { libc: ['musl'] } : gnu && os.includes('linux') ? { libc: ['glibc'] } : {}),
  };
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (found(path, name)) continue;
    const platform = name === 'fsevents' ? { os: ['darwin'] } : platformOf(name);
    if (!platform) {
      console.error(`${path || '.'}: ${name}@${range} names no platform; left out`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...(platform.cpu ? { cpu: platform.cpu } : {}),
      ...(entry.dev || entry.devOptional ? { dev: true } : {}),
      ...(platform.libc ? { libc: platform.libc } : {}),
      optional: true,
      ...(platform.os ? { os: platform.os } : {}),
    };
    added++;
  }
}

/** Where Node would find the package from there. */
function found(path, name) {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))))
    if (lock.packages[`${at}/node_modules/${name}`]) return true;
  return lock.packages[`node_modules/${name}`] !== undefined;
}

if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${added} packages of other platforms added`);
