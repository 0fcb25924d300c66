import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, vi } from 'vitest';
import type * as door from '../src/index.ts';
import { AT, bytesOf, issueUnder, makeAuthority, sealOf, signerOf } from './material.ts';

const folder = new URL('../examples/', import.meta.url);

describe('examples', () => {
  it.each(readdirSync(folder))('%s runs and finds everything good', async (file) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const before = process.exitCode;
    await import(new URL(file, folder).href);
    expect(log).toHaveBeenCalled();
    expect(process.exitCode).toBe(before);
    log.mockRestore();
  });
});

describe('in the browser', () => {
  it('X08: the bundle of the door holds nothing of Node and judges seals, signed data and P-256 keys alike', async () => {
    const built = await build({
      entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    const code = built.outputFiles[0]!.text;
    expect(code).not.toMatch(/from\s*["']node:/);
    const web = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as typeof door;
    const root = makeAuthority();
    const signer = signerOf(issueUnder(root));
    expect(web.verifySealMaker(web.parseSeal(sealOf(signer)))).toBe(true);
    const options = { anchors: [root.certificate], at: AT, usage: 'digitalSignature' } as const;
    expect(web.verifyChain(signer.certificate, options).ok).toBe(true);
    const key = web.generateKey('p256');
    const certificate = issueUnder(root, { subjectPublicKey: key.publicKeyInfo }).certificate;
    const made = web.makeSignedData({
      content: bytesOf('a'),
      signer: web.fileSigner({ privateKey: key.pkcs8, certificate }),
      signingTime: AT,
    });
    expect(web.verifySignedData(web.parseSignedData(made))[0]!.ok).toBe(true);
  });
});
