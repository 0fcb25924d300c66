import { randomBytes } from '#platform';
import { concat } from './bytes.ts';
import { type Certificate, KEY_USAGES, type KeyUsage, parseCertificate, readAlgorithm } from './certificate.ts';
import { readDer } from './der-read.ts';
import {
  der,
  derBits,
  derBoolean,
  derExplicit,
  derImplicit,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derTime,
  derUnsigned,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { encodeName, type Name, type NameInput, readName } from './name.ts';
import { OID } from './oids.ts';
import { readPublicKeyInfo, sm2PublicKeyInfo } from './public-key.ts';
import { sm2Sign, sm2Verify } from './sm2.ts';
import { publicKeyState, type Sm2KeyPair, sm2PublicKey } from './sm2-key.ts';
import { sm3 } from './sm3.ts';

/** What a certificate says about itself. */
export interface CertificateExtensions {
  /** Present only for authorities; `pathLen` bounds how many authorities may follow. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLen?: number };
  readonly keyUsage: readonly KeyUsage[];
  /** Object identifiers, e.g. time stamping `1.3.6.1.5.5.7.3.8`. */
  readonly extendedKeyUsage?: readonly string[];
  /** Default: the first 20 bytes of SM3 over the public key; false leaves it out. */
  readonly subjectKeyId?: Uint8Array | false;
  /** Default: the issuer certificate's key id, else that of the issuing key; false leaves it out. */
  readonly authorityKeyId?: Uint8Array | false;
  readonly crlUrl?: string;
}

export interface IssueCertificateInput {
  readonly subject: NameInput | Name;
  /** A name, or the issuer's certificate: then its key identifier is taken over too. */
  readonly issuer: NameInput | Name | Certificate;
  /** 04‖X‖Y. */
  readonly subjectPublicKey: Uint8Array;
  /** The issuer's private key (32 bytes) or pair; the subject's own for a self-signed certificate. */
  readonly issuerKey: Uint8Array | Sm2KeyPair;
  /** Positive, at most 20 bytes; default 16 random bytes. */
  readonly serial?: bigint | Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: CertificateExtensions;
  /** Default random. */
  readonly nonce?: 'random' | 'deterministic';
}

/** AlgorithmIdentifier of SM2-with-SM3: parameters absent (GB/T 20518). */
export const SM2_SM3_ALGORITHM: Uint8Array = derSequence(derOid(OID.sm2WithSm3));

/** First 20 bytes of SM3 over the point: the key identifier of our certificates. */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return sm3(publicKey).slice(0, 20);
}

function isCertificate(value: NameInput | Name | Certificate): value is Certificate {
  return (value as Partial<Certificate>).tbs instanceof Uint8Array;
}

function nameBytes(name: NameInput | Name | Certificate): Uint8Array {
  if (isCertificate(name)) return name.subject.der;
  return name.der instanceof Uint8Array ? name.der : encodeName(name as NameInput);
}

export function encodeExtension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), ...(critical ? [derBoolean(true)] : []), derOctets(value));
}

function encodeKeyUsage(usages: readonly KeyUsage[]): Uint8Array {
  let bits = 0;
  for (const usage of usages) bits |= 0x8000 >> KEY_USAGES.indexOf(usage);
  if (bits === 0) throw new GmError('argument', 'keyUsage must name at least one use');
  let unused = 0;
  while (((bits >> unused) & 1) === 0) unused += 1;
  return unused >= 8
    ? derBits(Uint8Array.of(bits >> 8), unused - 8)
    : derBits(Uint8Array.of(bits >> 8, bits & 255), unused);
}

export function encodeSerial(serial: bigint | Uint8Array | undefined): Uint8Array {
  if (serial instanceof Uint8Array) {
    if (serial.length === 0 || serial.length > 20) throw new GmError('argument', 'a serial number has 1 to 20 bytes');
    return derUnsigned(serial);
  }
  if (serial === undefined) {
    const random = randomBytes(16);
    random[0] = (random[0]! & 0x7f) | 0x40;
    return derUnsigned(random);
  }
  if (serial <= 0n || serial >= 1n << 159n)
    throw new GmError('argument', 'a serial number is positive, 20 bytes at most');
  return derInteger(serial);
}

