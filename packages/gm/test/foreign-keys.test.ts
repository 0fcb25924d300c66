import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createCertificateRequest,
  decryptPrivateKeyInfo,
  encodePem,
  encryptPrivateKeyInfo,
  fileSigner,
  findSignerCertificate,
  GmError,
  generateKey,
  issueCertificate,
  issueCrl,
  makeSeal,
  makeSignedData,
  OID,
  parseCertificate,
  parseCertificateRequest,
  parseSignedData,
  pemToDer,
  type SyncSigner,
  signingKey,
  subjectOf,
  verifyChain,
  verifySignedData,
} from '../src/index.ts';
import * as web from '../src/platform-web.ts';
import { AT, bytesOf, FROM, issueUnder, makeAuthority, sealInput, TO } from './material.ts';

const KINDS = ['sm2', 'p256', 'rsa'] as const;
const hasSm2 = spawnSync('openssl', ['genpkey', '-algorithm', 'SM2']).status === 0;
let folder = '';
const put = (name: string, data: Uint8Array | string): string => {
  writeFileSync(join(folder, name), data);
  return join(folder, name);
};
const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
const message = bytesOf('准予行政许可');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gm-foreign-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// RSA keys take seconds to make: one for the authority, one below it.
const rsa = { above: generateKey('rsa'), below: generateKey('rsa') };
const keyOf = (kind: (typeof KINDS)[number], place: 'above' | 'below') =>
  kind === 'rsa' ? rsa[place] : generateKey(kind);

interface World {
  readonly root: Uint8Array;
  readonly signer: SyncSigner;
  readonly authority: SyncSigner;
}

function worldOf(authorityKind: (typeof KINDS)[number], leafKind: (typeof KINDS)[number]): World {
  const rootKey = keyOf(authorityKind, 'above');
  const name = { C: 'CN', O: '云州市', CN: `根 ${authorityKind}` };
  const authorityKey = signingKey(rootKey.pkcs8);
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: rootKey.publicKeyInfo,
    issuerKey: authorityKey,
    notBefore: FROM,
    notAfter: TO,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const authority = fileSigner({ privateKey: rootKey.pkcs8, certificate: root });
  const leafKey = keyOf(leafKind, 'below');
  const request = createCertificateRequest({ subject: { C: 'CN', CN: '审批局' }, keyPair: signingKey(leafKey.pkcs8) });
  const asked = parseCertificateRequest(request);
  const certificate = issueCertificate({
    subject: asked.subject,
    issuer: parseCertificate(root),
    subjectPublicKey: asked.publicKeyInfo,
    issuerKey: authority,
    notBefore: FROM,
    notAfter: TO,
    extensions: {
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      extendedKeyUsage: [OID.documentSigning, OID.emailProtection],
      crlUrl: 'http://ca.example.test/ca.crl',
      ocspUrl: 'http://ca.example.test/ocsp',
      issuerUrl: 'http://ca.example.test/ca.crt',
    },
  });
  return { root, authority, signer: fileSigner({ privateKey: leafKey.pkcs8, certificate }) };
}

const pairs = KINDS.flatMap((above) => KINDS.map((below) => [above, below] as const));

