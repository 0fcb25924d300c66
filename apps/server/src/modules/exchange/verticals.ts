import { parseCertificate, type SyncSigner, sm2Verify, toBase64 } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import type { SentBytes } from '../../kernel/http/route.ts';
import type { Text } from '../../kernel/text.ts';
import { signerOf } from './signed-bytes.ts';

/** A vertical system of the state (垂直管理业务系统) to which applicants are handed over. */
export interface VerticalSystem {
  /** As items name it, and among the connectors. */
  readonly id: string;
  readonly name: Text;
  /** USCC of whose it is; its officials act in its name. */
  readonly uscc: string;
  /** DER of the certificates it may sign with: its own, not merely one of the same authority. */
  readonly certificates: readonly Uint8Array[];
}

export interface VerticalPlugs {
  readonly systems: readonly VerticalSystem[];
  /** Address of its page for who comes over; undefined while nobody knows it. */
  entry(id: string): Promise<string | undefined>;
  /** DER of the roots that their certificates stem from. */
  readonly anchors: readonly Uint8Array[];
  /** The platform's identity towards outside systems; undefined where there is none. */
  readonly signer?: SyncSigner;
  readonly now: () => Date;
}

/** Vertical systems as the installation knows them: tickets signed for them, messages believed of them. */
export interface VerticalSystems {
  find(id: string): VerticalSystem | undefined;
  /** Of all that are configured. */
  readonly ids: readonly string[];
  entry(id: string): Promise<string | undefined>;
  /** Canonical JSON (RFC 8785) and its SM2 signature, both base64url, joined by a point. */
  ticket(payload: Readonly<Record<string, unknown>>): string;
  /** What a ticket says, when the signature is ours; undefined otherwise. */
  readTicket(ticket: string): Readonly<Record<string, unknown>> | undefined;
  /** Whose bytes these are, by `x-signature` and `x-certificate`; undefined when nobody's we know, not valid now, or over other bytes. */
  signerOf(sent: SentBytes): VerticalSystem | undefined;
  /** Base64 DER of the certificate tickets are signed with. */
  readonly certificate: string | undefined;
}

export const noVerticals: VerticalPlugs = {
  systems: [],
  entry: async () => undefined,
  anchors: [],
  now: () => new Date(),
};

export function createVerticalSystems(plugs: VerticalPlugs): VerticalSystems {
  const { systems, signer } = plugs;
  return {
    find: (id) => systems.find((one) => one.id === id),
    ids: systems.map((one) => one.id),
    entry: (id) => plugs.entry(id),
    certificate: signer && toBase64(signer.certificate),
    ticket(payload) {
      if (!signer) throw new Error('there is no key to sign tickets with');
      const body = Buffer.from(canonicalJson(payload));
      return `${body.toString('base64url')}.${Buffer.from(signer.sign(body)).toString('base64url')}`;
    },
    readTicket(ticket) {
      const [body, signature, more] = ticket.split('.');
      if (!signer || !body || !signature || more !== undefined) return undefined;
      try {
        const bytes = Buffer.from(body, 'base64url');
        const { publicKey } = parseCertificate(signer.certificate);
        if (!sm2Verify(Buffer.from(signature, 'base64url'), bytes, publicKey)) return undefined;
        return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
      } catch {
        return undefined;
      }
    },
    signerOf: (sent) => signerOf(systems, sent, { anchors: plugs.anchors, at: plugs.now() }),
  };
}
