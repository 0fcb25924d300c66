// `npx tsx packages/gm/examples/sign-for-pdf.ts`: the detached CMS of a PDF signature (PAdES B-B) with P-256.
import { createHash } from 'node:crypto';
import {
  fileSigner,
  generateKey,
  issueCertificate,
  makeSignedData,
  OID,
  parseSignedData,
  signingKey,
  verifyChain,
  verifySignedData,
} from '../src/index.ts';

const key = generateKey('p256');
const name = { C: 'CN', O: '云州市', CN: '云州市电子文件签名' };
const certificate = issueCertificate({
  subject: name,
  issuer: name,
  subjectPublicKey: key.publicKeyInfo,
  issuerKey: signingKey(key.pkcs8),
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2029-01-01T00:00:00Z'),
  extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'], extendedKeyUsage: [OID.documentSigning] },
});

const byteRange = new TextEncoder().encode('%PDF-1.7 … all but the place of the signature');
const contentDigest = new Uint8Array(createHash('sha256').update(byteRange).digest());
const cms = makeSignedData({ signer: fileSigner({ privateKey: key.pkcs8, certificate }), contentDigest });

const [verdict] = verifySignedData(parseSignedData(cms), { content: byteRange });
const trusted = verifyChain(verdict!.certificate!, {
  anchors: [certificate],
  at: new Date('2026-11-28T00:00:00Z'),
  usage: 'digitalSignature',
});
console.log({ bytes: cms.length, reason: verdict!.reason, trusted: trusted.ok });
if (!verdict!.ok || !trusted.ok) process.exitCode = 1;