function encodeExtensions(input: IssueCertificateInput): Uint8Array {
  const { basicConstraints, keyUsage, extendedKeyUsage, subjectKeyId, authorityKeyId, crlUrl } = input.extensions;
  const list: Uint8Array[] = [];
  if (basicConstraints) {
    const { ca, pathLen } = basicConstraints;
    const inner = [...(ca ? [derBoolean(true)] : []), ...(ca && pathLen !== undefined ? [derInteger(pathLen)] : [])];
    list.push(encodeExtension(OID.basicConstraints, true, derSequence(...inner)));
  }
  list.push(encodeExtension(OID.keyUsage, true, encodeKeyUsage(keyUsage)));
  if (extendedKeyUsage?.length) {
    // RFC 3161 2.3 wants time stamping critical and alone.
    const critical = extendedKeyUsage.length === 1 && extendedKeyUsage[0] === OID.timeStamping;
    list.push(encodeExtension(OID.extendedKeyUsage, critical, derSequence(...extendedKeyUsage.map(derOid))));
  }
  if (subjectKeyId !== false) {
    list.push(encodeExtension(OID.subjectKeyId, false, derOctets(subjectKeyId ?? keyIdOf(input.subjectPublicKey))));
  }
  if (authorityKeyId !== false) {
    const issuerKey = input.issuerKey;
    const issuerPublic = issuerKey instanceof Uint8Array ? sm2PublicKey(issuerKey) : issuerKey.publicKey;
    const certified = isCertificate(input.issuer) ? input.issuer.ski : undefined;
    const id = authorityKeyId ?? certified ?? keyIdOf(issuerPublic);
    list.push(encodeExtension(OID.authorityKeyId, false, derSequence(derImplicit(0, id))));
  }
  if (crlUrl !== undefined) {
    const url = new TextEncoder().encode(crlUrl);
    const point = derSequence(derExplicit(0, derExplicit(0, derImplicit(6, url))));
    list.push(encodeExtension(OID.crlDistributionPoints, false, derSequence(point)));
  }
  return derSequence(...list);
}

/** Signs a TBS structure: SEQUENCE { tbs, algorithm, BIT STRING }. */
export function signStructure(
  tbs: Uint8Array,
  key: Uint8Array | Sm2KeyPair,
  nonce: 'random' | 'deterministic' = 'random',
): Uint8Array {
  return derSequence(tbs, SM2_SM3_ALGORITHM, derBits(sm2Sign(tbs, key, { nonce })));
}

/**
 * Issues an X.509 v3 certificate signed with SM2/SM3 (GB/T 20518); gives DER.
 * @throws GmError `argument`, `key`, `point`
 */
export function issueCertificate(input: IssueCertificateInput): Uint8Array {
  publicKeyState(input.subjectPublicKey);
  if (!(input.notBefore.getTime() < input.notAfter.getTime())) {
    throw new GmError('argument', 'notBefore must be earlier than notAfter');
  }
  const tbs = derSequence(
    derExplicit(0, derInteger(2)),
    encodeSerial(input.serial),
    SM2_SM3_ALGORITHM,
    nameBytes(input.issuer),
    derSequence(derTime(input.notBefore), derTime(input.notAfter)),
    nameBytes(input.subject),
    sm2PublicKeyInfo(input.subjectPublicKey),
    derExplicit(3, encodeExtensions(input)),
  );
  return signStructure(tbs, input.issuerKey, input.nonce);
}

/** PKCS#10 request (GM/T 0092) for the key, signed by itself; gives DER. Throws GmError `argument`, `key`. */
export function createCertificateRequest(input: { subject: NameInput; keyPair: Sm2KeyPair }): Uint8Array {
  const info = derSequence(
    derInteger(0),
    encodeName(input.subject),
    sm2PublicKeyInfo(input.keyPair.publicKey),
    der(0xa0),
  );
  return signStructure(info, input.keyPair);
}

export interface CertificateRequest {
  readonly subject: Name;
  readonly publicKey: Uint8Array;
  readonly der: Uint8Array;
}

/**
 * Parses an SM2 request and checks that its maker holds the private key.
 * @throws GmError `der`, `size`, `point`, `request` (another key kind, or the self-signature is wrong)
 */
export function parseCertificateRequest(bytes: Uint8Array): CertificateRequest {
  const copy = concat(bytes);
  const outer = readDer(copy, 'request', { maxBytes: 65536 }).sequence();
  const info = outer.next('info');
  const algorithm = readAlgorithm(outer.next('algorithm'));
  const signature = outer.next('signature').bits();
  outer.end();
  const fields = info.sequence();
  fields.next('version').smallInteger(0, 0);
  const subject = readName(fields.next('subject'));
  const key = readPublicKeyInfo(fields.next('publicKey').raw);
  fields.optional(0xa0, 'attributes');
  fields.end();
  if (key.algorithm !== 'sm2' || algorithm !== OID.sm2WithSm3) {
    throw new GmError('request', 'only requests for SM2 keys signed with SM2/SM3 are taken');
  }
  if (!sm2Verify(signature, info.raw, key.key)) {
    throw new GmError('request', 'the request is not signed by the key it names');
  }
  return { subject, publicKey: key.key, der: copy };
}

/** The distinguished name to use as `issuer` when issuing under this certificate. */
export function subjectOf(certificate: Uint8Array | Certificate): Name {
  return (certificate instanceof Uint8Array ? parseCertificate(certificate) : certificate).subject;
}
