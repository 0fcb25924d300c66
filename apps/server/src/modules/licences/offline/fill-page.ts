import { toBase64 } from '@miaopi/gm';
import { authorityRoleNames, type JointTrust } from '../../seals/index.ts';

/** Where the page as built waits for what it shall know. */
const place = '<script type="application/json" id="known">{}</script>';

/** What the saved page knows; read by apps/web/src/offline. All bytes as base64. */
export interface Known {
  /** Where it was got, for going back there when there is a network. */
  readonly from: string;
  /** ISO */
  readonly at: string;
  readonly anchors: readonly string[];
  /** Whose anchors they are. */
  readonly authorities: readonly {
    readonly role: string;
    readonly roleName: { readonly zh: string; readonly en: string };
    readonly name: string;
    readonly anchors: readonly string[];
  }[];
  readonly intermediates: readonly string[];
  readonly sealMakers: readonly string[];
  readonly crls: readonly string[];
  readonly codeKeys: readonly string[];
  readonly list: string;
}

/** The page with the keys to believe and the list of this moment in it. */
export function fillPage(
  template: string,
  given: {
    readonly from: string;
    readonly at: Date;
    readonly trust: JointTrust;
    readonly codeKeys: readonly Uint8Array[];
    readonly list: Uint8Array;
  },
): string {
  const ders = (things: readonly { readonly der: Uint8Array }[]) => things.map((thing) => toBase64(thing.der));
  const { trust } = given;
  const known: Known = {
    from: given.from,
    at: given.at.toISOString(),
    anchors: ders(trust.anchors),
    authorities: trust.authorities.map(({ role, name, anchors }) => ({
      role,
      roleName: authorityRoleNames[role],
      name,
      anchors: ders(anchors),
    })),
    intermediates: ders(trust.intermediates),
    sealMakers: ders(trust.sealMakers ?? []),
    crls: ders(trust.crls),
    codeKeys: given.codeKeys.map((der) => toBase64(der)),
    list: toBase64(given.list),
  };
  if (!template.includes(place))
    throw new Error('the page for offline verification has no place for what it shall know');
  return template.replace(place, () => place.replace('{}', () => JSON.stringify(known).replaceAll('<', '\\u003c')));
}
