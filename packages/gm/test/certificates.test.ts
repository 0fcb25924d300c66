import { describe, expect, it } from 'vitest';
import {
  createCertificateRequest,
  decodePem,
  decodePkcs8,
  decryptPkcs8,
  encodePem,
  encodePkcs8,
  encryptPkcs8,
  fileSigner,
  GmError,
  generateSm2KeyPair,
  issueCrl,
  nameValue,
  parseCertificate,
  parseCertificateRequest,
  parseCrl,
  pemToDer,
  subjectOf,
  toHex,
  type VerifyChainOptions,
  verifyChain,
} from '../src/index.ts';
import { AT, type Authority, bytesOf, FROM, fixture, issueUnder, makeAuthority, TO } from './material.ts';

const root = makeAuthority();
const middle = issueUnder(root, {
  subject: { C: 'CN', CN: '中级' },
  extensions: { basicConstraints: { ca: true, pathLen: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] },
});
const leaf = issueUnder(middle);

function judge(certificate: Uint8Array, options: Partial<VerifyChainOptions> = {}) {
  return verifyChain(certificate, {
    intermediates: [middle.certificate],
    anchors: [root.certificate],
    at: AT,
    usage: 'digitalSignature',
    ...options,
  });
}

function failing(certificate: Uint8Array, options: Partial<VerifyChainOptions> = {}): string[] {
  return judge(certificate, options)
    .checks.filter(({ verdict }) => verdict === 'fail')
    .map(({ id }) => id);
}

describe('certificates', () => {
  it('F144: an issued certificate says what it was asked to say', () => {
    const url = 'http://crl.example.test/a.crl';
    const { certificate, keys } = issueUnder(root, {
      subject: { C: 'CN', ST: '浙江', O: '某,局', CN: '张"三' },
      serial: 0xff01n,
      extensions: { keyUsage: ['digitalSignature', 'decipherOnly'], crlUrl: url },
    });
    const parsed = parseCertificate(certificate);
    expect(parsed).toMatchObject({
      version: 3,
      serial: '00ff01',
      notBefore: FROM,
      notAfter: TO,
      publicKeyAlgorithm: 'sm2',
      keyUsage: ['digitalSignature', 'decipherOnly'],
      isCa: false,
      pathLen: undefined,
      crlUrls: [url],
    });
    expect(parsed.subject.text).toBe('CN=张\\"三,O=某\\,局,ST=浙江,C=CN');
    expect(nameValue(parsed.subject, 'CN')).toBe('张"三');
    expect(parsed.publicKey).toEqual(keys.publicKey);
    expect(parsed.aki).toEqual(parseCertificate(root.certificate).ski);
    expect(parsed.issuer.der).toEqual(subjectOf(root.certificate).der);
  });

  it('a request proves its key; a changed one does not parse as good', () => {
    const keyPair = generateSm2KeyPair();
    const request = createCertificateRequest({ subject: { C: 'CN', CN: '申请人' }, keyPair });
    const parsed = parseCertificateRequest(request);
    expect(parsed.publicKey).toEqual(keyPair.publicKey);
    expect(nameValue(parsed.subject, 'CN')).toBe('申请人');
    for (let at = 0; at < request.length; at += 3) {
      const changed = Uint8Array.from(request);
      changed[at]! ^= 0x11;
      expect(() => parseCertificateRequest(changed), `byte ${at}`).toThrow(GmError);
    }
  });

  it('certificates not yet or no longer parsed strictly are refused', () => {
    expect(() => parseCertificate(Uint8Array.of(...leaf.certificate, 0))).toThrow(/bytes after the end/);
    expect(() => parseCertificate(leaf.certificate.subarray(0, 100))).toThrow(/cut off/);
    expect(() => parseCertificate(new Uint8Array(70_000))).toThrow(GmError);
    expect(() => issueUnder(root, { notBefore: TO, notAfter: FROM })).toThrow(/earlier/);
    expect(() => issueUnder(root, { subject: { XX: 'a' } })).toThrow(/unknown name attribute/);
  });

  it('a file signer takes only the key of its certificate', () => {
    const { privateKey } = generateSm2KeyPair();
    expect(() => fileSigner({ privateKey, certificate: leaf.certificate })).toThrow(/does not belong/);
  });
});

