import { cbcDecrypt, cbcEncrypt, randomBytes } from '#platform';
import { concat, equalBytes } from './bytes.ts';
import { type Certificate, type KeyUsage, parseCertificate, readSerial } from './certificate.ts';
import { type DerElement, readDer } from './der-read.ts';
import { der, derExplicit, derInteger, derOctets, derOid, derSequence, derSetOf, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { issuerAndSerial } from './make-signed-data.ts';
import { type Name, readName } from './name.ts';
import { OID } from './oids.ts';
import { sm2Decrypt, sm2Encrypt } from './sm2-encryption.ts';
import type { Sm2KeyPair } from './sm2-key.ts';

/** For whom an envelope holds its key. */
export interface EnvelopeRecipient {
  readonly issuer: Name;
  /** As in `Certificate.serial`. */
  readonly serial: string;
  readonly keyAlgorithm: string;
  /** SM2 ciphertext in the DER form of GM/T 0009. */
  readonly encryptedKey: Uint8Array;
}

/** A parsed EnvelopedData; byte fields are views of `der`. */
export interface EnvelopedData {
  /** `gm`: the content types of GB/T 35275-2017, `cms`: those of RFC 5652. */
  readonly family: 'gm' | 'cms';
  readonly recipients: readonly EnvelopeRecipient[];
  readonly contentType: string;
  /** Identifier of the content cipher; only SM4-CBC is opened. */
  readonly cipher: string;
  readonly iv: Uint8Array;
  readonly encryptedContent: Uint8Array;
  readonly der: Uint8Array;
}

export interface EnvelopedDataInput {
  /** At most 16 MiB. */
  readonly content: Uint8Array;
  /** DER of the SM2 encryption certificates of those who may open it, 1 to 100. Their chains are the caller's to judge. */
  readonly recipients: readonly Uint8Array[];
  /** Default `gm`. */
  readonly family?: 'gm' | 'cms';
  /** Type of the content; default data of the family. For signed content put the SignedData's bytes inside as data. */
  readonly contentType?: string;
}

const MAX_CONTENT = 16 * 1024 * 1024;
const MAX_RECIPIENTS = 100;
const ENCRYPTING: readonly KeyUsage[] = ['keyEncipherment', 'dataEncipherment', 'keyAgreement'];

function recipientInfo(recipient: Uint8Array, key: Uint8Array): Uint8Array {
  const certificate = parseCertificate(recipient);
  if (certificate.publicKeyAlgorithm !== 'sm2') {
    throw new GmError('unsupported', `envelopes are for SM2 keys, not that of ${certificate.subject.text}`);
  }
  if (certificate.keyUsage && !certificate.keyUsage.some((usage) => ENCRYPTING.includes(usage))) {
    throw new GmError('argument', `not an encryption certificate: ${certificate.subject.text}`);
  }
  return derSequence(
    derInteger(1),
    issuerAndSerial(certificate),
    derSequence(derOid(OID.sm2Encrypt)),
    derOctets(sm2Encrypt(key, certificate.publicKey, { format: 'der' })),
  );
}

/**
 * Digital envelope (GB/T 35275-2017 EnvelopedData, GM/T 0010): content under a fresh SM4 key in CBC, the key under each
 * recipient's SM2 key; gives DER of the ContentInfo. It keeps secret but proves nothing about sender or integrity: sign
 * the content first (`makeSignedData`) and envelop that.
 * @throws GmError `size`, `argument` (no or too many recipients, a signing certificate), `unsupported`, `certificate`
 */
export function makeEnvelopedData(input: EnvelopedDataInput): Uint8Array {
  if (input.content.length > MAX_CONTENT) throw new GmError('size', 'an envelope holds at most 16 MiB');
  if (input.recipients.length === 0 || input.recipients.length > MAX_RECIPIENTS) {
    throw new GmError('argument', `an envelope has 1 to ${MAX_RECIPIENTS} recipients`);
  }
  const gm = input.family !== 'cms';
  const key = randomBytes(16);
  const iv = randomBytes(16);
  const encrypted = cbcEncrypt('sm4', key, iv, input.content);
  const info = derSequence(
    derInteger(gm ? 1 : 0),
    derSetOf(...input.recipients.map((recipient) => recipientInfo(recipient, key))),
    derSequence(
      derOid(input.contentType ?? (gm ? OID.gmData : OID.data)),
      derSequence(derOid(OID.sm4Cbc), derOctets(iv)),
      der(0x80, encrypted),
    ),
  );
  key.fill(0);
  return derSequence(derOid(gm ? OID.gmEnvelopedData : OID.envelopedData), derExplicit(0, info));
}

function readRecipient(element: DerElement): EnvelopeRecipient {
  const fields = element.sequence();
  fields.next('version').smallInteger(0, 2);
  const id = fields.next('issuerAndSerial').sequence();
  const issuer = readName(id.next('issuer'));
  const serial = readSerial(id.next('serial'));
  id.end();
  const algorithm = fields.next('keyAlgorithm').sequence();
  const keyAlgorithm = algorithm.next('oid').oid();
  if (algorithm.more()) algorithm.next('parameters');
  algorithm.end();
  const encryptedKey = fields.next('encryptedKey').octets();
  fields.end();
  return { issuer, serial, keyAlgorithm, encryptedKey };
}

/**
 * Parses an EnvelopedData strictly (at most 17 MiB, 100 recipients named by issuer and serial). Nothing is opened yet.
 * @throws GmError `der`, `size`, `enveloped_data`
 */
export function parseEnvelopedData(bytes: Uint8Array): EnvelopedData {
  const copy = concat(bytes);
  const outer = readDer(copy, 'envelope', { maxBytes: MAX_CONTENT + 1024 * 1024 }).sequence();
  const type = outer.next('contentType').oid();
  if (type !== OID.gmEnvelopedData && type !== OID.envelopedData) {
    throw new GmError('enveloped_data', `the content type is ${type}, not EnvelopedData`);
  }
  const wrapper = outer.next('content').expect(0xa0, '[0]').fields();
  outer.end();
  const fields = wrapper.next('envelopedData').sequence();
  wrapper.end();
  fields.next('version').smallInteger(0, 3);
  const recipients = fields.next('recipientInfos').list(TAG.set, MAX_RECIPIENTS).map(readRecipient);
  const info = fields.next('encryptedContentInfo').sequence();
  fields.end();
  const contentType = info.next('contentType').oid();
  const algorithm = info.next('cipher').sequence();
  const cipher = algorithm.next('oid').oid();
  const iv = algorithm.next('iv').octets();
  algorithm.end();
  const encryptedContent = info.next('encryptedContent').expect(0x80, '[0]').content;
  // GM/T 0010 allows shared information for key agreement here; without a meaning for us it is only skipped.
  info.optional(0x81, 'sharedInfo1');
  info.optional(0x82, 'sharedInfo2');
  info.end();
  if (recipients.length === 0) throw new GmError('enveloped_data', 'the envelope names no recipient');
  return {
    family: type === OID.gmEnvelopedData ? 'gm' : 'cms',
    recipients,
    contentType,
    cipher,
    iv,
    encryptedContent,
    der: copy,
  };
}

export interface EnvelopeOpener {
  /** DER of the recipient's own certificate. */
  readonly certificate: Uint8Array;
  /** Private key, pair, or a function that decrypts the SM2 ciphertext (DER form) where the key does not leave its place. */
  readonly privateKey: Uint8Array | Sm2KeyPair | ((encryptedKey: Uint8Array) => Uint8Array);
}

function isFor(recipient: EnvelopeRecipient, certificate: Certificate): boolean {
  return recipient.serial === certificate.serial && equalBytes(recipient.issuer.der, certificate.issuer.der);
}

/**
 * Opens an envelope as one of its recipients and gives the content. Whatever is wrong inside gives the same error, so
 * that a sender of altered envelopes learns nothing from it.
 * @throws GmError `enveloped_data` (not a recipient, or the envelope is damaged), `unsupported` (another cipher),
 * `key`, `certificate`
 */
export function openEnvelopedData(envelope: EnvelopedData, opener: EnvelopeOpener): Uint8Array {
  const certificate = parseCertificate(opener.certificate);
  const recipient = envelope.recipients.find((one) => isFor(one, certificate));
  if (!recipient) throw new GmError('enveloped_data', 'the envelope is not addressed to this certificate');
  const allowed: string[] = [OID.sm2Encrypt, OID.sm2Curve, OID.ecPublicKey];
  if (envelope.cipher !== OID.sm4Cbc || !allowed.includes(recipient.keyAlgorithm)) {
    throw new GmError('unsupported', 'only envelopes with SM2 and SM4-CBC are opened');
  }
  const { privateKey } = opener;
  let key: Uint8Array | undefined;
  try {
    const { encryptedKey } = recipient;
    key =
      typeof privateKey === 'function'
        ? privateKey(encryptedKey)
        : sm2Decrypt(encryptedKey, privateKey, { format: 'der' });
  } catch (error) {
    if (!(error instanceof GmError) || error.code === 'key') throw error;
  }
  const sound = key?.length === 16 && envelope.iv.length === 16;
  const content = sound ? cbcDecrypt('sm4', key!, envelope.iv, envelope.encryptedContent) : undefined;
  if (!content) throw new GmError('enveloped_data', 'the envelope cannot be opened: damaged, or for another key');
  return content;
}
