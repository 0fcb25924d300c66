import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, importsOf, isTest, root } from './sources.ts';

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
const folders = [
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
  ...readdirSync(join(root, 'apps')).map((name) => `apps/${name}`),
  'scenarios',
];
const builtin = new Set(builtinModules);
const rootDev = Object.keys(read('.').devDependencies ?? {});
/** What every checkout has for building and testing: declared once, at the root. */
const tools = new Set([...rootDev, ...Object.keys(read('.').dependencies ?? {})]);

/** `@scope/name` or `name` of a specifier. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const isOutside = (specifier: string) =>
  !specifier.startsWith('.') &&
  !specifier.startsWith('#') &&
  !specifier.startsWith('node:') &&
  !specifier.startsWith('virtual:') &&
  !builtin.has(packageOf(specifier));

describe.each(folders)('%s', (folder) => {
  const manifest = read(folder);
  const runtime = new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
  ]);
  const all = new Set([...runtime, ...Object.keys(manifest.devDependencies ?? {}), ...tools]);

  it('declares what it imports', () => {
    const wrong = filesUnder(folder).flatMap((file) => {
      const trial = isTest(file) || /\/(test|dev)\/|\.config\.ts$|\/bench\.ts$/.test(file);
      const declared = trial ? all : runtime;
      return (
        importsOf(file)
          .map((i) => i.specifier)
          .filter((specifier) => isOutside(specifier) && !declared.has(packageOf(specifier)))
          // trials may compare with any package of this checkout
          .filter((specifier) => !(trial && specifier.startsWith('@miaopi/')))
          .map((specifier) => `${file}: ${specifier}`)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('pins exact versions of what it runs on', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter(
      ([name, version]) => !/^\d/.test(version) && !name.startsWith('@types/'),
    );
    expect(loose).toEqual([]);
  });
});

describe('THIRD-PARTY.md', () => {
  it('lists what is locked (node tools/third-party.mjs)', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version?: string; link?: boolean; dev?: boolean; devOptional?: boolean }>;
    };
    const list = readFileSync(join(root, 'THIRD-PARTY.md'), 'utf8');
    const missing = Object.entries(lock.packages)
      .filter(([path, p]) => path.startsWith('node_modules/') && !p.link && !p.dev && !p.devOptional)
      .map(([path, p]) => `| ${path.replace(/^.*node_modules\//, '')} | ${p.version} |`)
      .filter((row) => !list.includes(row));
    expect(missing).toEqual([]);
  });
});

describe('directions', () => {
  it('no package imports an application', () => {
    const wrong = ['packages', 'scenarios']
      .flatMap((folder) => filesUnder(folder))
      .flatMap(importsOf)
      .filter((i) => i.to.startsWith('apps/') || /^@miaopi\/(server|web)\b/.test(i.specifier))
      .map((i) => `${i.from} → ${i.specifier}`);
    expect(wrong).toEqual([]);
  });

  it('packages meet only by name, never by path', () => {
    const wrong = folders.flatMap((folder) =>
      filesUnder(folder)
        .filter((file) => !isTest(file) && !file.includes('/test/'))
        .flatMap(importsOf)
        .filter((i) => i.specifier.startsWith('.') && !i.to.startsWith(`${folder}/`))
        .map((i) => `${i.from} → ${i.to}`),
    );
    expect(wrong).toEqual([]);
  });
});
