import { digestOf, randomBytes } from '#platform';
import { concat, fromHex } from './bytes.ts';
import { type Certificate, parseCertificate, readAlgorithm, readExtensions, readSerial } from './certificate.ts';
import { type DerElement, readDer } from './der-read.ts';
import { derExplicit, derNull, derOctets, derOid, derSequence, derUnsigned } from './der-write.ts';
import { GmError } from './errors.ts';
import { encodeExtension } from './issue.ts';
import { OID } from './oids.ts';
import { digestByOid } from './signed-data.ts';
import { sm3 } from './sm3.ts';

/** Names a certificate by its issuer's name and key (digested) and its serial (RFC 6960 4.1.1). */
export interface OcspCertificateId {
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** As in `Certificate.serial`. */
  readonly serial: string;
}

export interface OcspRequest {
  readonly certificates: readonly OcspCertificateId[];
  readonly nonce: Uint8Array | undefined;
  readonly der: Uint8Array;
}

export interface OcspRequestInput {
  readonly certificate: Uint8Array | Certificate;
  readonly issuer: Uint8Array | Certificate;
  /** How the issuer is named; default SM3 under SM2 issuers, SHA-1 (what every responder knows) under others. */
  readonly hash?: 'sm3' | 'sha1' | 'sha256';
  /** Binds the answer to this request (RFC 8954); default 32 random bytes, false for none. */
  readonly nonce?: Uint8Array | false;
}

const certificateOf = (value: Uint8Array | Certificate): Certificate =>
  value instanceof Uint8Array ? parseCertificate(value) : value;

function hashed(hash: 'sm3' | 'sha1' | 'sha256', data: Uint8Array): Uint8Array {
  return hash === 'sm3' ? sm3(data) : digestOf(hash, data);
}

export function encodeCertificateId(id: OcspCertificateId): Uint8Array {
  const algorithm = derSequence(derOid(id.hashAlgorithm), ...(id.hashAlgorithm === OID.sm3 ? [] : [derNull()]));
  const serial = derUnsigned(fromHex(id.serial));
  return derSequence(algorithm, derOctets(id.issuerNameHash), derOctets(id.issuerKeyHash), serial);
}

export function readCertificateId(element: DerElement): OcspCertificateId {
  const fields = element.sequence();
  const hashAlgorithm = readAlgorithm(fields.next('hashAlgorithm'));
  const issuerNameHash = fields.next('issuerNameHash').octets();
  const issuerKeyHash = fields.next('issuerKeyHash').octets();
  const serial = readSerial(fields.next('serial'));
  fields.end();
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serial };
}

/** Does the id name this certificate under this issuer? False too for digests this package does not know. */
export function namesCertificate(id: OcspCertificateId, certificate: Certificate, issuer: Certificate): boolean {
  if (id.serial !== certificate.serial) return false;
  return namesIssuer(id, issuer);
}

/** Does the id speak of certificates of this issuer? */
export function namesIssuer(id: OcspCertificateId, issuer: Certificate): boolean {
  const name = digestByOid(id.hashAlgorithm, issuer.subject.der);
  const key = digestByOid(id.hashAlgorithm, issuer.publicKey);
  const same = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
    a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
  return same(name, id.issuerNameHash) && same(key, id.issuerKeyHash);
}

/**
 * OCSPRequest about one certificate (RFC 6960 4.1, GM/T 0014); not signed.
 * @throws GmError `argument` (a nonce of 1 to 32 bytes), `certificate`, `der`
 */
export function createOcspRequest(input: OcspRequestInput): OcspRequest {
  const certificate = certificateOf(input.certificate);
  const issuer = certificateOf(input.issuer);
  const hash = input.hash ?? (issuer.publicKeyAlgorithm === 'sm2' ? 'sm3' : 'sha1');
  const nonce = input.nonce === false ? undefined : (input.nonce ?? randomBytes(32));
  if (nonce && (nonce.length === 0 || nonce.length > 32)) throw new GmError('argument', 'a nonce has 1 to 32 bytes');
  const id: OcspCertificateId = {
    hashAlgorithm: OID[hash],
    issuerNameHash: hashed(hash, issuer.subject.der),
    issuerKeyHash: hashed(hash, issuer.publicKey),
    serial: certificate.serial,
  };
  const extensions = nonce
    ? [derExplicit(2, derSequence(encodeExtension(OID.ocspNonce, false, derOctets(nonce))))]
    : [];
  const request = derSequence(encodeCertificateId(id));
  return { certificates: [id], nonce, der: derSequence(derSequence(derSequence(request), ...extensions)) };
}

/** The nonce among extensions: an OCTET STRING inside the value (RFC 8954), or bare bytes as old clients write it. */
export function readNonce(list: readonly { oid: string; value: Uint8Array }[]): Uint8Array | undefined {
  const value = list.find(({ oid }) => oid === OID.ocspNonce)?.value;
  if (!value) return undefined;
  if (value[0] === 0x04 && value[1] === value.length - 2) return value.subarray(2);
  return value;
}

/**
 * Parses an OCSPRequest strictly (at most 64 KiB, 100 certificates). A signature on it is not looked at.
 * @throws GmError `der`, `size`, `ocsp` (nothing asked, an unknown critical extension, a nonce over 128 bytes)
 */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest {
  const copy = concat(bytes);
  const outer = readDer(copy, 'ocspRequest', { maxBytes: 65536 }).sequence();
  const fields = outer.next('tbs').sequence();
  outer.optional(0xa0, 'signature');
  outer.end();
  const version = fields.optional(0xa0, 'version')?.fields();
  version?.next('number').smallInteger(0, 0);
  version?.end();
  fields.optional(0xa1, 'requestorName');
  const certificates = fields
    .next('requestList')
    .list(0x30, 100)
    .map((entry) => {
      const request = entry.sequence();
      const id = readCertificateId(request.next('certId'));
      request.optional(0xa0, 'extensions');
      request.end();
      return id;
    });
  if (certificates.length === 0) throw new GmError('ocsp', 'the request names no certificate');
  const wrapper = fields.optional(0xa2, 'extensions')?.fields();
  const extensions = wrapper ? readExtensions(wrapper.next('list')) : [];
  wrapper?.end();
  fields.end();
  const unknown = extensions.find(({ critical, oid }) => critical && oid !== OID.ocspNonce);
  if (unknown) throw new GmError('ocsp', `critical extension ${unknown.oid} is not supported`);
  const nonce = readNonce(extensions);
  if (nonce && nonce.length > 128) throw new GmError('ocsp', 'the nonce is over 128 bytes');
  return { certificates, nonce, der: copy };
}
