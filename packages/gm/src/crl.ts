import { concat, equalBytes, fromHex } from './bytes.ts';
import { type CertificateExtension, readAlgorithm, readExtensions, readSerial } from './certificate.ts';
import { type DerElement, readDer } from './der-read.ts';
import { der, derExplicit, derImplicit, derInteger, derSequence, derTime, derUnsigned, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { encodeExtension, keyIdOf, signStructure } from './issue.ts';
import { encodeName, type Name, type NameInput, readName } from './name.ts';
import { OID } from './oids.ts';
import { readPublicKeyInfo } from './public-key.ts';
import { SIGNATURE_ALGORITHMS } from './signature-algorithm.ts';
import { type IssuingKey, issuingKeyOf, type SyncIssuingKey } from './signing-key.ts';

/** Why a certificate was revoked (RFC 5280 5.3.1). */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

export interface RevokedEntry {
  /** As in {@link Certificate.serial}. */
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason?: RevocationReason;
  /** When the key is known or suspected to have been lost, if earlier than the revocation. */
  readonly invalidSince?: Date;
}

export interface IssueCrlInput {
  readonly issuer: NameInput | Name;
  readonly issuerKey: IssuingKey;
  /** Default: the first 20 bytes of SM3 over the issuer's public key, as our certificates have it. */
  readonly authorityKeyId?: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Rises with each list. */
  readonly number: bigint | number;
  readonly revoked: readonly RevokedEntry[];
}

export interface Crl {
  readonly issuer: Name;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly number: bigint | undefined;
  readonly aki: Uint8Array | undefined;
  readonly revoked: ReadonlyMap<string, RevokedEntry>;
  /** A critical extension we do not understand: the list must not be relied upon. */
  readonly unknownCritical: string | undefined;
  readonly signatureAlgorithm: string;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly der: Uint8Array;
}

function encodeEntry(entry: RevokedEntry): Uint8Array {
  const extensions: Uint8Array[] = [];
  if (entry.reason && entry.reason !== 'unspecified') {
    const code = der(TAG.enumerated, Uint8Array.of(REVOCATION_REASONS[entry.reason]));
    extensions.push(encodeExtension(OID.reasonCode, false, code));
  }
  if (entry.invalidSince) {
    const time = der(TAG.generalizedTime, new TextEncoder().encode(compactTime(entry.invalidSince)));
    extensions.push(encodeExtension(OID.invalidityDate, false, time));
  }
  const serial = derUnsigned(fromHex(entry.serial));
  return derSequence(serial, derTime(entry.revokedAt), ...(extensions.length > 0 ? [derSequence(...extensions)] : []));
}

function compactTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}

/**
 * Issues a v2 revocation list (RFC 5280 5) signed by a key of any kind; gives DER, at once when the key does.
 * @throws GmError `argument`, `key`
 */
export function issueCrl(input: IssueCrlInput & { readonly issuerKey: SyncIssuingKey }): Uint8Array;
export function issueCrl(input: IssueCrlInput): Uint8Array | Promise<Uint8Array>;
export function issueCrl(input: IssueCrlInput): Uint8Array | Promise<Uint8Array> {
  const issuer = input.issuer.der instanceof Uint8Array ? input.issuer.der : encodeName(input.issuer as NameInput);
  const key = issuingKeyOf(input.issuerKey);
  const id = input.authorityKeyId ?? keyIdOf(readPublicKeyInfo(key.publicKeyInfo).key);
  const tbs = derSequence(
    derInteger(1),
    SIGNATURE_ALGORITHMS[key.algorithm].identifier,
    issuer,
    derTime(input.thisUpdate),
    derTime(input.nextUpdate),
    ...(input.revoked.length > 0 ? [derSequence(...input.revoked.map(encodeEntry))] : []),
    derExplicit(
      0,
      derSequence(
        encodeExtension(OID.authorityKeyId, false, derSequence(derImplicit(0, id))),
        encodeExtension(OID.crlNumber, false, derInteger(input.number)),
      ),
    ),
  );
  return signStructure(tbs, key);
}

