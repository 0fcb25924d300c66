import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  encodePem,
  generateKey,
  issueCertificate,
  OID,
  parseCertificate,
  signingKey,
  verifyWithCertificate,
} from '@miaopi/gm';
import { Pkcs11PinError } from '@miaopi/gm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/kernel/log.ts';
import { root } from '../../src/kernel/root.ts';
import { threadedToken } from '../../src/modules/seals/index.ts';

const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const hasModule = (() => {
  try {
    createRequire(import.meta.url)('pkcs11js');
    return true;
  } catch {
    return false;
  }
})();
const ready = library !== undefined && hasModule && spawnSync('softhsm2-util', ['--version']).status === 0;

const log = createLog('silent');
const message = new TextEncoder().encode('message');
const { pkcs8, publicKeyInfo } = generateKey('p256');
const certificate = issueCertificate({
  subject: { CN: 'key' },
  issuer: { CN: 'key' },
  subjectPublicKey: publicKeyInfo,
  issuerKey: signingKey(pkcs8),
  notBefore: new Date(Date.now() - 1000),
  notAfter: new Date(Date.now() + 1e9),
  extensions: { keyUsage: ['digitalSignature'] },
});

// inside the checkout, where the bundle finds what it leaves outside
mkdirSync(join(root, '.build'), { recursive: true });
const folder = mkdtempSync(join(root, '.build/token-'));
const settings = { library: library ?? '/nowhere.so', token: 'seals', pinFile: join(folder, 'pin') };
beforeAll(async () => {
  const { bundle, tokenThread } = await import(pathToFileURL(join(root, 'tools/build.mjs')).href);
  await bundle({ 'token-thread': tokenThread }, folder);
  writeFileSync(settings.pinFile, '1234\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const entry = (name = 'token-thread.js') => pathToFileURL(join(folder, name));

describe('a token in a thread of its own', () => {
  it('X13: one that hangs is given up with its thread, and the next signature gets a new one', async () => {
    writeFileSync(
      join(folder, 'hangs-once.mjs'),
      `import { existsSync, writeFileSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       const mark = ${JSON.stringify(join(folder, 'hung'))};
       parentPort.on('message', ({ id }) => {
         if (!existsSync(mark)) {
           writeFileSync(mark, '');
           Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
         }
         parentPort.postMessage({ id, signature: Uint8Array.of(1) });
       });`,
    );
    const token = threadedToken(entry('hangs-once.mjs'), settings, 400, log);
    await expect(token.sign('k', certificate, message)).rejects.toThrow(/thread of the token ended/);
    // a busy machine may take longer than the patience to start the next thread: then another one is started
    const again = async (): Promise<Uint8Array> => token.sign('k', certificate, message).catch(again);
    expect([...(await again())]).toEqual([1]);
    await token.close();
  });

  it('F150: what the token says of its PIN, or of a library that is not there, comes through the thread as it is', async () => {
    const missing = threadedToken(entry(), { ...settings, library: '/nowhere.so' }, 5000, log);
    await expect(missing.sign('k', certificate, message)).rejects.toMatchObject({ code: 'pkcs11_unavailable' });
    await missing.close();
    const told = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, error: { message: 'm', code: 'pkcs11', reason: 'locked' } }));`;
    writeFileSync(join(folder, 'locked.mjs'), told);
    const locked = threadedToken(entry('locked.mjs'), settings, 5000, log);
    const error = await locked.sign('k', certificate, message).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Pkcs11PinError);
    expect(error).toMatchObject({ reason: 'locked' });
    await locked.close();
  });

  it.skipIf(!ready)('F150: signs with a key on SoftHSM2 (P-256, as it knows no SM2); a wrong PIN is told', async () => {
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
    );
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
    const util = (...args: string[]) => execFileSync('softhsm2-util', args, { stdio: 'pipe' });
    util('--init-token', '--free', '--label', 'seals', '--so-pin', '12345678', '--pin', '1234');
    writeFileSync(join(folder, 'key.pem'), encodePem('PRIVATE KEY', pkcs8));
    util('--import', join(folder, 'key.pem'), '--token', 'seals', '--label', 'k', '--id', '01', '--pin', '1234');
    const token = threadedToken(entry(), settings, 5000, log);
    const signatures = await Promise.all([1, 2, 3].map(() => token.sign('k', certificate, message)));
    for (const signature of signatures)
      expect(verifyWithCertificate(parseCertificate(certificate), OID.ecdsaSha256, message, signature)).toBe(true);
    await token.close();
    writeFileSync(settings.pinFile, '9999\n');
    const wrong = threadedToken(entry(), settings, 5000, log);
    await expect(wrong.sign('k', certificate, message)).rejects.toMatchObject({ reason: 'incorrect' });
    await wrong.close();
  });
});
