import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerTimeStampRequest,
  createTimeStampRequest,
  encodePem,
  fileSigner,
  generateKey,
  issueCertificate,
  makeSealSignature,
  makeSignedData,
  makeTimeStampToken,
  OID,
  parseCertificate,
  parseSealSignature,
  parseSignedData,
  parseTimeStamp,
  parseTimeStampRequest,
  parseTimeStampResponse,
  type SyncSigner,
  signingKey,
  sm3,
  verifyTimeStamp,
} from '../src/index.ts';
import { AT, bytesOf, FROM, issueUnder, makeAuthority, sealOf, signerOf, TO } from './material.ts';

const POLICY = '1.2.156.10197.6.9.1';
const root = makeAuthority();
const stamping = issueUnder(root, {
  subject: { C: 'CN', CN: '时间戳' },
  extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.timeStamping] },
});
const data = bytesOf('signature value');
let serial = 100n;
const authorityOf = (signer: SyncSigner) => ({
  signer,
  policy: POLICY,
  now: () => AT,
  nextSerial: () => {
    serial += 1n;
    return serial;
  },
});

function tokenOf(signer = signerOf(stamping), over = data): Uint8Array {
  const request = createTimeStampRequest({ data: over });
  const response = parseTimeStampResponse(answerTimeStampRequest(request.der, authorityOf(signer)), request);
  if (!response.granted) throw new Error(response.message);
  return response.token;
}

const judge = (token: Uint8Array, over = data) =>
  verifyTimeStamp(parseTimeStamp(token), over, { anchors: [root.certificate] });

describe('time stamps', () => {
  it('F146: asked for, made with SM2/SM3 and verified, with time, policy, accuracy and nonce', () => {
    const token = tokenOf();
    expect(parseTimeStamp(token)).toMatchObject({ time: AT, policy: POLICY, accuracyMs: 1000, digest: sm3(data) });
    expect(judge(token)).toMatchObject({ ok: true, reason: 'ok' });
    expect(judge(token, bytesOf('other')).reason).toBe('digest');
  });

  it('F146: only an authority certified for time stamping is believed', () => {
    expect(judge(tokenOf(signerOf(issueUnder(root)))).reason).toBe('chain');
    expect(judge(tokenOf(signerOf(issueUnder(makeAuthority())))).reason).toBe('chain');
  });

  it('what an authority may not stamp it refuses in an answer, with the reason', () => {
    const refuse = (request: Uint8Array) =>
      parseTimeStampResponse(answerTimeStampRequest(request, authorityOf(signerOf(stamping))));
    expect(refuse(bytesOf('no'))).toMatchObject({ granted: false, failure: 'badDataFormat' });
    const policy = createTimeStampRequest({ data, policy: '1.2.3.4' });
    expect(refuse(policy.der)).toMatchObject({ granted: false, failure: 'unacceptedPolicy' });
  });

  it('an answer to another request is not taken', () => {
    const request = createTimeStampRequest({ data });
    const answer = answerTimeStampRequest(request.der, authorityOf(signerOf(stamping)));
    expect(() => parseTimeStampResponse(answer, createTimeStampRequest({ data }))).toThrow(/nonce/);
    expect(() => parseTimeStampResponse(answer, createTimeStampRequest({ data: bytesOf('x') }))).toThrow(/digest/);
  });

  it('F146: a seal signature carries the stamp over its value in [0]', () => {
    const signer = signerOf(issueUnder(root));
    const made = makeSealSignature({
      seal: sealOf(signer),
      signer,
      dataHash: sm3(data),
      propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
      time: AT,
      timeStamp: (value) => tokenOf(signerOf(stamping), value),
    });
    const parsed = parseSealSignature(made);
    expect(judge(parsed.timeStamp!, parsed.signature).ok).toBe(true);
    expect(judge(parsed.timeStamp!, data).reason).toBe('digest');
  });

  it('any one changed byte of a token is refused, fails, or lies outside of what it says and signs', () => {
    const token = tokenOf();
    const told = ({ signedData, ...rest }: ReturnType<typeof parseTimeStamp>) => [
      rest,
      signedData.signers[0]!.signature,
    ];
    const right = told(parseTimeStamp(token));
    const outside: number[] = [];
    for (let i = 0; i < token.length; i += 1) {
      const changed = Uint8Array.from(token);
      changed[i]! ^= 1 << (i % 8);
      let ok = false;
      try {
        ok = judge(changed).ok;
      } catch (error) {
        expect(error).toHaveProperty('code');
      }
      if (!ok) continue;
      outside.push(i);
      expect(told(parseTimeStamp(changed)), `byte ${i}`).toEqual(right);
    }
    // The version of SignedData is not signed and only bounded (1–5): PKCS#7 and GB/T 35275 write 1 where CMS writes 3.
    // After the headers of ContentInfo (4), its type (11), [0] (4) and SignedData (4) come tag, length and value.
    expect(Buffer.from(token.subarray(23, 26)).toString('hex')).toBe('020103');
    expect(outside).toEqual([25]);
  }, 60_000);

  it('a token without certificates is verified with the one known', () => {
    const token = makeTimeStampToken({
      ...{ signer: signerOf(stamping), policy: POLICY, serial: 7n, time: AT, digestAlgorithm: OID.sm3 },
      ...{ digest: sm3(data), withCertificate: false },
    });
    expect(judge(token).reason).toBe('signature');
    const trust = { anchors: [root.certificate], intermediates: [stamping.certificate] };
    expect(verifyTimeStamp(parseTimeStamp(token), data, trust).ok).toBe(true);
  });
});