const REASON_NAMES = new Map<number, RevocationReason>(
  Object.entries(REVOCATION_REASONS).map(([name, code]) => [code, name as RevocationReason]),
);

function readEntry(element: DerElement): RevokedEntry {
  const fields = element.sequence();
  const serial = readSerial(fields.next('serial'));
  const revokedAt = fields.next('revokedAt').time();
  let reason: RevocationReason | undefined;
  let invalidSince: Date | undefined;
  const list = fields.more() ? readExtensions(fields.next('extensions')) : [];
  fields.end();
  for (const { oid, critical, value } of list) {
    if (oid === OID.reasonCode) reason = REASON_NAMES.get(readDer(value, 'reason').enumerated(0, 10));
    else if (oid === OID.invalidityDate) invalidSince = readDer(value, 'invalidityDate').time();
    // certificateIssuer means an indirect list: its entries may belong to others.
    else if (critical) throw new GmError('crl', `critical entry extension ${oid} is not supported`);
  }
  return { serial, revokedAt, reason, invalidSince };
}

function readListExtensions(list: readonly CertificateExtension[]): Pick<Crl, 'number' | 'aki' | 'unknownCritical'> {
  let number: bigint | undefined;
  let aki: Uint8Array | undefined;
  let unknownCritical: string | undefined;
  for (const { oid, critical, value } of list) {
    if (oid === OID.crlNumber) number = readDer(value, 'crlNumber').integer();
    else if (oid === OID.authorityKeyId)
      aki = readDer(value, 'authorityKeyId').sequence().optional(0x80, 'keyId')?.content;
    else if (critical) unknownCritical = oid;
  }
  return { number, aki, unknownCritical };
}

/**
 * Parses a revocation list (at most 32 MiB and 500,000 entries). Its signature is checked by `verifyChain`.
 * @throws GmError `der`, `size`, `crl`
 */
export function parseCrl(bytes: Uint8Array): Crl {
  const copy = concat(bytes);
  const outer = readDer(copy, 'crl', { maxBytes: 32 * 1024 * 1024 }).sequence();
  const tbs = outer.next('tbs');
  const outerAlgorithm = outer.next('algorithm');
  const signature = outer.next('signature').bits();
  outer.end();
  const fields = tbs.sequence();
  if (fields.peek() === TAG.integer) fields.next('version').smallInteger(1, 1);
  // The outer one is not signed: byte for byte, or somebody could write into its parameters.
  if (!equalBytes(fields.next('signature').raw, outerAlgorithm.raw)) {
    throw new GmError('crl', 'the two signature algorithms of the list differ');
  }
  const issuer = readName(fields.next('issuer'));
  const thisUpdate = fields.next('thisUpdate').time();
  const hasNext = fields.peek() === TAG.utcTime || fields.peek() === TAG.generalizedTime;
  const nextUpdate = hasNext ? fields.next('nextUpdate').time() : undefined;
  const revoked = new Map<string, RevokedEntry>();
  for (const entry of fields.optional(TAG.sequence, 'revoked')?.list(TAG.sequence, 500_000) ?? []) {
    const read = readEntry(entry);
    revoked.set(read.serial, read);
  }
  const wrapper = fields.optional(0xa0, 'extensions')?.fields();
  const extensions = wrapper ? readListExtensions(readExtensions(wrapper.next('list'))) : undefined;
  wrapper?.end();
  fields.end();
  return {
    issuer,
    thisUpdate,
    nextUpdate,
    number: extensions?.number,
    aki: extensions?.aki,
    unknownCritical: extensions?.unknownCritical,
    revoked,
    signatureAlgorithm: readAlgorithm(outerAlgorithm),
    tbs: tbs.raw,
    signature,
    der: copy,
  };
}
