import { concat, equalBytes, toHex } from './bytes.ts';
import { parseCertificate, verifyWithCertificate } from './certificate.ts';
import { type DerElement, type DerFields, readDer } from './der-read.ts';
import {
  derBits,
  derBoolean,
  derGeneralizedTime,
  derIa5,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derUtf8,
  TAG,
} from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import { requireSm2, type Signer, type SyncSigner } from './signer.ts';
import { sm3 } from './sm3.ts';

/** Structure of a seal: 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
export type SealVersion = 1 | 4 | 5;

export interface SealPicture {
  /** As written by the maker: `png`, `PNG`, `ofd`, `svg`, `jpg`, `bmp`, `gif` … */
  readonly type: string;
  readonly data: Uint8Array;
  /** Millimetres. */
  readonly width: number;
  /** Millimetres. */
  readonly height: number;
}

export interface SealExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** A parsed seal; byte fields are views of `der`. */
export interface Seal {
  readonly version: SealVersion;
  /** esID: 14 digits by GB/T 38540 (region 6 + serial 8); other makers' texts are kept as they are. */
  readonly id: string;
  readonly vendor: string;
  /** Kinds beyond 1 (unit) and 2 (personal) are normal: 3, 15 … */
  readonly type: number;
  readonly name: string;
  readonly certListType: 'certificates' | 'digests';
  /** DER of the certificates allowed to use the seal; empty for a list of digests. */
  readonly certificates: readonly Uint8Array[];
  /** Digests of the certificates; empty for a list of certificates. */
  readonly digests: readonly { readonly algorithm: string; readonly value: Uint8Array }[];
  readonly createdAt: Date;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly picture: SealPicture;
  readonly extensions: readonly SealExtension[];
  /** DER. */
  readonly makerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signedValue: Uint8Array;
  /** What the maker signed: v4 and v5 the seal info alone, v1 info, certificate and algorithm. */
  readonly signedBytes: Uint8Array;
  /** RFC 3161 token over the signature value (v5). */
  readonly timeStamp: Uint8Array | undefined;
  readonly der: Uint8Array;
}

export interface SealInput {
  /** 14 digits: region code 6 + serial 8. */
  readonly id: string;
  /** Maker's id, ASCII, e.g. `MIAOPI`. */
  readonly vendor: string;
  readonly type: number;
  /** Name of the seal, 1–200 characters. */
  readonly name: string;
  /** DER certificates allowed to use it. */
  readonly certificates: readonly Uint8Array[];
  /** Put SM3 digests of the certificates into the seal instead of the certificates; default `certificates`. */
  readonly certListType?: 'certificates' | 'digests';
  readonly createdAt: Date;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly picture: SealPicture;
  readonly extensions?: readonly SealExtension[];
}

const MAX_SEAL = 4 * 1024 * 1024;

function fail(message: string): never {
  throw new GmError('seal', message);
}

function checkInput(input: SealInput): void {
  if (!/^\d{14}$/.test(input.id)) fail('a seal id is 14 digits: region code 6, serial 8');
  if (input.name.length === 0 || input.name.length > 200) fail('a seal name has 1 to 200 characters');
  if (!Number.isInteger(input.type) || input.type < 1 || input.type > 255) fail('a seal type is 1 to 255');
  if (input.certificates.length === 0 || input.certificates.length > 100) fail('a seal lists 1 to 100 certificates');
  if (!(input.validFrom.getTime() < input.validTo.getTime())) fail('validFrom must be earlier than validTo');
  const { data, width, height, type } = input.picture;
  if (data.length === 0 || data.length > MAX_SEAL / 2) fail('a seal picture has 1 byte to 2 MiB');
  if (![width, height].every((mm) => Number.isInteger(mm) && mm >= 1 && mm <= 200)) {
    fail('width and height are whole millimetres, 1 to 200');
  }
  if (!/^[A-Za-z0-9]{1,16}$/.test(type)) fail('a picture type is a short name such as png');
}

export function encodeSealExtensions(extensions: readonly SealExtension[]): Uint8Array {
  return derSequence(
    ...extensions.map(({ oid, critical, value }) =>
      derSequence(derOid(oid), ...(critical ? [derBoolean(true)] : []), derOctets(value)),
    ),
  );
}