describe('chains', () => {
  it('F145: leaf, intermediate and root make a good chain; without the intermediate there is no path', () => {
    const result = judge(leaf.certificate);
    expect(result.ok).toBe(true);
    expect(result.chain).toHaveLength(3);
    expect(result.checks.find(({ id }) => id === 'revocation')?.verdict).toBe('unknown');
    expect(failing(leaf.certificate, { intermediates: [] })).toEqual(['path']);
    expect(failing(leaf.certificate, { anchors: [makeAuthority().certificate] })).toEqual(['path']);
    expect(failing(leaf.certificate, { requireRevocation: true })).toEqual(['revocation']);
  });

  it('F145: validity is judged at the time asked, not now', () => {
    const short = issueUnder(root, { notBefore: new Date('2026-02-01'), notAfter: new Date('2026-03-01') });
    expect(judge(short.certificate, { at: new Date('2026-02-10') }).ok).toBe(true);
    expect(failing(short.certificate, { at: new Date('2026-04-01') })).toEqual(['validity']);
    expect(failing(short.certificate, { at: new Date('2026-01-10') })).toEqual(['validity']);
  });

  it('who is no authority cannot issue: no basic constraints, no keyCertSign, path too long', () => {
    const plain = issueUnder(root, { subject: { CN: '普通' } });
    expect(failing(issueUnder(plain).certificate, { intermediates: [plain.certificate] })).toEqual(['authority']);
    const noSign = issueUnder(root, {
      subject: { CN: '无签发' },
      extensions: { basicConstraints: { ca: true }, keyUsage: ['cRLSign'] },
    });
    expect(failing(issueUnder(noSign).certificate, { intermediates: [noSign.certificate] })).toEqual(['authority']);
    const deeper: Authority = issueUnder(middle, {
      subject: { CN: '再下级' },
      extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign'] },
    });
    const certificates = [middle.certificate, deeper.certificate];
    expect(failing(issueUnder(deeper).certificate, { intermediates: certificates })).toEqual(['authority']);
  });

  it('an impostor with the name of the root but another key is not believed', () => {
    const impostor = makeAuthority();
    const forged = issueUnder(impostor, { extensions: { keyUsage: ['digitalSignature'], authorityKeyId: false } });
    expect(failing(forged.certificate)).toEqual(['signatures']);
  });

  it('key usage and extended usage must fit', () => {
    const cipher = issueUnder(root, { extensions: { keyUsage: ['keyEncipherment'] } });
    expect(failing(cipher.certificate)).toEqual(['usage']);
    expect(failing(leaf.certificate, { usage: 'keyCertSign' })).toEqual(['usage']);
    expect(failing(leaf.certificate, { extendedUsage: '1.3.6.1.5.5.7.3.8' })).toEqual(['usage']);
  });
});

