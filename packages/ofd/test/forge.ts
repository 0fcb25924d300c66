import {
  type CertificateExtensions,
  derBits,
  derExplicit,
  derGeneralizedTime,
  derIa5,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derUtf8,
  generateSm2KeyPair,
  issueCertificate,
  type NameInput,
  OID,
  parseCertificate,
  type Sm2KeyPair,
  sm2Sign,
  sm3,
} from '@miaopi/gm';
import { type OfdPackage, packOfd, prepareSealing } from '../src/index.ts';
import { licencePackage, SEALED_AT, samplePng } from './sample-world.ts';

/** A forger's workshop: every key is at hand, every field of every structure can be set. */
export const rootKey = generateSm2KeyPair();
export const makerKey = generateSm2KeyPair();
export const signerKey = generateSm2KeyPair();
export const strangerKey = generateSm2KeyPair();

const ROOT: NameInput = { CN: '锻造根', C: 'CN' };

export interface CertificateTwist {
  readonly name?: string;
  readonly issuer?: NameInput;
  readonly issuerKey?: Sm2KeyPair;
  readonly from?: string;
  readonly to?: string;
  readonly extensions?: CertificateExtensions;
  readonly authorityKeyId?: Uint8Array | false;
}

export function certificate(key: Sm2KeyPair, twist: CertificateTwist = {}): Uint8Array {
  const extensions = twist.extensions ?? { keyUsage: ['digitalSignature', 'nonRepudiation'] };
  return issueCertificate({
    subject: { CN: twist.name ?? '云州市市场监督管理局', C: 'CN' },
    issuer: twist.issuer ?? ROOT,
    subjectPublicKey: key.publicKey,
    issuerKey: twist.issuerKey ?? rootKey,
    notBefore: new Date(twist.from ?? '2025-01-01T00:00:00Z'),
    notAfter: new Date(twist.to ?? '2035-01-01T00:00:00Z'),
    extensions:
      twist.authorityKeyId === undefined ? extensions : { ...extensions, authorityKeyId: twist.authorityKeyId },
  });
}

export const AUTHORITY: CertificateExtensions = {
  basicConstraints: { ca: true },
  keyUsage: ['keyCertSign', 'cRLSign'],
};
export const root = parseCertificate(certificate(rootKey, { name: '锻造根', extensions: AUTHORITY }));
export const makerCertificate = certificate(makerKey, { name: '制章中心' });
export const signerCertificate = certificate(signerKey);
export const trust = { anchors: [root], at: new Date('2026-11-21T00:00:00Z') };

export interface SealTwist {
  readonly name?: string;
  readonly id?: string;
  readonly vendor?: string;
  readonly list?: readonly Uint8Array[];
  /** `type value` pairs instead of certificates. */
  readonly digests?: readonly (readonly [string, Uint8Array])[];
  readonly from?: string;
  readonly to?: string;
  readonly picture?: Uint8Array;
  readonly maker?: Uint8Array;
  readonly makerKey?: Sm2KeyPair;
  readonly algorithm?: string;
  readonly userId?: Uint8Array;
  /** Signs this instead of the seal info: the info is changed afterwards. */
  readonly signedAs?: SealTwist;
  readonly header?: number;
  readonly magic?: string;
}

const PICTURE = samplePng(400);

function sealInfo(twist: SealTwist): Uint8Array {
  const time = (text: string) => derGeneralizedTime(new Date(text));
  const list = twist.digests
    ? twist.digests.map(([type, value]) => derSequence(printable(type), derOctets(value)))
    : (twist.list ?? [signerCertificate]).map((c) => derOctets(c));
  return derSequence(
    derSequence(derIa5(twist.magic ?? 'ES'), derInteger(twist.header ?? 4), derIa5(twist.vendor ?? 'FORGE')),
    derIa5(twist.id ?? '53010000000001'),
    derSequence(
      derInteger(1),
      derUtf8(twist.name ?? '云州市市场监督管理局'),
      derInteger(twist.digests ? 2 : 1),
      derSequence(...list),
      time('2026-01-01T00:00:00Z'),
      time(twist.from ?? '2026-01-01T00:00:00Z'),
      time(twist.to ?? '2029-01-01T00:00:00Z'),
    ),
    derSequence(derIa5('png'), derOctets(twist.picture ?? PICTURE), derInteger(42), derInteger(42)),
  );
}