function encodeInfo(input: SealInput): Uint8Array {
  const digests = input.certListType === 'digests';
  const list = input.certificates.map((der) => {
    parseCertificate(der);
    return digests ? derSequence(DIGEST_NAME, derOctets(sm3(der))) : derOctets(der);
  });
  const { type, data, width, height } = input.picture;
  return derSequence(
    derSequence(derIa5('ES'), derInteger(4), derIa5(input.vendor)),
    derIa5(input.id),
    derSequence(
      derInteger(input.type),
      derUtf8(input.name),
      derInteger(digests ? 2 : 1),
      derSequence(...list),
      derGeneralizedTime(input.createdAt),
      derGeneralizedTime(input.validFrom),
      derGeneralizedTime(input.validTo),
    ),
    derSequence(derIa5(type), derOctets(data), derInteger(width), derInteger(height)),
    // Real v4 seals carry the extensions without the [0] tag.
    ...(input.extensions?.length ? [encodeSealExtensions(input.extensions)] : []),
  );
}

const DIGEST_NAME = Uint8Array.of(TAG.printable, 3, 0x53, 0x4d, 0x33);

function assemble(info: Uint8Array, maker: Signer, signature: Uint8Array): Uint8Array {
  return derSequence(info, derOctets(maker.certificate), derOid(OID.sm2WithSm3), derBits(signature));
}

/**
 * Makes a GB/T 38540-2020 seal (version 4): the maker signs the seal info. Gives DER; at once when the signer does.
 * @throws GmError `seal` (a field out of bounds), `argument`, `certificate`, `der`, `unsupported` (not an SM2 key)
 */
export function makeSeal(input: SealInput & { readonly maker: SyncSigner }): Uint8Array;
export function makeSeal(input: SealInput & { readonly maker: Signer }): Uint8Array | Promise<Uint8Array>;
export function makeSeal(input: SealInput & { readonly maker: Signer }): Uint8Array | Promise<Uint8Array> {
  checkInput(input);
  requireSm2(input.maker);
  const info = encodeInfo(input);
  const signature = input.maker.sign(info);
  if (signature instanceof Uint8Array) return assemble(info, input.maker, signature);
  return signature.then((value) => assemble(info, input.maker, value));
}

interface Info {
  readonly header: number;
  readonly seal: Pick<
    Seal,
    | 'id'
    | 'vendor'
    | 'type'
    | 'name'
    | 'certListType'
    | 'certificates'
    | 'digests'
    | 'createdAt'
    | 'validFrom'
    | 'validTo'
    | 'picture'
    | 'extensions'
  >;
}

export function readSealExtensions(element: DerElement): SealExtension[] {
  return element.list(TAG.sequence, 50).map((entry) => {
    const fields = entry.sequence();
    const oid = fields.next('oid').oid();
    const critical = fields.optional(TAG.boolean, 'critical')?.boolean() ?? false;
    const value = fields.next('value').octets();
    fields.end();
    return { oid, critical, value };
  });
}

/** Extensions with or without the [0] tag: both are found in the wild. */
export function readOptionalExtensions(fields: DerFields): SealExtension[] {
  const tagged = fields.optional(0xa0, 'extDatas')?.fields();
  if (!tagged) {
    const plain = fields.optional(TAG.sequence, 'extDatas');
    return plain ? readSealExtensions(plain) : [];
  }
  const out = readSealExtensions(tagged.next('list'));
  tagged.end();
  return out;
}

function readDigest(element: DerElement): { algorithm: string; value: Uint8Array } {
  const fields = element.sequence();
  const algorithm = fields.next('type').text(TAG.printable, TAG.utf8, TAG.ia5);
  const value = fields.next('value').octets();
  fields.end();
  return { algorithm, value };
}

function readInfo(element: DerElement, old: boolean): Info {
  const fields = element.sequence();
  const header = fields.next('header').sequence();
  if (header.next('id').text(TAG.ia5) !== 'ES') fail('seal.header.id is not "ES"');
  const version = header.next('version').smallInteger(0, 1000);
  const vendor = header.next('vendor').text(TAG.ia5);
  header.end();
  const id = fields.next('esID').text(TAG.ia5);

  const property = fields.next('property').sequence();
  const type = property.next('type').smallInteger(0, 65535);
  const name = property.next('name').text(TAG.utf8);
  const listType = old ? 1 : property.next('certListType').smallInteger(1, 2);
  const list = property.next('certList').list(TAG.sequence, 1000);
  const createdAt = property.next('createDate').time();
  const validFrom = property.next('validStart').time();
  const validTo = property.next('validEnd').time();
  property.end();

  const picture = fields.next('picture').sequence();
  const pictureType = picture.next('type').text(TAG.ia5);
  const data = picture.next('data').octets();
  const width = picture.next('width').smallInteger(1, 10_000);
  const height = picture.next('height').smallInteger(1, 10_000);
  picture.end();
  const extensions = readOptionalExtensions(fields);
  fields.end();
  return {
    header: version,
    seal: {
      id,
      vendor,
      type,
      name,
      certListType: listType === 1 ? 'certificates' : 'digests',
      certificates: listType === 1 ? list.map((entry) => entry.octets()) : [],
      digests: listType === 2 ? list.map(readDigest) : [],
      createdAt,
      validFrom,
      validTo,
      picture: { type: pictureType, data, width, height },
      extensions,
    },
  };
}