describe('time stamps and openssl', () => {
  let folder = '';
  const at = (file: string): string => join(folder, file);
  const put = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(at(name), bytes);
    return at(name);
  };
  const get = (name: string): Uint8Array => new Uint8Array(readFileSync(at(name)));
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  const caKey = generateKey('p256');
  const name = { C: 'CN', CN: 'P-256 CA' };
  const ca = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: caKey.publicKeyInfo,
    issuerKey: signingKey(caKey.pkcs8),
    notBefore: FROM,
    notAfter: TO,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const tsaOf = (kind: 'p256' | 'rsa') => {
    const key = generateKey(kind);
    const certificate = issueCertificate({
      subject: { C: 'CN', CN: `TSA ${kind}` },
      issuer: parseCertificate(ca),
      subjectPublicKey: key.publicKeyInfo,
      issuerKey: signingKey(caKey.pkcs8),
      notBefore: FROM,
      notAfter: TO,
      extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.timeStamping] },
    });
    return { key, signer: fileSigner({ privateKey: key.pkcs8, certificate }) };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gm-ts-'));
    put('ca.pem', encodePem('CERTIFICATE', ca));
    put('data.bin', data);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['p256', 'rsa'] as const)('F146: openssl ts verifies what we answer to its request (%s)', (kind) => {
    const { signer } = tsaOf(kind);
    openssl('ts', '-query', '-data', at('data.bin'), '-sha256', '-cert', '-out', at('q.tsq'));
    const request = get('q.tsq');
    expect(parseTimeStampRequest(request)).toMatchObject({ digestAlgorithm: OID.sha256, certificateWanted: true });
    put('r.tsr', answerTimeStampRequest(request, authorityOf(signer)));
    const verify = ['ts', '-verify', '-in', at('r.tsr'), '-CAfile', at('ca.pem')];
    expect(openssl(...verify, '-queryfile', at('q.tsq'))).toContain('Verification: OK');
    expect(openssl('ts', '-reply', '-in', at('r.tsr'), '-text')).toContain('Status: Granted');
  });

  it.each(['p256', 'rsa'] as const)('F146: we verify what openssl ts answers to our request (%s)', (kind) => {
    const { key, signer } = tsaOf(kind);
    put('tsa.pem', encodePem('CERTIFICATE', signer.certificate));
    put('tsa.key', encodePem('PRIVATE KEY', key.pkcs8));
    put('serial', '01\n');
    put(
      'ts.cnf',
      `[ tsa ]\ndefault_tsa = t\n[ t ]\nserial = ${at('serial')}\nsigner_cert = ${at('tsa.pem')}\nsigner_key = ${at('tsa.key')}\n` +
        `signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1, millisecs:500\ness_cert_id_alg = sha256\n`,
    );
    const request = createTimeStampRequest({ data, digestAlgorithm: 'sha256' });
    put('ours.tsq', request.der);
    openssl('ts', '-reply', '-queryfile', at('ours.tsq'), '-config', at('ts.cnf'), '-out', at('theirs.tsr'));
    const response = parseTimeStampResponse(get('theirs.tsr'), request);
    if (!response.granted) throw new Error(response.message);
    expect(response.stamp.accuracyMs).toBe(1500);
    expect(verifyTimeStamp(response.stamp, data, { anchors: [ca] })).toMatchObject({ ok: true });
    expect(verifyTimeStamp(response.stamp, bytesOf('x'), { anchors: [ca] }).ok).toBe(false);
  });

  it('F146: a CMS signature with a stamp as unsigned attribute (B-T) still verifies in openssl cms', () => {
    const holder = tsaOf('p256').signer;
    const { signer } = tsaOf('p256');
    const made = makeSignedData({
      content: data,
      signer: holder,
      signedAttributes: true,
      detached: true,
      timeStamp: (value) =>
        makeTimeStampToken({
          ...{ signer, policy: POLICY, serial: 9n, time: AT, digestAlgorithm: OID.sm3, digest: sm3(value) },
        }),
    });
    put('bt.der', made);
    const verify = ['cms', '-verify', '-inform', 'DER', '-binary', '-purpose', 'any', '-CAfile', at('ca.pem')];
    expect(openssl(...verify, '-in', at('bt.der'), '-content', at('data.bin'))).toContain('signature value');
    const info = parseSignedData(made).signers[0]!;
    const token = info.unsignedAttributes.get(OID.signatureTimeStamp)!;
    expect(verifyTimeStamp(parseTimeStamp(token), info.signature, { anchors: [ca] }).ok).toBe(true);
  });
});
