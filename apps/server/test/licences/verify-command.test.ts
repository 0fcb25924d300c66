import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { root } from '../../src/kernel/root.ts';
import { personHolder, startWorld, type World } from './world.ts';

const samples = join(root, 'packages/ofd/test/samples');
const trust = ['--trust', join(samples, 'root.crt.pem')];
const manifest = readFileSync(join(samples, 'manifest.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line.trim() !== '')
  .map((line) => line.split('\t') as [string, string]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** Runs the command in this process. */
async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await verify(args), out };
  } finally {
    write.mockRestore();
  }
}

describe('miaopi verify', () => {
  it.each(manifest)('F145 F144: %s → %s', async (name, expected) => {
    const { code, out } = await run(join(samples, name), '--json', ...trust);
    const answer = JSON.parse(out);
    expect([code, answer.verdict]).toEqual(expected === 'accept' ? [0, 'valid'] : [1, 'invalid']);
    if (name.startsWith('bad-zip')) return;
    for (const s of answer.signatures) {
      expect(s).toMatchObject({
        seal: { id: expect.any(String), name: expect.any(String) },
        signer: { subject: expect.any(String) },
        time: expect.any(String),
      });
      expect(s.checks.every((c: { text: { zh: string; en: string } }) => c.text.zh && c.text.en)).toBe(true);
    }
  });

  it('F145: without the right root a good file is invalid', async () => {
    writeFileSync(join(folder, 'other.pem'), await otherRoot());
    expect((await run(join(samples, 'good-v4-ofdrw-whole.ofd'), '--trust', join(folder, 'other.pem'))).code).toBe(1);
  });

  it('F145: what is neither OFD nor PDF, or cut off, is unreadable', async () => {
    for (const [name, bytes] of [
      ['a.pdf', '%PDF-1.7\n'],
      ['a.txt', 'hello'],
      ['empty', ''],
      ['cut.ofd', readFileSync(join(samples, 'good-v4-ofdrw-whole.ofd')).subarray(0, 3000)],
    ] as const) {
      writeFileSync(join(folder, name), bytes);
      expect([name, (await run(join(folder, name), ...trust)).code]).toEqual([name, 2]);
    }
    vi.stubEnv('LC_ALL', 'en_GB.UTF-8');
    expect((await run(join(folder, 'a.pdf'), ...trust)).out).toContain('does not end in %%EOF');
  });

  it('F145: signed PDFs are judged in the same form, with time, signer and each check', async () => {
    const folderOfPdf = join(root, 'packages/pdf/test/samples');
    for (const [name, code, reason] of [
      ['good-pdf-p256.pdf', 0, undefined],
      ['good-pdf-two.pdf', 0, undefined],
      ['good-pdf-sm2.pdf', 0, undefined],
      ['bad-pdf-appended.pdf', 1, 'changes'],
      ['bad-pdf-cms-bitflip.pdf', 1, 'signature_value'],
    ] as const) {
      const pem = join(folderOfPdf, name.includes('sm2') ? 'root.crt.pem' : 'pdf-rsa-root.crt.pem');
      const done = await run(join(folderOfPdf, name), '--trust', pem, '--json');
      const answer = JSON.parse(done.out);
      expect([name, done.code, answer.reason]).toEqual([name, code, reason]);
      expect(answer.signatures[0]).toMatchObject({ type: 'PDF 1.7', time: '2026-11-22T01:55:45.000Z' });
      expect(answer.signatures[0].checks.length).toBeGreaterThan(8);
    }
  });

  it('F145: speaks Chinese or English by the environment and lets nothing in a file drive the terminal', async () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    expect((await run(join(samples, 'bad-content-text.ofd'), ...trust)).out).toContain(
      '无效：受保护的内容在签章后被改动',
    );
    const { out } = await run(join(samples, 'good-v4-ofdrw-two-seals.ofd'), ...trust);
    expect(out.match(/^签章 /gm)).toHaveLength(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });

  it('F145: bad arguments and missing files are said to be so', async () => {
    await expect(run()).rejects.toThrow('name one file');
    await expect(run('x.ofd', '--at', 'soon', ...trust)).rejects.toThrow('--at');
    await expect(run(join(folder, 'none.ofd'), ...trust)).rejects.toThrow('ENOENT');
    await expect(run(join(samples, 'good-v1-ofdrw.ofd'), '--trust', join(samples, 'manifest.tsv'))).rejects.toThrow(
      'BEGIN',
    );
  });

  describe('with the installation’s own anchors', () => {
    let w: World;
    beforeAll(async () => {
      w = await startWorld(['senior-card']);
    });
    afterAll(() => w.close());

    it('F145: a licence of this installation is valid by keys/trust.pem alone, also from standard input; a changed byte is not', async () => {
      const { file } = await w.issue('senior-card', personHolder());
      const path = join(folder, 'licence.ofd');
      writeFileSync(path, file);
      vi.stubEnv('DATA_DIR', w.t.folder);
      const { code, out } = await run(path, '--json');
      expect(code).toBe(0);
      const checks = JSON.parse(out).signatures[0].checks as { id: string; ok: boolean }[];
      expect(checks.find((c) => c.id === 'revocation')?.ok).toBe(true);
      writeFileSync(
        path,
        Uint8Array.from(file, (b, i) => (i === file.length >> 1 ? b ^ 1 : b)),
      );
      expect((await run(path)).code).toBeGreaterThan(0);
      vi.stubEnv('DATA_DIR', join(folder, 'nothing'));
      await expect(run(path)).rejects.toThrow('trust.pem');
    });

    it('F145: root, intermediates and revocation lists may be given one by one', async () => {
      const { file } = await w.issue('senior-card', personHolder());
      const path = join(folder, 'own.ofd');
      writeFileSync(path, file);
      const { encodePem } = await import('@miaopi/gm');
      const own = await w.seals.anchors();
      const put = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const rootFile = put('own-root.pem', encodePem('CERTIFICATE', own.anchors[0]?.der as Uint8Array));
      const inter = put('own-inter.pem', encodePem('CERTIFICATE', own.intermediates[0]?.der as Uint8Array));
      const crls = own.crls.map((c, i) => put(`own-${i}.crl`, encodePem('X509 CRL', c.der)));
      expect((await run(path, '--trust', rootFile)).code).toBe(1);
      expect((await run(path, '--trust', rootFile, '--inter', inter, ...crls.flatMap((c) => ['--crl', c]))).code).toBe(
        0,
      );
    });
  });
});

/** A self-signed certificate that openssl made. */
async function otherRoot(): Promise<string> {
  const key = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      '/dev/null',
      '-subj',
      '/CN=other',
      '-days',
      '30',
    ],
    { encoding: 'utf8' },
  );
  return key.stdout;
}
