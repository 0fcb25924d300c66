import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOcspRequest,
  type CertificateStanding,
  createOcspRequest,
  encodePem,
  fileSigner,
  generateKey,
  issueCertificate,
  issueCrl,
  OID,
  parseCertificate,
  parseOcspRequest,
  parseOcspResponse,
  refuseOcsp,
  type SyncSigner,
  signingKey,
  subjectOf,
  verifyChain,
  verifyOcspResponse,
} from '../src/index.ts';
import { bytesOf, FROM, issueUnder, makeAuthority, signerOf, TO } from './material.ts';

const NOW = new Date('2026-11-22T01:00:00Z');
const HOUR = 3_600_000;
const root = makeAuthority();
const leaf = issueUnder(root);
const delegate = issueUnder(root, {
  subject: { C: 'CN', CN: '状态应答' },
  extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.ocspSigning], ocspNoCheck: true },
});
const certificate = leaf.certificate;
const issuer = root.certificate;
const good: CertificateStanding = { status: 'good' };
const revoked: CertificateStanding = {
  status: 'revoked',
  revokedAt: new Date('2026-06-01T00:00:00Z'),
  reason: 'keyCompromise',
};

function answered(signer: SyncSigner, standing = good, request = createOcspRequest({ certificate, issuer })) {
  const der = answerOcspRequest(request.der, { signer, issuer, now: () => NOW, standing: () => standing });
  return { response: parseOcspResponse(der), nonce: request.nonce!, der };
}

const judge = (response: ReturnType<typeof parseOcspResponse>, more: object = {}) =>
  verifyOcspResponse(response, { certificate, issuer, at: NOW, ...more });

describe('OCSP', () => {
  it('X05: the authority or its delegate answers; the answer is authentic, fresh and about the certificate', () => {
    for (const signer of [signerOf(root), signerOf(delegate)]) {
      const { response, nonce } = answered(signer);
      const verdict = judge(response, { nonce });
      expect(verdict).toMatchObject({ ok: true, reason: 'ok', answer: { status: 'good' } });
      expect(verdict.responder!.der).toEqual(signer.certificate);
      const told = judge(answered(signer, revoked).response);
      expect(told).toMatchObject({ ok: true, answer: { ...revoked } });
      expect(judge(answered(signer, { status: 'unknown' }).response).answer!.status).toBe('unknown');
    }
  });

  it('X05: a stranger, a sibling without OCSP signing, and a delegate of another authority are not believed', () => {
    expect(judge(answered(signerOf(makeAuthority())).response).reason).toBe('signature');
    expect(judge(answered(signerOf(leaf)).response).reason).toBe('responder');
    const other = makeAuthority();
    const foreign = issueUnder(other, {
      subject: { C: 'CN', CN: '状态应答' },
      extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.ocspSigning] },
    });
    expect(judge(answered(signerOf(foreign)).response).reason).toBe('responder');
    const expired = issueUnder(root, {
      subject: { C: 'CN', CN: '旧应答' },
      notAfter: new Date('2026-02-01T00:00:00Z'),
      extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.ocspSigning] },
    });
    expect(judge(answered(signerOf(expired)).response).reason).toBe('responder');
  });

  it('an answer to another request, about another certificate, stale or from the future is told', () => {
    const { response } = answered(signerOf(delegate));
    expect(judge(response, { nonce: new Uint8Array(32) }).reason).toBe('nonce');
    expect(judge(response, { certificate: delegate.certificate }).reason).toBe('no_answer');
    expect(judge(response, { at: new Date(NOW.getTime() + 2 * HOUR) }).reason).toBe('stale');
    expect(judge(response, { at: new Date(NOW.getTime() + 2 * HOUR), stored: true }).reason).toBe('ok');
    expect(judge(response, { at: new Date(NOW.getTime() - HOUR) }).reason).toBe('not_yet');
    const refused = parseOcspResponse(refuseOcsp('tryLater'));
    expect(refused.status).toBe('tryLater');
    expect(judge(refused).reason).toBe('refused');
  });

  it('a malformed request gets an answer that says so; certificates of another authority are unknown', () => {
    const authority = { signer: signerOf(delegate), issuer, now: () => NOW, standing: () => good };
    expect(parseOcspResponse(answerOcspRequest(bytesOf('x'), authority)).status).toBe('malformedRequest');
    const other = makeAuthority('别家');
    const foreign = createOcspRequest({ certificate: issueUnder(other).certificate, issuer: other.certificate });
    const response = parseOcspResponse(answerOcspRequest(foreign.der, authority));
    expect(response.answers[0]!.status).toBe('unknown');
  });

  it('any one changed byte of an answer is refused or fails', () => {
    const { der, nonce } = answered(signerOf(delegate));
    for (let i = 0; i < der.length; i += 1) {
      const changed = Uint8Array.from(der);
      changed[i]! ^= 1 << (i % 8);
      let ok = false;
      try {
        ok = judge(parseOcspResponse(changed), { nonce }).ok;
      } catch (error) {
        expect(error).toHaveProperty('code');
      }
      expect(ok, `byte ${i}`).toBe(false);
    }
  }, 60_000);

  it('X05: a chain takes answers as evidence: revoked from then on, good before, unproven times not after a lost key', () => {
    const ocsp = [answered(signerOf(delegate), revoked).der];
    const chain = (at: string, timeProven?: boolean) =>
      verifyChain(certificate, {
        anchors: [issuer],
        at: new Date(at),
        usage: 'digitalSignature',
        ocsp,
        requireRevocation: true,
        ...(timeProven === undefined ? {} : { timeProven }),
      });
    expect(chain('2026-07-01T00:00:00Z')).toMatchObject({ ok: false, revoked: { entry: { reason: 'keyCompromise' } } });
    const before = chain('2026-05-01T00:00:00Z');
    expect(before.ok).toBe(true);
    expect(before.revokedLater!.entry.reason).toBe('keyCompromise');
    expect(chain('2026-05-01T00:00:00Z', false).ok).toBe(false);
    const list = (reason: 'superseded' | 'keyCompromise') =>
      issueCrl({
        issuer: subjectOf(issuer),
        issuerKey: root.keys,
        thisUpdate: NOW,
        nextUpdate: TO,
        number: 3,
        revoked: [{ serial: parseCertificate(certificate).serial, revokedAt: NOW, reason }],
      });
    const byList = (reason: 'superseded' | 'keyCompromise') =>
      verifyChain(certificate, {
        anchors: [issuer],
        at: FROM,
        usage: 'digitalSignature',
        crls: [list(reason)],
        timeProven: false,
      }).ok;
    expect([byList('superseded'), byList('keyCompromise')]).toEqual([true, false]);
    // Without any evidence nothing is known, and a forged answer is none.
    const forged = [answered(signerOf(makeAuthority()), good).der];
    const result = verifyChain(certificate, { anchors: [issuer], at: NOW, usage: 'digitalSignature', ocsp: forged });
    expect(result.checks.find(({ id }) => id === 'revocation')!.verdict).toBe('unknown');
  });
});

