import { randomBytes } from '#platform';
import { bytesToBigInt, concat, equalBytes } from './bytes.ts';
import { readAlgorithm } from './certificate.ts';
import { readDer } from './der-read.ts';
import {
  derBits,
  derBoolean,
  derGeneralizedTime,
  derInteger,
  derNull,
  derOctets,
  derOid,
  derSequence,
  derUnsigned,
  derUtf8,
  TAG,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { makeSignedData } from './make-signed-data.ts';
import { OID } from './oids.ts';
import { andThen } from './signature-algorithm.ts';
import { digestByOid } from './signed-data.ts';
import type { Signer, SyncSigner } from './signer.ts';
import { parseTimeStamp, type TimeStamp } from './timestamp.ts';

const DIGEST_LENGTHS: Readonly<Record<string, number>> = {
  [OID.sm3]: 32,
  [OID.sha256]: 32,
  [OID.sha384]: 48,
  [OID.sha512]: 64,
};

/** What a caller wants stamped. */
export interface TimeStampRequest {
  /** Identifier of the digest, SM3 or SHA-2. */
  readonly digestAlgorithm: string;
  readonly digest: Uint8Array;
  readonly policy: string | undefined;
  readonly nonce: bigint | undefined;
  /** The caller wants the authority's certificate inside the token. */
  readonly certificateWanted: boolean;
  readonly der: Uint8Array;
}

export interface TimeStampRequestInput {
  /** What is stamped: for seals and signed data the signature value. */
  readonly data: Uint8Array;
  /** Default SM3. */
  readonly digestAlgorithm?: 'sm3' | 'sha256';
  /** Binds the answer to this request; default 16 random bytes. */
  readonly nonce?: bigint;
  readonly policy?: string;
}

function imprintOf(digestAlgorithm: string, digest: Uint8Array): Uint8Array {
  // SHA-2 with NULL, as other makers write and compare it.
  const parameters = digestAlgorithm === OID.sm3 ? [] : [derNull()];
  return derSequence(derSequence(derOid(digestAlgorithm), ...parameters), derOctets(digest));
}

/** TimeStampReq (RFC 3161 2.4.1, GM/T 0033) over the data, asking for the certificate. Throws GmError `argument`. */
export function createTimeStampRequest(input: TimeStampRequestInput): TimeStampRequest {
  const digestAlgorithm = input.digestAlgorithm === 'sha256' ? OID.sha256 : OID.sm3;
  const digest = digestByOid(digestAlgorithm, input.data)!;
  const nonce = input.nonce ?? bytesToBigInt(randomBytes(16));
  const bytes = derSequence(
    derInteger(1),
    imprintOf(digestAlgorithm, digest),
    ...(input.policy ? [derOid(input.policy)] : []),
    derInteger(nonce),
    derBoolean(true),
  );
  return { digestAlgorithm, digest, policy: input.policy, nonce, certificateWanted: true, der: bytes };
}

/**
 * Parses a TimeStampReq strictly (at most 16 KiB). Any digest is read; {@link answerTimeStampRequest} judges it.
 * @throws GmError `der`, `size`, `timestamp` (critical extensions, absurd nonce)
 */
export function parseTimeStampRequest(bytes: Uint8Array): TimeStampRequest {
  const copy = concat(bytes);
  const fields = readDer(copy, 'timeStampRequest', { maxBytes: 16384 }).sequence();
  fields.next('version').smallInteger(1, 1);
  const imprint = fields.next('messageImprint').sequence();
  const digestAlgorithm = readAlgorithm(imprint.next('algorithm'));
  const digest = imprint.next('digest').octets();
  imprint.end();
  const policy = fields.optional(TAG.oid, 'policy')?.oid();
  const nonce = fields.optional(TAG.integer, 'nonce')?.integer();
  const certificateWanted = fields.optional(TAG.boolean, 'certReq')?.boolean() ?? false;
  if (fields.optional(0xa0, 'extensions')) throw new GmError('timestamp', 'extensions in requests are not supported');
  fields.end();
  return { digestAlgorithm, digest, policy, nonce, certificateWanted, der: copy };
}

export interface TimeStampTokenInput {
  /** Authority whose certificate carries the extended usage timeStamping, critical and alone. */
  readonly signer: Signer;
  /** Policy of the authority, dotted. */
  readonly policy: string;
  /** Unique at this authority, positive, at most 20 bytes. */
  readonly serial: bigint | Uint8Array;
  /** From a clock the authority answers for; whole seconds are written. */
  readonly time: Date;
  /** How far `time` may be off, whole seconds; default 1. */
  readonly accuracySeconds?: number;
  readonly digestAlgorithm: string;
  readonly digest: Uint8Array;
  readonly nonce?: bigint;
  /** Put the authority's certificate (and these) into the token; default true. */
  readonly withCertificate?: boolean;
  readonly certificates?: readonly Uint8Array[];
}

/**
 * RFC 3161 token (TSTInfo in SignedData, GM/T 0033 with SM2/SM3): DER of the ContentInfo, at once when the signer does.
 * @throws GmError `argument` (digest of another length, serial, policy), `certificate`
 */
export function makeTimeStampToken(input: TimeStampTokenInput & { readonly signer: SyncSigner }): Uint8Array;
export function makeTimeStampToken(input: TimeStampTokenInput): Uint8Array | Promise<Uint8Array>;
export function makeTimeStampToken(input: TimeStampTokenInput): Uint8Array | Promise<Uint8Array> {
  if (input.digest.length !== DIGEST_LENGTHS[input.digestAlgorithm]) {
    throw new GmError('argument', 'the imprint is not a digest of SM3, SHA-256, SHA-384 or SHA-512');
  }
  const serial = typeof input.serial === 'bigint' ? derInteger(input.serial) : derUnsigned(input.serial);
  if (serial.length > 23 || (typeof input.serial === 'bigint' && input.serial <= 0n)) {
    throw new GmError('argument', 'a serial number is positive, 20 bytes at most');
  }
  const content = derSequence(
    derInteger(1),
    derOid(input.policy),
    imprintOf(input.digestAlgorithm, input.digest),
    serial,
    derGeneralizedTime(input.time),
    derSequence(derInteger(input.accuracySeconds ?? 1)),
    ...(input.nonce === undefined ? [] : [derInteger(input.nonce)]),
  );
  return makeSignedData({
    content,
    contentType: OID.tstInfo,
    signer: input.signer,
    signingTime: input.time,
    carryCertificates: input.withCertificate ?? true,
    certificates: input.certificates ?? [],
  });
}

/** Why an authority gives no token (RFC 3161 2.4.2, PKIFailureInfo). */
export const TIME_STAMP_FAILURES = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const;
export type TimeStampFailure = keyof typeof TIME_STAMP_FAILURES;

/** TimeStampResp that refuses. */
export function refuseTimeStamp(failure: TimeStampFailure, message: string): Uint8Array {
  const bit = TIME_STAMP_FAILURES[failure];
  const bits = new Uint8Array((bit >> 3) + 1);
  bits[bit >> 3] = 0x80 >> (bit & 7);
  const status = derSequence(derInteger(2), derSequence(derUtf8(message)), derBits(bits, 7 - (bit & 7)));
  return derSequence(status);
}

export interface TimeStampAuthority {
  readonly signer: Signer;
  readonly policy: string;
  /** The authority's clock. */
  now(): Date;
  /** A number never given before. */
  nextSerial(): bigint | Uint8Array;
  readonly accuracySeconds?: number;
  readonly certificates?: readonly Uint8Array[];
}

/**
 * The authority's side: a TimeStampReq in, a TimeStampResp out. Bad requests get an answer that says so, as the protocol
 * wants; only a failing signer throws (GmError or its own error). At once when the signer does.
 */
export function answerTimeStampRequest(
  request: Uint8Array,
  authority: TimeStampAuthority & { readonly signer: SyncSigner },
): Uint8Array;
export function answerTimeStampRequest(
  request: Uint8Array,
  authority: TimeStampAuthority,
): Uint8Array | Promise<Uint8Array>;
export function answerTimeStampRequest(
  request: Uint8Array,
  authority: TimeStampAuthority,
): Uint8Array | Promise<Uint8Array> {
  let asked: TimeStampRequest;
  try {
    asked = parseTimeStampRequest(request);
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return refuseTimeStamp('badDataFormat', error.message);
  }
  const length = DIGEST_LENGTHS[asked.digestAlgorithm];
  if (length === undefined) return refuseTimeStamp('badAlg', 'use SM3, SHA-256, SHA-384 or SHA-512');
  if (asked.digest.length !== length) return refuseTimeStamp('badDataFormat', 'the digest has another length');
  if (asked.policy !== undefined && asked.policy !== authority.policy) {
    return refuseTimeStamp('unacceptedPolicy', `the policy here is ${authority.policy}`);
  }
  const token = makeTimeStampToken({
    signer: authority.signer,
    policy: authority.policy,
    serial: authority.nextSerial(),
    time: authority.now(),
    digestAlgorithm: asked.digestAlgorithm,
    digest: asked.digest,
    withCertificate: asked.certificateWanted,
    ...(authority.accuracySeconds === undefined ? {} : { accuracySeconds: authority.accuracySeconds }),
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
    ...(authority.certificates ? { certificates: authority.certificates } : {}),
  });
  return andThen(token, (value) => derSequence(derSequence(derInteger(0)), value));
}

export type TimeStampResponse =
  | { readonly granted: true; readonly token: Uint8Array; readonly stamp: TimeStamp }
  | { readonly granted: false; readonly failure: TimeStampFailure | 'other'; readonly message: string };

function failureOf(bytes: Uint8Array): TimeStampFailure | 'other' {
  for (const [name, bit] of Object.entries(TIME_STAMP_FAILURES)) {
    if ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) return name as TimeStampFailure;
  }
  return 'other';
}