function countFields(element: DerElement): number {
  const fields = element.sequence();
  let count = 0;
  for (; fields.more() && count <= 10; count += 1) fields.next(String(count));
  return count;
}

function read(element: DerElement): Seal {
  const count = countFields(element);
  const fields = element.sequence();
  const infoElement = fields.next('eSealInfo');
  if (count === 2) {
    const { seal } = readInfo(infoElement, true);
    const sign = fields.next('signInfo').sequence();
    fields.end();
    const certificate = sign.next('cert');
    const algorithm = sign.next('signatureAlgorithm');
    const signedValue = sign.next('signData').bits();
    sign.end();
    return {
      version: 1,
      ...seal,
      makerCertificate: certificate.octets(),
      signatureAlgorithm: algorithm.oid(),
      signedValue,
      signedBytes: derSequence(infoElement.raw, certificate.raw, algorithm.raw),
      timeStamp: undefined,
      der: element.raw,
    };
  }
  if (count !== 4 && count !== 5) element.fail('a seal has 2 (v1), 4 (v4) or 5 (v5) fields', 'seal');
  const { header, seal } = readInfo(infoElement, false);
  if (header !== 4 && header !== 5) element.fail(`unknown seal version ${header}`, 'seal');
  if (header === 4 && count === 5) element.fail('a version 4 seal has 4 fields', 'seal');
  const makerCertificate = fields.next('cert').octets();
  const signatureAlgorithm = fields.next('signAlgID').oid();
  const signedValue = fields.next('signedValue').bits();
  const wrapper = fields.optional(0xa0, 'timeStamp')?.fields();
  const timeStamp = wrapper?.next('token').bits();
  wrapper?.end();
  fields.end();
  return {
    version: header,
    ...seal,
    makerCertificate,
    signatureAlgorithm,
    signedValue,
    signedBytes: infoElement.raw,
    timeStamp,
    der: element.raw,
  };
}

const recent = new Map<string, Seal>();
const MAX_RECENT = 32;

/** A seal inside another structure, from a small cache: one seal stands in thousands of documents. */
export function readSeal(element: DerElement): Seal {
  if (element.raw.length > MAX_SEAL) element.fail(`a seal has at most ${MAX_SEAL} bytes`, 'size');
  const name = toHex(sm3(element.raw));
  const cached = recent.get(name);
  if (cached) return cached;
  // A copy, so that the cache does not hold the document around it, nor changes with it.
  const seal = read(readDer(concat(element.raw), 'seal'));
  if (recent.size >= MAX_RECENT) recent.delete(recent.keys().next().value!);
  recent.set(name, seal);
  return seal;
}

/**
 * Parses a seal of any version strictly (at most 4 MiB). Nothing is verified yet.
 * @throws GmError `der`, `size`, `seal`
 */
export function parseSeal(der: Uint8Array): Seal {
  return readSeal(readDer(der, 'seal', { maxBytes: MAX_SEAL }));
}

const makerVerdicts = new WeakMap<Seal, boolean>();

/**
 * Has the holder of the maker certificate signed this seal? Says nothing about whether that maker is trusted: verify
 * the maker's chain with `verifyChain`. False too for algorithms other than SM2/SM3.
 * @throws GmError `der`, `certificate`, `point` when the maker certificate is malformed
 */
export function verifySealMaker(seal: Seal): boolean {
  const known = makerVerdicts.get(seal);
  if (known !== undefined) return known;
  const ok =
    seal.signatureAlgorithm === OID.sm2WithSm3 &&
    verifyWithCertificate(
      parseCertificate(seal.makerCertificate),
      seal.signatureAlgorithm,
      seal.signedBytes,
      seal.signedValue,
    );
  makerVerdicts.set(seal, ok);
  return ok;
}

/** Is the certificate one that the seal allows: byte for byte, or by its SM3 digest (GB/T 38540 signature step c)? */
export function sealListsSigner(seal: Seal, certificate: Uint8Array): boolean {
  if (seal.certListType === 'certificates') return seal.certificates.some((listed) => equalBytes(listed, certificate));
  const digest = sm3(certificate);
  return seal.digests.some(
    ({ algorithm, value }) => (algorithm.toUpperCase() === 'SM3' || algorithm === OID.sm3) && equalBytes(value, digest),
  );
}