function printable(text: string): Uint8Array {
  const content = new TextEncoder().encode(text);
  return new Uint8Array([0x13, content.length, ...content]);
}

export function makeForgedSeal(twist: SealTwist = {}): Uint8Array {
  const { makerKey: key = makerKey, userId } = twist;
  const signed = sealInfo(twist.signedAs ?? twist);
  return derSequence(
    sealInfo(twist),
    derOctets(twist.maker ?? makerCertificate),
    derOid(twist.algorithm ?? OID.sm2WithSm3),
    derBits(sm2Sign(signed, key, userId ? { userId } : {})),
  );
}

export interface ValueTwist {
  readonly seal?: Uint8Array;
  readonly version?: number;
  readonly time?: Date;
  readonly dataHash?: Uint8Array;
  readonly propertyInfo?: string;
  readonly certificate?: Uint8Array;
  readonly key?: Sm2KeyPair;
  readonly userId?: Uint8Array;
  readonly algorithm?: string;
  readonly timeStamp?: Uint8Array;
  /** What is signed, when it is not the TBS_Sign that is written. */
  readonly signs?: (toSign: Uint8Array) => Uint8Array;
}

export function makeForgedValue(dataHash: Uint8Array, twist: ValueTwist = {}): Uint8Array {
  const toSign = derSequence(
    derInteger(twist.version ?? 4),
    twist.seal ?? makeForgedSeal(),
    derGeneralizedTime(twist.time ?? SEALED_AT),
    derBits(twist.dataHash ?? dataHash),
    derIa5(twist.propertyInfo ?? `/${FOLDER}/Signature.xml`),
  );
  const message = twist.signs ? twist.signs(toSign) : toSign;
  const signature = sm2Sign(message, twist.key ?? signerKey, twist.userId ? { userId: twist.userId } : {});
  return derSequence(
    toSign,
    derOctets(twist.certificate ?? signerCertificate),
    derOid(twist.algorithm ?? OID.sm2WithSm3),
    derBits(signature),
    ...(twist.timeStamp ? [derExplicit(0, derBits(twist.timeStamp))] : []),
  );
}

export const FOLDER = 'Doc_0/Signs/Sign_0';
export const LIST = 'Doc_0/Signs/Signatures.xml';
export const PAGE = 'Doc_0/Pages/Page_0/Content.xml';

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

export interface Forgery {
  /** Where the forger starts; default a licence of one page. */
  readonly from?: OfdPackage;
  /** Before sealing: the rightful signer seals what is here. */
  readonly before?: (parts: Map<string, Uint8Array>) => void;
  /** Changes Signature.xml before it is digested and signed. */
  readonly description?: (xml: string, parts: Map<string, Uint8Array>) => string;
  readonly seal?: Uint8Array;
  readonly value?: ValueTwist;
  /** The finished parts. */
  readonly after?: (parts: Map<string, Uint8Array>) => void;
  readonly mode?: 'whole' | 'continue';
}

/** Makes a file that is right in all but the twist. */
export function forge(forgery: Forgery = {}): Uint8Array {
  const from = forgery.from ?? licencePackage(1, PICTURE);
  const start = new Map(from.parts);
  forgery.before?.(start);
  const seal = forgery.seal ?? makeForgedSeal();
  const prepared = prepareSealing(
    { ...from, parts: start },
    {
      seal,
      time: forgery.value?.time ?? SEALED_AT,
      stamps: [{ page: 0, x: 200, y: 150, width: 42, height: 42 }],
      provider: { name: 'Forge' },
      mode: forgery.mode ?? 'continue',
    },
  );
  const draft = prepared.complete(new Uint8Array()).package;
  const parts = new Map(draft.parts);
  const path = `${FOLDER}/Signature.xml`;
  if (forgery.description) parts.set(path, bytesOf(forgery.description(textOf(parts.get(path)), parts)));
  parts.set(`${FOLDER}/SignedValue.dat`, makeForgedValue(sm3(parts.get(path)!), { seal, ...forgery.value }));
  forgery.after?.(parts);
  return packOfd({ ...draft, parts });
}

/** Replaces in a text part; a forgery that finds nothing to replace would prove nothing. */
export function swap(path: string, from: string | RegExp, to: string) {
  return (parts: Map<string, Uint8Array>) => {
    const old = textOf(parts.get(path));
    const changed = old.replace(from, to);
    if (changed === old) throw new Error(`${path} holds no ${from}`);
    parts.set(path, bytesOf(changed));
  };
}
