import { readFileSync } from 'node:fs';
import {
  fileSigner,
  generateSm2KeyPair,
  type IssueCertificateInput,
  issueCertificate,
  makeSeal,
  pemToDer,
  type SealInput,
  type Sm2KeyPair,
  type SyncIssuingKey,
  type SyncSigner,
  subjectOf,
} from '../src/index.ts';

export const FROM = new Date('2026-01-01T00:00:00Z');
export const TO = new Date('2036-01-01T00:00:00Z');
export const AT = new Date('2026-11-22T01:00:00Z');

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

export function sampleRoot(): Uint8Array {
  return pemToDer(new TextDecoder().decode(fixture('root.crt.pem')), 'CERTIFICATE');
}

export interface Authority {
  readonly keys: Sm2KeyPair;
  readonly certificate: Uint8Array;
}

export function makeAuthority(name = '测试根', pathLen?: number): Authority {
  const keys = generateSm2KeyPair();
  const subject = { C: 'CN', O: '测试市', CN: name };
  const certificate = issueCertificate({
    subject,
    issuer: subject,
    subjectPublicKey: keys.publicKey,
    issuerKey: keys,
    notBefore: FROM,
    notAfter: TO,
    extensions: { basicConstraints: { ca: true, pathLen }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  return { keys, certificate };
}

export function issueUnder(
  authority: Authority,
  overrides: Partial<IssueCertificateInput & { issuerKey: SyncIssuingKey }> = {},
): Authority {
  const keys = generateSm2KeyPair();
  const certificate = issueCertificate({
    subject: { C: 'CN', O: '测试市', CN: '行政审批局' },
    issuer: subjectOf(authority.certificate),
    subjectPublicKey: keys.publicKey,
    issuerKey: authority.keys,
    notBefore: FROM,
    notAfter: TO,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
    ...overrides,
  });
  return { keys, certificate };
}

export function signerOf({ keys, certificate }: Authority): SyncSigner {
  return fileSigner({ privateKey: keys.privateKey, certificate });
}

export function sealInput(signer: SyncSigner, overrides: Partial<SealInput> = {}): SealInput & { maker: SyncSigner } {
  return {
    id: '33010600000001',
    vendor: 'MIAOPI',
    type: 1,
    name: '测试市行政审批局电子证照专用章',
    certificates: [signer.certificate],
    createdAt: FROM,
    validFrom: FROM,
    validTo: TO,
    picture: { type: 'png', data: Uint8Array.from({ length: 300 }, (_, i) => i & 255), width: 40, height: 40 },
    maker: signer,
    ...overrides,
  };
}

export function sealOf(signer: SyncSigner, overrides: Partial<SealInput> = {}): Uint8Array {
  return makeSeal(sealInput(signer, overrides));
}
