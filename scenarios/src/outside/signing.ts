import {
  fileSigner,
  fromBase64,
  generateSm2KeyPair,
  issueCertificate,
  type Sm2KeyPair,
  sm2Verify,
  subjectOf,
  toBase64,
  verifyChain,
} from '@miaopi/gm';
import { SYSTEM_IDS, SYSTEMS, type SystemId } from './systems.ts';

/** A private key with its certificate, in base64: what one party of the exchange holds. */
export interface PartyKeys {
  readonly privateKey: string;
  /** DER in base64, as it stands in `x-certificate`. */
  readonly certificate: string;
}

/** Keys of the exchange. JSON; holds private keys, so a file with it is for its owner only (mode 0600). */
export interface OutsideKeys {
  /** DER of the district's root, base64: both sides trust it and nothing else. */
  readonly root: string;
  readonly systems: Readonly<Record<SystemId, PartyKeys>>;
  /** The department outside that gives opinions. */
  readonly department: PartyKeys;
  /** The vertical system to which applicants go over. */
  readonly vertical: PartyKeys;
  /** The department's system that files for people. */
  readonly filer: PartyKeys;
  /** The platform, for whoever asks. */
  readonly caller: PartyKeys;
  /** 智能密码钥匙 of people of the demo, by ID number or staff account: what the demo's bridge offers. */
  readonly ukeys: Readonly<Record<string, PartyKeys & { readonly name: string }>>;
  /** Who certifies the keys of electronic business licences, and who makes their seals: an authority of its own, beside the district's. */
  readonly businessLicence: { readonly root: PartyKeys; readonly sealMaker: PartyKeys };
}

/** Signs with one key; the certificate is base64 DER. */
export interface Identity {
  readonly certificate: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Why a signed message must not be believed, or null when it may. Headers as Node gives them; `at` ms. */
export type TrustCheck = (
  body: Uint8Array,
  signature: string | readonly string[] | undefined,
  certificate: string | readonly string[] | undefined,
  at: number,
) => string | null;

/**
 * Issues the keys of all outside systems and of the platform under the district's authority.
 * @param authority DER of its certificate and its key; left out, a new authority is made.
 */
export function issueOutsideKeys(options: {
  readonly authority?: { readonly certificate: Uint8Array; readonly key: Uint8Array | Sm2KeyPair };
  readonly from: Date;
  readonly to: Date;
  /** People who hold a 智能密码钥匙. */
  readonly holders?: readonly { readonly name: string; readonly number: string; readonly citizen: boolean }[];
  /** Organisation in the platform's certificate. */
  readonly caller?: string;
}): OutsideKeys {
  const authority = options.authority ?? newAuthority(options.from, options.to);
  const issue = (organisation: string, name: string): PartyKeys => {
    const pair = generateSm2KeyPair();
    const certificate = issueCertificate({
      subject: { C: 'CN', O: organisation, CN: name },
      issuer: subjectOf(authority.certificate),
      subjectPublicKey: pair.publicKey,
      issuerKey: authority.key,
      notBefore: options.from,
      notAfter: options.to,
      extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
    });
    return { privateKey: toBase64(pair.privateKey), certificate: toBase64(certificate) };
  };
  return {
    root: toBase64(authority.certificate),
    systems: Object.fromEntries(SYSTEM_IDS.map((id) => [id, issue(SYSTEMS[id].owner, SYSTEMS[id].name.zh)])) as Record<
      SystemId,
      PartyKeys
    >,
    department: issue('云州市国防动员办公室', '人防审批系统'),
    vertical: issue('省公安厅治安管理总队', '人口管理信息系统'),
    filer: issue('云州市卫生健康委员会', '老龄服务管理系统'),
    caller: issue(options.caller ?? '云州市数据局', '秒批平台'),
    ukeys: Object.fromEntries(
      (options.holders ?? []).map(({ name, number, citizen }) => {
        const pair = generateSm2KeyPair();
        const certificate = issueCertificate({
          subject: { C: 'CN', CN: name, ...(citizen ? { serialNumber: number } : {}) },
          issuer: subjectOf(authority.certificate),
          subjectPublicKey: pair.publicKey,
          issuerKey: authority.key,
          notBefore: options.from,
          notAfter: options.to,
          extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
        });
        return [number, { name, privateKey: toBase64(pair.privateKey), certificate: toBase64(certificate) }];
      }),
    ),
    businessLicence: licenceAuthority(options.from, options.to),
  };
}

function licenceAuthority(notBefore: Date, notAfter: Date): OutsideKeys['businessLicence'] {
  const root = newAuthority(notBefore, notAfter, '示范区电子营业执照根');
  const pair = generateSm2KeyPair();
  const certificate = issueCertificate({
    subject: { C: 'CN', O: SYSTEMS['business-licence'].owner, CN: '电子营业执照制章' },
    issuer: subjectOf(root.certificate),
    subjectPublicKey: pair.publicKey,
    issuerKey: root.key,
    notBefore,
    notAfter,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
  });
  return {
    root: { privateKey: toBase64(root.key.privateKey), certificate: toBase64(root.certificate) },
    sealMaker: { privateKey: toBase64(pair.privateKey), certificate: toBase64(certificate) },
  };
}

function newAuthority(notBefore: Date, notAfter: Date, CN = '示范区共享交换根') {
  const key = generateSm2KeyPair();
  const name = { C: 'CN', O: '云州市示范电子认证服务中心', CN };
  const certificate = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKey,
    issuerKey: key,
    notBefore,
    notAfter,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  return { certificate, key };
}

export function identityOf(keys: PartyKeys): Identity {
  const signer = fileSigner({ privateKey: fromBase64(keys.privateKey), certificate: fromBase64(keys.certificate) });
  return { certificate: keys.certificate, sign: (bytes) => signer.sign(bytes) };
}

/** Believes what is signed by a key certified under the root at that time. */
export function trustOf(root: string): TrustCheck {
  const anchors = [fromBase64(root)];
  return (body, signature, certificate, at) => {
    if (typeof signature !== 'string' || typeof certificate !== 'string') {
      return 'x-signature and x-certificate are missing';
    }
    try {
      const chain = verifyChain(fromBase64(certificate), { anchors, at: new Date(at), usage: 'digitalSignature' });
      if (!chain.ok) return 'x-certificate does not stem from the root of the exchange or is not valid now';
      return sm2Verify(fromBase64(signature), body, chain.chain[0]!.publicKey)
        ? null
        : 'x-signature is not of these bytes';
    } catch {
      return 'x-signature or x-certificate cannot be read';
    }
  };
}
