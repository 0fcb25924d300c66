import { type Certificate, nameValue, parseCertificate } from '@miaopi/gm';
import type { Kernel } from '../../kernel/kernel.ts';
import type { NamedAuthority } from './plugs.ts';
import { type AddedAuthority, listAddedAuthorities } from './store/trust-changes.ts';
import { type JointTrust, readTrust, type Trust, type TrustedAuthority } from './trust-pem.ts';

/** One authority with all that is known of it. */
export interface AuthorityInForce extends TrustedAuthority {
  readonly trust: Trust;
  /** Who added it; absent for the installation's own and those of its connectors. */
  readonly added?: AddedAuthority;
}

/** Another process may have added or removed one: what was read is read again after so long. */
const readMs = 5000;

/**
 * Whom this installation believes of files that people bring: its own authority, those its connectors name, and those that operators added. An authority of
 * others counts as a seal's maker only by the maker certificates that came with it.
 */
export function createTrustedAuthorities(kernel: Kernel, named: () => readonly NamedAuthority[]) {
  let known: { readonly added: Promise<readonly AddedAuthority[]>; readonly readAt: number } | undefined;

  function added(): Promise<readonly AddedAuthority[]> {
    if (!known || Date.now() - known.readAt > readMs) {
      known = { added: listAddedAuthorities(kernel.read), readAt: Date.now() };
      known.added.catch(() => {
        known = undefined;
      });
    }
    return known.added;
  }

  async function besides(own: Trust): Promise<readonly AuthorityInForce[]> {
    return [
      { id: 'own', role: 'own', name: nameOf(own.anchors[0]), anchors: own.anchors, trust: own },
      ...named().map(authorityNamed),
      ...(await added()).map(authorityAdded),
    ];
  }

  return {
    forget(): void {
      known = undefined;
    },
    besides,
    async joinedWith(own: Trust): Promise<JointTrust> {
      return joinTrust(await besides(own));
    },
  };
}

/** The trust of several authorities as one. */
export function joinTrust(all: readonly AuthorityInForce[]): JointTrust {
  const [own] = all;
  return {
    anchors: all.flatMap((one) => one.anchors),
    intermediates: all.flatMap((one) => one.trust.intermediates),
    crls: all.flatMap((one) => one.trust.crls),
    // an installation without makers of its own would take any maker: it would then take any of the others too
    sealMakers: own?.trust.sealMakers && all.flatMap((one) => one.trust.sealMakers ?? []),
    authorities: all,
  };
}

export function authorityNamed({ id, role, root, sealMaker }: NamedAuthority): AuthorityInForce {
  const anchors = [parseCertificate(root)];
  const trust = { anchors, intermediates: [], crls: [], sealMakers: [parseCertificate(sealMaker)] };
  return { id, role, name: nameOf(anchors[0]), anchors, trust };
}

function authorityAdded(row: AddedAuthority): AuthorityInForce {
  const trust = readTrust(new TextEncoder().encode(row.pem));
  return { id: row.id, role: 'added', name: row.name, anchors: trust.anchors, trust, added: row };
}

function nameOf(certificate: Certificate | undefined): string {
  return certificate ? (nameValue(certificate.subject, 'CN') ?? certificate.subject.text) : '';
}
