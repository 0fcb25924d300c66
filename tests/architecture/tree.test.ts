import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.ts';

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');
const binary = /\.(png|jpe?g|webp|ico|ofd|pdf|ttf|otf|woff2?|der|p12|gz|zip|bin)$/;

describe('the tree', () => {
  it('names no path of somebody’s machine and no package registry', () => {
    // written in pieces, so that this file passes its own test
    const forbidden = new RegExp(
      [
        `(?<![\\w.])/home/${'[a-z]'}`,
        `/Us${'ers/'}[a-z]`,
        `/work${'/'}(main|shared)`,
        `C:\\\\Us${'ers'}`,
        `registry\\.npm${'js'}`,
        `npm${'mirror'}\\.com`,
      ].join('|'),
    );
    const wrong = tracked
      .filter((file) => !binary.test(file))
      .flatMap((file) => {
        const lines = readFileSync(join(root, file), 'utf8').split('\n');
        return lines.flatMap((line, i) => (forbidden.test(line) ? [`${file}:${i + 1}: ${line.slice(0, 120)}`] : []));
      });
    expect(wrong).toEqual([]);
  });

  it('holds nothing that is built, and no file of a size that belongs elsewhere', () => {
    const wrong = tracked.filter(
      (file) =>
        /(^|\/)(node_modules|dist|dist-ssr|\.build)\//.test(file) || statSync(join(root, file)).size > 3 * 1024 * 1024,
    );
    expect(wrong).toEqual([]);
  });

  it('leaves no test switched off or alone', () => {
    const wrong = tracked
      .filter((file) => /\.test\.tsx?$/.test(file))
      .filter((file) =>
        new RegExp(`\\b(it|test|describe)\\.${'(only|skip|todo)'}\\b`).test(readFileSync(join(root, file), 'utf8')),
      );
    expect(wrong).toEqual([]);
  });

  it('locks the packages of every platform, so that npm ci takes the lock anywhere (node tools/complete-lock.mjs)', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('locks its dependencies without the address they were fetched from', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lock.includes('"resolved": "http')).toBe(false);
  });
});
