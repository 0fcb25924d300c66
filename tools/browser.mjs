// The browser of the tests and of the pictures: MIAOPI_CHROMIUM, else Debian's chromium, else the one inside npm (@sparticuz/chromium).
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Flags that keep it quiet and let it run as root; callers with their own launcher pass them on. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
];

/**
 * Environment for the browser in which it knows the fonts of npm and no others: pages look alike on every machine, also where there is
 * no Chinese font. Give it to the launcher as `env`.
 */
export function browserEnv() {
  const folder = join(tmpdir(), `miaopi-fonts-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, fontConfiguration(join(folder, 'cache')));
  renameSync(fresh, file);
  return { ...process.env, FONTCONFIG_FILE: file };
}

/** A configuration of fontconfig (its fonts.dtd); browsers ask it for every family they do not bring themselves. */
function fontConfiguration(cache) {
  const require = createRequire(import.meta.url);
  const dirs = ['sans', 'serif'].flatMap((face) => {
    const packed = dirname(require.resolve(`@expo-google-fonts/noto-${face}-sc/package.json`));
    return ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => join(packed, weight));
  });
  const prefer = (family, font) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`;
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...dirs.map((dir) => `<dir>${xml(dir)}</dir>`),
    `<cachedir>${xml(cache)}</cachedir>`,
    prefer('sans-serif', 'Noto Sans SC'),
    prefer('system-ui', 'Noto Sans SC'),
    prefer('serif', 'Noto Serif SC'),
    '</fontconfig>',
    '',
  ].join('\n');
}

function xml(text) {
  return text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** @returns path of a program that starts a headless-capable Chromium, also as root */
export async function locateBrowser() {
  const named = process.env.MIAOPI_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`MIAOPI_CHROMIUM names ${named}, which is not there`);
    return named;
  }
  for (const path of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']) {
    if (existsSync(path)) return path;
  }
  return unpackBrowser();
}

/** The npm package keeps its binary packed; its own API unpacks it under TMPDIR, here a folder of ours that later runs find again. */
export function unpackBrowser(folder = join(tmpdir(), `miaopi-chromium-${process.getuid?.() ?? 0}`)) {
  const start = join(folder, 'start.sh');
  if (existsSync(start)) return start;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath();",
    ],
    // the runtime's name makes it unpack the shared libraries as well, for machines that lack them
    {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
      stdio: 'inherit',
    },
  );
  const needed = spawnSync('ldd', [join(fresh, 'chromium')], { encoding: 'utf8' });
  const lacks = needed.status !== 0 || needed.stdout.includes('not found');
  const libraries = lacks ? `export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\n` : '';
  const fonts = lacks ? 'export FONTCONFIG_PATH="$here/fonts"\n' : '';
  writeFileSync(
    join(fresh, 'start.sh'),
    `#!/bin/sh\nhere="$(dirname "$0")"\n${libraries}${fonts}exec "$here/chromium" --no-sandbox --no-zygote --disable-setuid-sandbox "$@"\n`,
  );
  chmodSync(join(fresh, 'start.sh'), 0o755);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // another run was quicker
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(start)) throw error;
  }
  return start;
}
