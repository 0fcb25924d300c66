import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

const Reason = Type.String({ minLength: 2, maxLength: 500 });

export const AuthorityRole = oneOf(['own', 'business-licence', 'added'], {
  description: 'own: this installation’s · business-licence: of electronic business licences · added: by an operator',
});

export const TrustedAuthority = Type.Object({
  id: Type.String(),
  role: AuthorityRole,
  roleName: Text,
  name: Type.String(),
  certificates: Type.Array(
    Type.Object({
      use: oneOf(['root', 'intermediate', 'seal-maker']),
      subject: Type.String(),
      validTo: Instant,
      fingerprint: Type.String({ description: 'SM3 of the certificate, hex' }),
    }),
  ),
  lists: Type.Array(Type.Object({ issuer: Type.String(), thisUpdate: Instant, nextUpdate: Type.Optional(Instant) }), {
    description: 'revocation lists that came with it',
  }),
  addedBy: Type.Optional(Type.String()),
  addedAt: Type.Optional(Instant),
  reason: Type.Optional(Type.String()),
});
export type TrustedAuthority = Static<typeof TrustedAuthority>;

export const listTrustedAuthorities = defineRoute({
  name: 'seals.listTrustedAuthorities',
  method: 'GET',
  path: '/api/seals/authorities',
  permission: 'official',
  summary: 'Authorities whose signatures are believed on files that people bring',
  reply: Type.Object({
    authorities: Type.Array(TrustedAuthority),
    former: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        addedBy: Type.String(),
        addedAt: Instant,
        removedBy: Type.String(),
        removedAt: Instant,
        removedBecause: Type.String(),
      }),
    ),
    mayChange: Type.Boolean(),
  }),
  errors: [],
});

export const addTrustedAuthority = defineRoute({
  name: 'seals.addTrustedAuthority',
  method: 'POST',
  path: '/api/seals/authorities',
  permission: 'official',
  summary: 'Believe another authority: its roots, intermediates, seal makers and revocation lists as PEM',
  body: Type.Object({
    requestId: RequestId,
    name: Type.String({ minLength: 2, maxLength: 100 }),
    pem: Type.String({ minLength: 40, maxLength: 60_000 }),
    reason: Reason,
  }),
  status: 201,
  reply: Type.Object({ authorityId: Type.String() }),
  errors: ['seals.authority_refused', 'seals.authority_there'],
});

export const removeTrustedAuthority = defineRoute({
  name: 'seals.removeTrustedAuthority',
  method: 'POST',
  path: '/api/seals/authorities/:authorityId/removal',
  permission: 'official',
  summary: 'Believe an added authority no more',
  params: Type.Object({ authorityId: Id }),
  body: Type.Object({ reason: Reason }),
  reply: 'empty',
  status: 204,
  errors: ['seals.authority_missing'],
});

/** For whoever checks files of this installation with software of his own, and for installations that trust it. */
export const getOwnTrust = defineRoute({
  name: 'seals.getOwnTrust',
  method: 'GET',
  path: '/api/seals/trust',
  permission: 'public',
  summary: 'Certificates and revocation lists of this installation’s authority, as PEM',
  reply: 'binary',
  errors: [],
});
