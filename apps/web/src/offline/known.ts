import { fromBase64, parseCertificate, parseCrl, toBase64 } from '@miaopi/gm';
import { readStatusList, type StatusList, type TrustedKey, trustCodeKeys } from '@miaopi/licence-code';
import type { OfdTrust } from '@miaopi/ofd';

/** What the page was saved with; written by the server (licences/offline/fill-page.ts). Bytes as base64. */
interface Given {
  readonly from: string;
  readonly at: string;
  readonly anchors: readonly string[];
  readonly authorities: readonly {
    readonly role: string;
    readonly roleName: Readonly<Record<'zh' | 'en', string>>;
    readonly name: string;
    readonly anchors: readonly string[];
  }[];
  readonly intermediates: readonly string[];
  readonly sealMakers: readonly string[];
  readonly crls: readonly string[];
  readonly codeKeys: readonly string[];
  readonly list: string;
}

export interface Known {
  readonly from: string;
  readonly savedAt: Date;
  readonly keys: readonly TrustedKey[];
  readonly trust: Omit<OfdTrust, 'at'>;
  /** Undefined when its own signature does not hold. */
  readonly list: StatusList | undefined;
  readonly given: Given;
}

/** Undefined: the page was opened as it was built, without anything to believe. */
export function readKnown(json: string): Known | undefined {
  const given = JSON.parse(json) as Partial<Given>;
  if (!given.anchors) return undefined;
  return knownOf(given as Given);
}

function knownOf(given: Given): Known {
  const certificates = (list: readonly string[]) => list.map((der) => parseCertificate(fromBase64(der)));
  const trust = {
    anchors: certificates(given.anchors),
    intermediates: certificates(given.intermediates),
    sealMakers: given.sealMakers.length > 0 ? certificates(given.sealMakers) : undefined,
    crls: given.crls.map((der) => parseCrl(fromBase64(der))),
  };
  const savedAt = new Date(given.at);
  const keys = trustCodeKeys({ ...trust, codeKeys: given.codeKeys.map((der) => fromBase64(der)) }, savedAt);
  return { from: given.from, savedAt, keys, trust, list: trustedList(fromBase64(given.list), keys), given };
}

/** A newer list in place of the page's own. @returns undefined when it is none, not of a trusted key, or older */
export function withList(known: Known, bytes: Uint8Array, toBase64: (bytes: Uint8Array) => string): Known | undefined {
  const list = trustedList(bytes, known.keys);
  if (!list || (known.list && list.issuedAt < known.list.issuedAt)) return undefined;
  return { ...known, list, given: { ...known.given, list: toBase64(bytes) } };
}

/** Whose authority a signature leads to, by the anchor its report names. */
export function authorityOf(known: Known, anchor: Uint8Array | undefined): Given['authorities'][number] | undefined {
  if (!anchor) return undefined;
  const der = toBase64(anchor);
  return known.given.authorities.find((one) => one.anchors.includes(der));
}

function trustedList(bytes: Uint8Array, keys: readonly TrustedKey[]): StatusList | undefined {
  try {
    const list = readStatusList(bytes);
    return keys.some((key) => list.verify(key.certificate.publicKey)) ? list : undefined;
  } catch {
    return undefined;
  }
}