describe('revocation', () => {
  const revokedAt = new Date('2026-06-01T00:00:00Z');
  const serial = parseCertificate(leaf.certificate).serial;
  const list = (revoked: Parameters<typeof issueCrl>[0]['revoked'], by = middle): Uint8Array =>
    issueCrl({
      issuer: subjectOf(middle.certificate),
      issuerKey: by.keys,
      thisUpdate: new Date('2026-07-01T00:00:00Z'),
      nextUpdate: new Date('2027-07-01T00:00:00Z'),
      number: 7,
      revoked,
    });

  it('F145 X05: a revoked certificate is bad from the revocation on and good before it', () => {
    const crl = list([{ serial, revokedAt, reason: 'keyCompromise' }]);
    expect(parseCrl(crl).number).toBe(7n);
    expect(failing(leaf.certificate, { crls: [crl], at: new Date('2026-05-31T00:00:00Z') })).toEqual([]);
    expect(failing(leaf.certificate, { crls: [crl], at: revokedAt })).toEqual(['revocation']);
    const result = judge(leaf.certificate, { crls: [crl] });
    expect(result.revoked?.entry).toMatchObject({ serial, reason: 'keyCompromise' });
  });

  it('a known earlier loss of the key counts from that day', () => {
    const crl = list([{ serial, revokedAt, invalidSince: new Date('2026-04-01T00:00:00Z') }]);
    expect(failing(leaf.certificate, { crls: [crl], at: new Date('2026-05-01T00:00:00Z') })).toEqual(['revocation']);
    expect(failing(leaf.certificate, { crls: [crl], at: new Date('2026-03-01T00:00:00Z') })).toEqual([]);
  });

  it('a list signed by another key says nothing', () => {
    const crl = list([{ serial, revokedAt }], makeAuthority());
    expect(judge(leaf.certificate, { crls: [crl] }).ok).toBe(true);
    expect(failing(leaf.certificate, { crls: [crl], requireRevocation: true })).toEqual(['revocation']);
  });

  it('lists of all issuers together answer fully', () => {
    const rootList = issueCrl({
      issuer: subjectOf(root.certificate),
      issuerKey: root.keys,
      thisUpdate: FROM,
      nextUpdate: TO,
      number: 1,
      revoked: [],
    });
    const result = judge(leaf.certificate, { crls: [list([]), rootList], requireRevocation: true });
    expect(result.checks.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});

describe('key files', () => {
  const keys = generateSm2KeyPair();

  it('PKCS#8 and both encrypted forms come back', () => {
    expect(decodePkcs8(encodePkcs8(keys.privateKey))).toEqual(keys);
    for (const scheme of ['sm4-sm3', 'aes-sha256'] as const) {
      const file = encryptPkcs8(keys.privateKey, '口令-password', { scheme, iterations: 1000 });
      expect(decryptPkcs8(file, '口令-password')).toEqual(keys);
      expect(() => decryptPkcs8(file, '口令-passwore')).toThrow(GmError);
    }
    expect(() => encryptPkcs8(keys.privateKey, 'short')).toThrow(/8 characters/);
  });

  it('a key whose public key does not belong to it is refused, also where something else stands in the place of that', () => {
    const good = encodePkcs8(keys.privateKey);
    const damaged = Uint8Array.from(good);
    const at = toHex(good).indexOf(toHex(keys.privateKey)) / 2;
    damaged[at + 5]! ^= 0x10;
    expect(() => decodePkcs8(damaged)).toThrow(/does not belong/);
    const tag = toHex(good).indexOf(`a14403420004`) / 2;
    for (const other of [0xa0, 0xa2, 0xa3, 0x81, 0x04]) {
      damaged[tag] = other;
      expect(() => decodePkcs8(damaged), other.toString(16)).toThrow(GmError);
    }
  });

  it('PEM comes back and other texts are refused', () => {
    const text = encodePem('CERTIFICATE', leaf.certificate) + encodePem('X', bytesOf('x'));
    expect(decodePem(text).map(({ label }) => label)).toEqual(['CERTIFICATE', 'X']);
    expect(toHex(pemToDer(text, 'CERTIFICATE'))).toBe(toHex(leaf.certificate));
    expect(() => decodePem('hello')).toThrow(GmError);
    expect(() => decodePem('-----BEGIN A-----\n!!!!\n-----END A-----')).toThrow(/base64/);
    expect(() => decodePem('-----BEGIN A-----\nAAAA\n-----END B-----')).toThrow(/END line/);
    expect(parseCertificate(pemToDer(new TextDecoder().decode(fixture('root.crt.pem')))).isCa).toBe(true);
  });
});