describe('OCSP and openssl', () => {
  let folder = '';
  const put = (name: string, data: Uint8Array | string): string => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' });
  const keys = generateKey('p256');
  const name = { C: 'CN', CN: 'P-256 CA' };
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const authority = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: keys.publicKeyInfo,
    issuerKey: signingKey(keys.pkcs8),
    notBefore: FROM,
    notAfter: TO,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign', 'digitalSignature'] },
  });
  const signer = fileSigner({ privateKey: keys.pkcs8, certificate: authority });
  const subjectKeys = generateKey('p256');
  const subject = issueCertificate({
    subject: { C: 'CN', CN: 'holder' },
    issuer: parseCertificate(authority),
    subjectPublicKey: subjectKeys.publicKeyInfo,
    issuerKey: signer,
    serial: 0x1234n,
    notBefore: FROM,
    notAfter: TO,
    extensions: { keyUsage: ['digitalSignature'] },
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gm-ocsp-'));
    put('ca.pem', encodePem('CERTIFICATE', authority));
    put('leaf.pem', encodePem('CERTIFICATE', subject));
    put('key.pem', encodePem('PRIVATE KEY', keys.pkcs8));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (file: string): string => join(folder, file);

  it('X05: openssl verifies the answer we give to its request, good and revoked', () => {
    openssl('ocsp', '-issuer', at('ca.pem'), '-cert', at('leaf.pem'), '-reqout', at('req.der'));
    const request = new Uint8Array(readFileSync(at('req.der')));
    expect(parseOcspRequest(request).certificates[0]!.serial).toBe('1234');
    for (const standing of [good, revoked]) {
      const answer = answerOcspRequest(request, {
        signer,
        issuer: authority,
        now: () => now,
        standing: () => standing,
      });
      put('resp.der', answer);
      const told = openssl(
        ...['ocsp', '-respin', at('resp.der'), '-issuer', at('ca.pem'), '-cert', at('leaf.pem')],
        ...['-CAfile', at('ca.pem'), '-no_nonce'],
      );
      expect(told).toContain(`leaf.pem: ${standing.status}`);
      if (standing.status === 'revoked') expect(told).toContain('Reason: keyCompromise');
    }
  });

  it('X05: we verify the answer openssl gives to our request', () => {
    const index = put('index.txt', 'R\t360101000000Z\t260601000000Z,keyCompromise\t1234\tunknown\t/C=CN/CN=holder\n');
    for (const hash of ['sha1', 'sha256'] as const) {
      const request = createOcspRequest({ certificate: subject, issuer: authority, hash });
      put('ours.der', request.der);
      openssl(
        ...['ocsp', '-index', index, '-CA', at('ca.pem'), '-rsigner', at('ca.pem'), '-rkey', at('key.pem')],
        ...['-reqin', at('ours.der'), '-respout', at('theirs.der'), '-ndays', '1'],
      );
      const response = parseOcspResponse(new Uint8Array(readFileSync(at('theirs.der'))));
      const verdict = verifyOcspResponse(response, {
        certificate: subject,
        issuer: authority,
        at: new Date(),
        nonce: request.nonce!,
      });
      expect(verdict).toMatchObject({ ok: true, answer: { status: 'revoked', reason: 'keyCompromise' } });
    }
  });
});
