import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { item, langOf } from '../../src/cli/item.ts';
import { root } from '../../src/kernel/root.ts';
import { shippedItems } from './shipped-items.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-cli-'));
  cpSync(join(root, 'items/senior-card'), join(folder, 'senior-card'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += text;
      return true;
    }),
  ];
  vi.stubEnv('LC_ALL', 'en_US.UTF-8');
  try {
    return { code: await item(args), out, err };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

function edited(file: string, from: string, to: string): string {
  const dir = mkdtempSync(join(folder, 'edited-'));
  cpSync(join(root, 'items/senior-card'), join(dir, 'senior-card'), { recursive: true });
  const path = join(dir, 'senior-card', file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return join(dir, 'senior-card');
}

describe('miaopi item check', () => {
  it('X03 X04: accepts the packages shipped, given as one folder, and exits 0', async () => {
    const { code, out } = await run('check', join(root, 'items'));
    expect(out.match(/^✓ /gm)?.length).toBe(shippedItems.length);
    expect(code).toBe(0);
  });

  it('X03: names a misspelt key with file, line, column, code and the likely word, and exits 1', async () => {
    const dir = edited('item.yaml', '\nversion: ', '\nversoin: ');
    const { code, out } = await run('check', dir);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`${dir}/item\\.yaml:\\d+:1 error shape\\.unknown-key .*“?versoin.*version`));
  });

  it('X03: answers as JSON for editors', async () => {
    const dir = edited('item.yaml', '\nversion: ', '\nversoin: ');
    const { code, out } = await run('check', dir, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)[0].findings[0]).toMatchObject({ file: 'item.yaml', severity: 'error' });
  });

  it('says what is wrong when there is no package', async () => {
    await expect(run('check', join(folder, 'nowhere'))).rejects.toThrow(/is not a folder/);
    await expect(run('check', mkdtempSync(join(folder, 'empty-')))).rejects.toThrow(/item\.yaml/);
    const { code, err } = await run('check');
    expect([code, err.includes('DIR')]).toEqual([2, true]);
  });
});

describe('miaopi item test', () => {
  it('X03: runs every golden case and exits 0 when all hold', async () => {
    const { code, out } = await run('test', join(folder, 'senior-card'));
    expect(out.match(/ ✓ /g)?.length).toBeGreaterThan(5);
    expect(out).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('X03: shows what was expected and what was found where a case differs, and exits 1', async () => {
    const dir = edited('golden/cases.yaml', 'verdict: grant', 'verdict: person');
    const { code, out } = await run('test', dir);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ .+\n\s+verdict: expected "person", found "grant"/);
  });

  it('X03: names the faults of a package too broken to run', async () => {
    const { code, out } = await run('test', edited('item.yaml', '\nversion: ', '\nversoin: '));
    expect(code).toBe(1);
    expect(out).toContain('shape.unknown-key');
  });
});

it('speaks Chinese in a Chinese terminal', () => {
  expect(
    [{ LANG: 'zh_CN.UTF-8' }, { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, {}].map((env) => langOf(env)),
  ).toEqual(['zh', 'en', 'en']);
});
