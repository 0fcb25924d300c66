import * as c from '@miaopi/contracts';
import { type Certificate, toHex } from '@miaopi/gm';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import { authorityRoleNames } from '../domain/authority-roles.ts';
import { hasRole, officeScope } from '../policy.ts';
import { listFormerAuthorities } from '../store/trust-changes.ts';
import { writeTrustPem } from '../trust-pem.ts';
import { type AuthorityInForce, joinTrust } from '../trusted-authorities.ts';
import { addAuthority, removeAuthority } from '../use-cases/trust-authority.ts';
import type { RouteDeps } from './index.ts';

/** Whom the installation believes, and who changed that. */
export function trustRoutes(deps: RouteDeps): BoundRoute[] {
  const { kernel } = deps;
  return [
    route(c.listTrustedAuthorities, async ({ actor }) => {
      officeScope(actor);
      const former = await listFormerAuthorities(kernel.read);
      return {
        authorities: (await deps.authorities()).map(presentAuthority),
        former: former.map(({ id, name, byName, at, removedAt, removedBy, removedBecause }) => ({
          id,
          name,
          addedBy: byName,
          addedAt: at.toISOString(),
          removedBy,
          removedAt: removedAt.toISOString(),
          removedBecause,
        })),
        mayChange: hasRole(actor, 'security-auditor'),
      };
    }),
    route(c.getOwnTrust, async () => {
      const [own] = await deps.authorities();
      return {
        mediaType: 'application/x-pem-file',
        body: new TextEncoder().encode(writeTrustPem(joinTrust([own!]))),
        fileName: 'trust.pem',
        cacheSeconds: 60,
        shared: true,
      };
    }),
    route(c.addTrustedAuthority, async ({ actor, body }) => {
      const done = await addAuthority({ kernel, inForce: deps.authorities }, actor, body);
      await deps.trustChanged();
      return done;
    }),
    route(c.removeTrustedAuthority, async ({ actor, params, body }) => {
      await removeAuthority(kernel, actor, { ...params, ...body });
      await deps.trustChanged();
    }),
  ];
}

function presentAuthority({ id, role, name, anchors, trust, added }: AuthorityInForce): c.TrustedAuthority {
  const present = (use: c.TrustedAuthority['certificates'][number]['use']) => (one: Certificate) => ({
    use,
    subject: one.subject.text,
    validTo: one.notAfter.toISOString(),
    fingerprint: toHex(one.digest),
  });
  return {
    id,
    role,
    roleName: authorityRoleNames[role],
    name,
    certificates: [
      ...anchors.map(present('root')),
      ...trust.intermediates.map(present('intermediate')),
      ...(trust.sealMakers ?? []).map(present('seal-maker')),
    ],
    lists: trust.crls.map((one) => ({
      issuer: one.issuer.text,
      thisUpdate: one.thisUpdate.toISOString(),
      ...(one.nextUpdate ? { nextUpdate: one.nextUpdate.toISOString() } : {}),
    })),
    ...(added ? { addedBy: added.byName, addedAt: added.at.toISOString(), reason: added.reason } : {}),
  };
}
