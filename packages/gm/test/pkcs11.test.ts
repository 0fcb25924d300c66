import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodePem,
  GmError,
  generateKey,
  issueCertificate,
  makeSignedData,
  parseCertificate,
  parseSignedData,
  signingKey,
  verifyChain,
  verifySignedData,
} from '../src/index.ts';
import { type Pkcs11Module, pkcs11Signer } from '../src/node.ts';
import { AT, bytesOf, FROM, issueUnder, makeAuthority, TO } from './material.ts';

// Runs where SoftHSM2 and the module pkcs11js are there (PKCS11JS may name its folder); skipped elsewhere.
const LIBRARY = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const module = ((): Pkcs11Module | undefined => {
  try {
    return createRequire(import.meta.url)(process.env.PKCS11JS ?? 'pkcs11js') as Pkcs11Module;
  } catch {
    return undefined;
  }
})();
const ready = LIBRARY !== undefined && module !== undefined && spawnSync('softhsm2-util', ['--version']).status === 0;

describe('PKCS#11', () => {
  it('without module or library the error says what to install', async () => {
    const options = { library: '/nowhere/lib.so', token: 't', pin: '1', key: 'k' };
    await expect(pkcs11Signer(options)).rejects.toMatchObject({ code: 'pkcs11_unavailable' });
    class Missing {
      load(): void {
        throw new Error('cannot open shared object file');
      }
    }
    const attempt = pkcs11Signer({ ...options, module: { PKCS11: Missing } as unknown as Pkcs11Module });
    await expect(attempt).rejects.toThrow(/check path and architecture/);
    await expect(attempt).rejects.toBeInstanceOf(GmError);
  });
});

describe.skipIf(!ready)('PKCS#11 with SoftHSM2', () => {
  const root = makeAuthority();
  const keys = { p256: generateKey('p256'), rsa: generateKey('rsa') };
  const certificate = (kind: keyof typeof keys) =>
    issueUnder(root, { subjectPublicKey: keys[kind].publicKeyInfo }).certificate;
  const certificates = { p256: certificate('p256'), rsa: certificate('rsa') };
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gm-p11-'));
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
    );
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
    const util = (...args: string[]) => execFileSync('softhsm2-util', args, { stdio: 'pipe' });
    util('--init-token', '--free', '--label', 'seals', '--so-pin', '12345678', '--pin', '1234');
    for (const [index, kind] of (['p256', 'rsa'] as const).entries()) {
      const file = join(folder, `${kind}.pem`);
      writeFileSync(file, encodePem('PRIVATE KEY', keys[kind].pkcs8));
      util('--import', file, '--token', 'seals', '--label', kind, '--id', `0${index + 1}`, '--pin', '1234');
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const options = (kind: keyof typeof keys, more: object = {}) => ({
    ...{ library: LIBRARY!, token: 'seals', pin: '1234', key: kind, certificate: certificates[kind], module: module! },
    ...more,
  });

  it('F144: a key on the token signs CMS that verifies, P-256 and RSA', async () => {
    for (const kind of ['p256', 'rsa'] as const) {
      const signer = await pkcs11Signer(options(kind));
      const made = makeSignedData({ content: bytesOf('准予'), signer, signingTime: AT });
      expect(verifySignedData(parseSignedData(made))[0]!.reason).toBe('ok');
      signer.close();
    }
  });

  it('F144: an authority whose key is on the token issues certificates', async () => {
    const name = { C: 'CN', CN: 'token CA' };
    const ca = issueCertificate({
      subject: name,
      issuer: name,
      subjectPublicKey: keys.p256.publicKeyInfo,
      issuerKey: signingKey(keys.p256.pkcs8),
      notBefore: FROM,
      notAfter: TO,
      extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
    });
    const signer = await pkcs11Signer(options('p256', { certificate: ca }));
    const below = issueCertificate({
      subject: { CN: 'below' },
      issuer: parseCertificate(ca),
      subjectPublicKey: generateKey('sm2').publicKeyInfo,
      issuerKey: signer,
      notBefore: FROM,
      notAfter: TO,
      extensions: { keyUsage: ['digitalSignature'] },
    });
    expect(verifyChain(below, { anchors: [ca], at: AT, usage: 'digitalSignature' }).ok).toBe(true);
    signer.close();
  });

  it('a wrong PIN, token, key, certificate, and SM2 without the maker’s mechanism are told apart', async () => {
    const fails = async (kind: keyof typeof keys, more: object) => {
      const error = (await pkcs11Signer(options(kind, more)).catch((e: unknown) => e)) as GmError;
      expect(error).toBeInstanceOf(GmError);
      return `${error.code}: ${error.message}`;
    };
    expect(await fails('p256', { pin: '9999' })).toMatch(/^pkcs11: the token refuses the PIN/);
    expect(await fails('p256', { token: 'none' })).toMatch(/^pkcs11: there is no token labelled none/);
    expect(await fails('p256', { key: 'none' })).toMatch(/^pkcs11: there is no private key/);
    expect(await fails('p256', { certificate: undefined })).toMatch(/^pkcs11: the token holds no certificate/);
    const stranger = issueUnder(root, { subjectPublicKey: generateKey('p256').publicKeyInfo }).certificate;
    expect(await fails('p256', { certificate: stranger })).toMatch(/^key: /);
    expect(await fails('p256', { certificate: issueUnder(root).certificate })).toMatch(/^unsupported: sm2Mechanism/);
  });
});
