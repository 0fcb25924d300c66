import { equalBytes } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import { readAlgorithm } from './certificate.ts';
import { type ChainResult, type VerifyChainOptions, verifyChain } from './chain.ts';
import { type DerElement, readDer } from './der-read.ts';
import { der, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import {
  digestByOid,
  namesSigningCertificate,
  parseSignedData,
  type SignedData,
  verifySignedData,
} from './signed-data.ts';

/** A parsed RFC 3161 token (GM/T 0033 with SM2/SM3). */
export interface TimeStamp {
  readonly time: Date;
  readonly policy: string;
  readonly serial: string;
  readonly digestAlgorithm: string;
  /** Digest of what was stamped. */
  readonly digest: Uint8Array;
  readonly nonce: bigint | undefined;
  /** How far `time` may be off, milliseconds; undefined when the authority does not say. */
  readonly accuracyMs: number | undefined;
  readonly signedData: SignedData;
}

/**
 * Parses a time stamp token (the ContentInfo, not the response around it); at most 1 MiB. Nothing is verified yet.
 * @throws GmError `der`, `size`, `signed_data`, `timestamp`
 */
export function parseTimeStamp(token: Uint8Array): TimeStamp {
  if (token.length > 1024 * 1024) throw new GmError('size', 'a time stamp token has at most 1 MiB');
  const signedData = parseSignedData(token);
  if (signedData.contentType !== OID.tstInfo || !signedData.content) {
    throw new GmError('timestamp', 'the signed content is not a TSTInfo');
  }
  const fields = readDer(signedData.content, 'tstInfo').sequence();
  fields.next('version').smallInteger(1, 1);
  const policy = fields.next('policy').oid();
  const imprint = fields.next('messageImprint').sequence();
  const digestAlgorithm = readAlgorithm(imprint.next('algorithm'));
  const digest = imprint.next('digest').octets();
  imprint.end();
  const serial = fields.next('serial').integer().toString(16);
  const time = fields.next('genTime').expect(TAG.generalizedTime, 'GeneralizedTime').time();
  const accuracy = fields.optional(TAG.sequence, 'accuracy');
  fields.optional(TAG.boolean, 'ordering')?.boolean();
  const nonce = fields.optional(TAG.integer, 'nonce')?.integer();
  fields.optional(0xa0, 'tsa');
  fields.optional(0xa1, 'extensions');
  fields.end();
  const accuracyMs = accuracy ? readAccuracy(accuracy) : undefined;
  return { time, policy, serial, digestAlgorithm, digest, nonce, accuracyMs, signedData };
}

function readAccuracy(element: DerElement): number {
  const fields = element.sequence();
  const seconds = fields.optional(TAG.integer, 'seconds')?.smallInteger(0, 86_400 * 366) ?? 0;
  const small = (tag: number, name: string): number => {
    const content = fields.optional(tag, name)?.content;
    if (!content) return 0;
    return readDer(der(TAG.integer, content), `accuracy.${name}`).smallInteger(1, 999);
  };
  const millis = small(0x80, 'millis');
  const micros = small(0x81, 'micros');
  fields.end();
  return seconds * 1000 + millis + Math.ceil(micros / 1000);
}

export interface TimeStampVerdict {
  readonly ok: boolean;
  readonly reason: 'ok' | 'digest' | 'signature' | 'signing_certificate' | 'chain';
  readonly text: { readonly zh: string; readonly en: string };
  readonly certificate: Certificate | undefined;
  readonly chain: ChainResult | undefined;
}

const TEXTS = {
  ok: { zh: '时间戳有效', en: 'The time stamp is valid' },
  digest: { zh: '时间戳不是对该数据加盖的', en: 'The time stamp was made over other data' },
  signature: { zh: '时间戳的签名不正确', en: 'The signature of the time stamp is wrong' },
  signing_certificate: { zh: '时间戳所指的签名证书不符', en: 'The time stamp names another signing certificate' },
  chain: { zh: '时间戳机构的证书不可信', en: 'The certificate of the time stamp authority is not trusted' },
} as const;

/**
 * Verifies a token over the data it should stamp: digest, signature, signing certificate attribute, and the
 * authority's chain at the stamped time with the extended usage `timeStamping`.
 * @throws GmError when a carried certificate is malformed
 */
export function verifyTimeStamp(
  stamp: TimeStamp,
  data: Uint8Array,
  trust: Pick<VerifyChainOptions, 'anchors' | 'intermediates' | 'crls'>,
): TimeStampVerdict {
  const verdict = (reason: keyof typeof TEXTS, certificate?: Certificate, chain?: ChainResult): TimeStampVerdict => ({
    ok: reason === 'ok',
    reason,
    text: TEXTS[reason],
    certificate,
    chain,
  });
  const digest = digestByOid(stamp.digestAlgorithm, data);
  // SHA-1 imprints can be collided.
  if (!digest || stamp.digestAlgorithm === OID.sha1 || !equalBytes(digest, stamp.digest)) return verdict('digest');
  const carried = (trust.intermediates ?? []).map((value) => (value instanceof Uint8Array ? value : value.der));
  const [signer, ...others] = verifySignedData(stamp.signedData, { certificates: carried });
  if (!signer || others.length > 0 || !signer.ok || !signer.certificate) {
    return verdict('signature', signer?.certificate);
  }
  if (!signer.signer.attributes || !namesSigningCertificate(signer.signer, signer.certificate)) {
    return verdict('signing_certificate', signer.certificate);
  }
  const chain = verifyChain(signer.certificate, {
    anchors: trust.anchors,
    intermediates: [...(trust.intermediates ?? []), ...stamp.signedData.certificates],
    crls: trust.crls,
    at: stamp.time,
    usage: 'digitalSignature',
    extendedUsage: OID.timeStamping,
  });
  return verdict(chain.ok ? 'ok' : 'chain', signer.certificate, chain);
}