/**
 * Parses a TimeStampResp (at most 1 MiB) and, given the request, checks that it answers it: digest, nonce and policy. The
 * token is then still to be judged by `verifyTimeStamp`.
 * @throws GmError `der`, `size`, `timestamp` (not the answer to this request), `signed_data`
 */
export function parseTimeStampResponse(bytes: Uint8Array, request?: TimeStampRequest): TimeStampResponse {
  const fields = readDer(concat(bytes), 'timeStampResponse', { maxBytes: 1024 * 1024 }).sequence();
  const status = fields.next('status').sequence();
  const code = status.next('status').smallInteger(0, 5);
  const texts = status.optional(TAG.sequence, 'statusString')?.list(TAG.sequence, 10) ?? [];
  const failure = status.optional(TAG.bitString, 'failInfo')?.namedBits();
  status.end();
  if (code > 1) {
    fields.end();
    const message = texts.map((text) => text.text()).join(' ');
    return { granted: false, failure: failure ? failureOf(failure.bytes) : 'other', message };
  }
  const token = fields.next('token').raw;
  fields.end();
  const stamp = parseTimeStamp(token);
  if (request) {
    if (stamp.digestAlgorithm !== request.digestAlgorithm || !equalBytes(stamp.digest, request.digest)) {
      throw new GmError('timestamp', 'the token stamps another digest than was sent: ask again');
    }
    if (stamp.nonce !== request.nonce) throw new GmError('timestamp', 'the token answers another request (nonce)');
    if (request.policy !== undefined && stamp.policy !== request.policy) {
      throw new GmError('timestamp', `the token was made under the policy ${stamp.policy}`);
    }
  }
  return { granted: true, token, stamp };
}
