import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';
import { ShareKeyKind } from './share-routes.ts';

const PublicKey = Type.String({
  maxLength: 130,
  pattern: '^04[0-9a-fA-F]{128}$',
  description: 'SM2 point, uncompressed, hex',
});

export const ShareScope = Type.Object({
  typeCode: Type.String({ minLength: 21, maxLength: 21, pattern: '^[0-9A-Z]{21}$' }),
  purpose: Type.String({ minLength: 2, maxLength: 120 }),
  region: Type.String({ maxLength: 12, pattern: '^[0-9]{0,12}$', description: 'leading digits of the issuing region' }),
  byDuty: Type.Boolean({ description: 'may ask for it by duty, without the holder' }),
});

export const ShareSystem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  office: Type.String(),
  region: Type.String(),
  contact: Type.String(),
  keyKind: ShareKeyKind,
  keyVersion: Type.Integer(),
  encrypts: Type.Boolean(),
  state: oneOf(['active', 'disabled']),
  disabledReason: Type.Optional(Type.String()),
  createdAt: Instant,
  scopes: Type.Array(Type.Object({ ...ShareScope.properties, typeName: Type.Optional(Text) })),
  /** Of the last thirty days. */
  figures: Type.Object({ answered: Type.Integer(), refused: Type.Integer(), lastAt: Type.Optional(Instant) }),
});
export type ShareSystem = Static<typeof ShareSystem>;

/** The secret stands in the answer of registering and of a new key, and never again. */
const withSecret = Type.Object({ system: ShareSystem, secret: Type.Optional(Type.String()) });

export const listShareSystems = defineRoute({
  name: 'licences.listShareSystems',
  method: 'GET',
  path: '/api/studio/share-systems',
  permission: 'operator',
  summary: 'Systems that may ask for licences',
  reply: Type.Object({
    systems: Type.Array(ShareSystem),
    types: Type.Array(Type.Object({ typeCode: Type.String(), name: Text })),
  }),
  errors: [],
});

export const registerShareSystem = defineRoute({
  name: 'licences.registerShareSystem',
  method: 'POST',
  path: '/api/studio/share-systems',
  permission: 'operator',
  summary: 'Register a system that may ask for licences',
  body: Type.Object({
    requestId: RequestId,
    name: Type.String({ minLength: 2, maxLength: 80 }),
    office: Type.String({ minLength: 2, maxLength: 80 }),
    region: Type.String({ maxLength: 12, pattern: '^[0-9]{0,12}$' }),
    contact: Type.String({ minLength: 2, maxLength: 120 }),
    keyKind: ShareKeyKind,
    publicKey: Type.Optional(PublicKey),
    encryptTo: Type.Optional(PublicKey),
    scopes: Type.Array(ShareScope, { minItems: 1, maxItems: 100 }),
  }),
  reply: withSecret,
  errors: ['licences.system_incomplete'],
});

export const changeShareSystem = defineRoute({
  name: 'licences.changeShareSystem',
  method: 'POST',
  path: '/api/studio/share-systems/:systemId',
  permission: 'operator',
  summary: 'Disable it, let it ask again, give it a new key or another scope',
  params: Type.Object({ systemId: Id }),
  body: Type.Object({
    requestId: RequestId,
    change: oneOf(['disable', 'enable', 'new-key', 'scopes']),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    publicKey: Type.Optional(PublicKey),
    scopes: Type.Optional(Type.Array(ShareScope, { minItems: 1, maxItems: 100 })),
  }),
  reply: withSecret,
  errors: ['licences.system_missing', 'licences.system_incomplete'],
});

/** What a system asked lately: no data of holders. */
export const listShareLooks = defineRoute({
  name: 'licences.listShareLooks',
  method: 'GET',
  path: '/api/studio/share-systems/:systemId/looks',
  permission: 'operator',
  summary: 'Its latest questions',
  params: Type.Object({ systemId: Id }),
  reply: Type.Array(
    Type.Object({
      at: Instant,
      operation: Type.String(),
      what: Text,
      typeCode: Type.Optional(Type.String()),
      typeName: Type.Optional(Text),
      purpose: Type.String(),
      caseNumber: Type.Optional(Type.String()),
      basis: Type.Optional(Text),
      operator: Type.Optional(Type.String()),
      status: Type.Integer(),
      answer: Text,
    }),
  ),
  errors: ['licences.system_missing'],
});
