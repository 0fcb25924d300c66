import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createCertificateRequest,
  decodePkcs8,
  decryptPkcs8,
  encodePem,
  encodePkcs8,
  encryptPkcs8,
  generateSm2KeyPair,
  issueCrl,
  parseCertificate,
  parseCertificateRequest,
  parseSeal,
  parseSealSignature,
  pemToDer,
  sm2Decrypt,
  sm2Encrypt,
  sm2Sign,
  sm2Verify,
  subjectOf,
  verifyChain,
} from '../src/index.ts';
import { AT, bytesOf, FROM, fixture, issueUnder, makeAuthority, TO } from './material.ts';

// The judge here is not ours: the openssl command line (3.x; the default user id must be given).
const hasSm2 = spawnSync('openssl', ['genpkey', '-algorithm', 'SM2']).status === 0;
const ID = 'distid:1234567812345678';
let folder = '';
const at = (name: string): string => join(folder, name);
const put = (name: string, data: Uint8Array | string): string => {
  writeFileSync(at(name), data);
  return at(name);
};
const get = (name: string): Uint8Array => new Uint8Array(readFileSync(at(name)));
const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gm-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasSm2)('openssl and this package agree', () => {
  const keys = generateSm2KeyPair();
  const message = bytesOf('准予行政许可');

  function publicPem(publicKey: Uint8Array): string {
    const root = makeAuthority();
    const { publicKeyInfo } = parseCertificate(issueUnder(root, { subjectPublicKey: publicKey }).certificate);
    return encodePem('PUBLIC KEY', publicKeyInfo);
  }

  const verifyArgs = (data: string, signature: string, key: string): string[] => [
    ...['pkeyutl', '-verify', '-rawin', '-digest', 'sm3', '-pkeyopt', ID],
    ...['-pubin', '-inkey', key, '-in', data, '-sigfile', signature],
  ];

  it('F144: what we sign openssl verifies, with random and deterministic nonces', () => {
    const key = put('pub.pem', publicPem(keys.publicKey));
    for (const nonce of ['random', 'deterministic'] as const) {
      const signature = put('a.sig', sm2Sign(message, keys, { nonce }));
      expect(openssl(...verifyArgs(put('a.txt', message), signature, key))).toContain('Verified Successfully');
    }
    const other = verifyArgs(put('b.txt', bytesOf('other')), at('a.sig'), key);
    expect(() => openssl(...other)).toThrow();
  });

  it('F144: what openssl signs we verify, under the same id only', () => {
    const key = put('key.pem', encodePem('PRIVATE KEY', encodePkcs8(keys.privateKey)));
    const data = put('c.txt', message);
    openssl(
      'pkeyutl',
      '-sign',
      '-rawin',
      '-digest',
      'sm3',
      '-pkeyopt',
      ID,
      '-inkey',
      key,
      '-in',
      data,
      '-out',
      at('c.sig'),
    );
    expect(sm2Verify(get('c.sig'), message, keys.publicKey)).toBe(true);
    expect(sm2Verify(get('c.sig'), message, keys.publicKey, { userId: '' })).toBe(false);
  });

  it('F144: SM2 encryption in DER form opens on the other side, both ways', () => {
    const key = put('key.pem', encodePem('PRIVATE KEY', encodePkcs8(keys.privateKey)));
    put('d.bin', sm2Encrypt(message, keys.publicKey, { format: 'der' }));
    openssl('pkeyutl', '-decrypt', '-inkey', key, '-in', at('d.bin'), '-out', at('d.txt'));
    expect(get('d.txt')).toEqual(message);
    const pub = put('pub.pem', publicPem(keys.publicKey));
    openssl('pkeyutl', '-encrypt', '-pubin', '-inkey', pub, '-in', at('d.txt'), '-out', at('e.bin'));
    expect(new Uint8Array(sm2Decrypt(get('e.bin'), keys, { format: 'der' }))).toEqual(message);
  });

  it('F144: a chain issued here is accepted by openssl verify, a foreign one is not', () => {
    const root = makeAuthority();
    const middle = issueUnder(root, {
      subject: { C: 'CN', CN: '中级' },
      extensions: { basicConstraints: { ca: true, pathLen: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] },
    });
    const leaf = issueUnder(middle);
    put('root.pem', encodePem('CERTIFICATE', root.certificate));
    put('middle.pem', encodePem('CERTIFICATE', middle.certificate));
    put('leaf.pem', encodePem('CERTIFICATE', leaf.certificate));
    put('other.pem', encodePem('CERTIFICATE', makeAuthority().certificate));
    // The command gives its user id only to the certificate named last: one step at a time.
    const verify = (anchor: string, certificate: string): string[] => [
      ...['verify', '-vfyopt', ID, '-attime', String(AT.getTime() / 1000), '-x509_strict', '-partial_chain'],
      ...['-trusted', at(anchor), at(certificate)],
    ];
    expect(openssl(...verify('root.pem', 'middle.pem'))).toContain('OK');
    expect(openssl(...verify('middle.pem', 'leaf.pem'))).toContain('OK');
    expect(() => openssl(...verify('other.pem', 'middle.pem'))).toThrow();
  });

  it('F144: a certificate, and a request, made by openssl are parsed and verified here', () => {
    openssl('genpkey', '-algorithm', 'SM2', '-out', at('o.key'));
    const common = ['-sm3', '-sigopt', ID, '-key', at('o.key'), '-utf8', '-subj', '/C=CN/CN=外部根'];
    openssl('req', '-x509', ...common, '-days', '30', '-outform', 'DER', '-out', at('o.crt'));
    const certificate = parseCertificate(get('o.crt'));
    expect(certificate.subject.text).toBe('CN=外部根,C=CN');
    const outside = decodePkcs8(pemToDer(readFileSync(at('o.key'), 'utf8')));
    const under = issueUnder({ keys: outside, certificate: certificate.der }, { issuer: certificate });
    const now = new Date(certificate.notBefore.getTime() + 1000);
    const result = verifyChain(under.certificate, { anchors: [certificate], at: now, usage: 'digitalSignature' });
    expect(result.checks.find(({ id }) => id === 'signatures')?.verdict).toBe('pass');
    openssl('req', '-new', ...common, '-outform', 'DER', '-out', at('o.csr'));
    expect(parseCertificateRequest(get('o.csr')).publicKey).toEqual(certificate.publicKey);
    const ours = createCertificateRequest({ subject: { C: 'CN', CN: '本方' }, keyPair: keys });
    put('ours.csr', encodePem('CERTIFICATE REQUEST', ours));
    expect(openssl('req', '-in', at('ours.csr'), '-noout', '-verify', '-vfyopt', ID, '-subject')).toContain('CN');
  });

  it('F144: a revocation list made here is read by openssl with its entries', () => {
    const root = makeAuthority();
    const crl = issueCrl({
      issuer: subjectOf(root.certificate),
      issuerKey: root.keys,
      thisUpdate: FROM,
      nextUpdate: TO,
      number: 5,
      revoked: [{ serial: '4a0b', revokedAt: AT, reason: 'keyCompromise', invalidSince: FROM }],
    });
    const text = openssl('crl', '-inform', 'DER', '-in', put('a.crl', crl), '-noout', '-text');
    expect(text).toMatch(/Serial Number: 4A0B/);
    expect(text).toMatch(/Key Compromise/);
    expect(text).toMatch(/SM2-with-SM3/);
  });

  it('key files open on the other side, both ways', () => {
    const pair = generateSm2KeyPair();
    const pem = encodePem(
      'ENCRYPTED PRIVATE KEY',
      encryptPkcs8(pair.privateKey, 'password-1', { scheme: 'aes-sha256' }),
    );
    const plain = openssl('pkcs8', '-in', put('k.pem', pem), '-passin', 'pass:password-1');
    expect(decodePkcs8(pemToDer(plain))).toEqual(pair);
    put('p.pem', encodePem('PRIVATE KEY', encodePkcs8(pair.privateKey)));
    for (const cipher of [
      ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA256'],
      ['-v2', 'aes-128-cbc'],
      ['-v2', 'sm4-cbc'],
    ]) {
      const made = openssl('pkcs8', '-topk8', '-in', at('p.pem'), ...cipher, '-passout', 'pass:password-2');
      expect(decryptPkcs8(pemToDer(made, 'ENCRYPTED PRIVATE KEY'), 'password-2')).toEqual(pair);
    }
  });

  it('F145: openssl agrees on the value of an ofdrw seal and of its signature', () => {
    const parsed = parseSealSignature(fixture('good-v4-ofdrw-whole.dat'));
    const seal = parseSeal(parsed.sealDer);
    const pairs = [
      [parsed.certificate, parsed.signedBytes, parsed.signature],
      [seal.makerCertificate, seal.signedBytes, seal.signedValue],
    ] as const;
    for (const [certificate, data, signature] of pairs) {
      const key = put('s.pem', encodePem('PUBLIC KEY', parseCertificate(certificate).publicKeyInfo));
      expect(openssl(...verifyArgs(put('s.bin', data), put('s.sig', signature), key))).toContain('Successfully');
    }
  });
});