describe('keys of other kinds', () => {
  it.each(pairs)(
    'an authority of kind %s issues for a key of kind %s; chain and list are judged right',
    (above, below) => {
      const { root, authority, signer } = worldOf(above, below);
      const judge = (crls: Uint8Array[]) =>
        verifyChain(signer.certificate, { anchors: [root], at: AT, usage: 'digitalSignature', crls }).ok;
      expect(judge([])).toBe(true);
      const { serial } = parseCertificate(signer.certificate);
      const list = issueCrl({
        issuer: subjectOf(root),
        issuerKey: authority,
        thisUpdate: FROM,
        nextUpdate: TO,
        number: 1,
        revoked: [{ serial, revokedAt: FROM, reason: 'keyCompromise' }],
      });
      expect(judge([list])).toBe(false);
    },
  );

  it.runIf(hasSm2).each(pairs)('openssl accepts our %s → %s chain, request and list', (above, below) => {
    const { root, authority, signer } = worldOf(above, below);
    const ca = put('ca.pem', encodePem('CERTIFICATE', root));
    const leaf = put('leaf.pem', encodePem('CERTIFICATE', signer.certificate));
    const crl = issueCrl({
      issuer: subjectOf(root),
      issuerKey: authority,
      thisUpdate: FROM,
      nextUpdate: TO,
      number: 2,
      revoked: [],
    });
    const list = put('ca.crl', encodePem('X509 CRL', crl));
    const sm = above === 'sm2' ? ['-vfyopt', 'distid:1234567812345678'] : [];
    const time = ['-attime', String(AT.getTime() / 1000)];
    if (above !== 'sm2') {
      // openssl 3.0 has no option for the user id of a list's signature.
      expect(openssl('verify', ...time, '-crl_check', '-CRLfile', list, '-CAfile', ca, leaf)).toContain('OK');
    }
    expect(openssl('verify', ...sm, ...time, '-purpose', 'smimesign', '-CAfile', ca, leaf)).toContain('OK');
    const text = openssl('x509', '-in', leaf, '-noout', '-text');
    expect(text).toContain('OCSP - URI:http://ca.example.test/ocsp');
    expect(text).toContain('Digital Signature, Non Repudiation');
  });

  it('key files of every kind close and open under a password; a wrong one is told', () => {
    for (const kind of KINDS) {
      const { pkcs8 } = keyOf(kind, 'below');
      const closed = encryptPrivateKeyInfo(pkcs8, 'correct horse', { iterations: 1000 });
      expect(decryptPrivateKeyInfo(closed, 'correct horse')).toEqual(pkcs8);
      expect(() => decryptPrivateKeyInfo(closed, 'battery staple')).toThrow(GmError);
      const aes = encryptPrivateKeyInfo(pkcs8, 'correct horse', { iterations: 1000, scheme: 'aes-sha256' });
      const file = put('key.pem', encodePem('ENCRYPTED PRIVATE KEY', aes));
      const opened = openssl('pkey', '-in', file, '-passin', 'pass:correct horse');
      expect(signingKey(pemToDer(opened, 'PRIVATE KEY')).publicKeyInfo).toEqual(signingKey(pkcs8).publicKeyInfo);
    }
  });

  it('a certificate of another key, a key of another curve and a seal without SM2 are refused', () => {
    const { signer } = worldOf('p256', 'p256');
    const stranger = generateKey('p256').pkcs8;
    expect(() => fileSigner({ privateKey: stranger, certificate: signer.certificate })).toThrow(/does not belong/);
    const p384 = openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384');
    expect(() => signingKey(pemToDer(p384, 'PRIVATE KEY'))).toThrow(/SM2, P-256 or RSA/);
    const short = openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024');
    expect(() => signingKey(pemToDer(short, 'PRIVATE KEY'))).toThrow(/2,048/);
    expect(() => makeSeal({ ...sealInput(signer), maker: signer })).toThrow(/SM2/);
  });

  it('in the browser P-256 works the same and RSA says that it does not', () => {
    const { pkcs8, publicKeyInfo } = web.generateForeignKey('p256');
    const key = web.foreignPrivateKey(pkcs8);
    expect(key.publicKeyInfo).toEqual(publicKeyInfo);
    expect(signingKey(pkcs8).publicKeyInfo).toEqual(publicKeyInfo);
    const algorithm = { kind: 'ecdsa-p256', hash: 'sha256' } as const;
    expect(web.verifyForeign(algorithm, publicKeyInfo, message, key.sign(message))).toBe(true);
    expect(web.verifyForeign(algorithm, publicKeyInfo, message, signingKey(pkcs8).sign(message))).toBe(true);
    expect(() => web.foreignPrivateKey(rsa.below.pkcs8)).toThrow(/Node only/);
    expect(() => web.generateForeignKey('rsa')).toThrow(/Node only/);
  });
});

describe('signed data (CMS)', () => {
  it.each(KINDS)(
    'openssl cms verifies what a %s key signs, with and without attributes; not over other data',
    (kind) => {
      const { root, signer } = worldOf(kind === 'rsa' ? 'rsa' : 'p256', kind);
      const ca = put('ca.pem', encodePem('CERTIFICATE', root));
      const data = put('data.bin', message);
      const other = put('other.bin', bytesOf('不予行政许可'));
      for (const signedAttributes of [true, false]) {
        const made = makeSignedData({ content: message, detached: true, signer, signedAttributes });
        const file = put('sig.der', made);
        const verify = (content: string) =>
          spawnSync('openssl', [
            ...['cms', '-verify', '-inform', 'DER', '-in', file, '-content', content, '-CAfile', ca, '-binary'],
            ...['-attime', String(AT.getTime() / 1000)],
          ]).status;
        // openssl 3.0's cms has no way to give SM2 the national user id; our own eyes judge that one below.
        if (kind !== 'sm2') {
          expect(verify(data)).toBe(0);
          expect(verify(other)).not.toBe(0);
        }
        expect(openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', file)).toContain('pkcs7-signedData');
        const parsed = parseSignedData(made);
        expect(verifySignedData(parsed, { content: message })[0]!.reason).toBe('ok');
        expect(verifySignedData(parsed, { content: bytesOf('x') })[0]!.ok).toBe(false);
      }
    },
  );

  it.each(KINDS)(
    'a detached signature over a digest alone (PAdES, %s) names its certificate and carries its stamp',
    (kind) => {
      const { root, signer } = worldOf('p256', kind);
      const { algorithm } = signer;
      const oid = algorithm === 'sm2-sm3' ? OID.sm3 : OID.sha256;
      const whole = parseSignedData(makeSignedData({ content: message, signer, signingTime: AT }));
      expect(whole.signers[0]!.digestAlgorithm).toBe(oid);
      const contentDigest = whole.signers[0]!.attributes!.get(OID.messageDigest)!.slice(2);
      let stamped: Uint8Array | undefined;
      const token = makeSignedData({ content: bytesOf('token'), signer });
      const made = makeSignedData({
        contentDigest,
        signer,
        certificates: [root],
        timeStamp: (value) => {
          stamped = value;
          return token;
        },
      });
      const parsed = parseSignedData(made);
      const info = parsed.signers[0]!;
      expect(parsed.content).toBeUndefined();
      expect([...info.attributes!.keys()].sort()).toEqual(
        [OID.contentType, OID.messageDigest, OID.signingCertificateV2].sort(),
      );
      expect(info.unsignedAttributes.get(OID.signatureTimeStamp)).toEqual(token);
      expect(stamped).toEqual(info.signature);
      expect(verifySignedData(parsed, { content: message })[0]!.reason).toBe('ok');
      expect(findSignerCertificate(info, parsed.certificates)!.der).toEqual(signer.certificate);
      expect(openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', put('p.der', made))).toContain(
        'id-smime-aa-timeStampToken',
      );
    },
  );

  it('a re-issued certificate with the same key, name and serial does not pass for the one that signed', () => {
    const authority = makeAuthority();
    const signed = issueUnder(authority, { serial: 77n });
    const twin = issueUnder(authority, {
      serial: 77n,
      subjectPublicKey: signed.keys.publicKey,
      extensions: { keyUsage: ['nonRepudiation'] },
    });
    const signer = fileSigner({ privateKey: signed.keys.privateKey, certificate: signed.certificate });
    const made = makeSignedData({ content: message, signer, signingTime: AT });
    expect(verifySignedData(parseSignedData(made))[0]!.reason).toBe('ok');
    const bare = { ...parseSignedData(made), certificates: [twin.certificate] };
    expect(verifySignedData(bare)[0]!.reason).toBe('signing_certificate');
  });

  it('what openssl cms signs with P-256 and RSA we verify', () => {
    for (const kind of ['p256', 'rsa'] as const) {
      const { pkcs8 } = keyOf(kind, 'below');
      const key = put('k.pem', encodePem('PRIVATE KEY', pkcs8));
      const certificate = join(folder, 'c.pem');
      openssl('req', '-x509', '-new', '-key', key, '-subj', '/CN=other', '-out', certificate);
      const out = join(folder, 'o.der');
      const data = put('d.bin', message);
      for (const extra of [[], ['-noattr'], ['-cades'], ['-keyid']]) {
        openssl(
          ...['cms', '-sign', '-binary', '-in', data, '-signer', certificate, '-inkey', key, '-md', 'sha256'],
          ...['-outform', 'DER', '-out', out, ...extra],
        );
        const parsed = parseSignedData(new Uint8Array(readFileSync(out)));
        expect(verifySignedData(parsed, { content: message }).map(({ reason }) => reason)).toEqual(['ok']);
      }
    }
  });
});
