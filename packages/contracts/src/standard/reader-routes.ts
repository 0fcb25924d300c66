import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId } from '../shapes.ts';
import { CaseTable } from './routes.ts';

const scope = {
  purpose: Type.String({ minLength: 2, maxLength: 120, description: 'told to the people whose cases are read' }),
  tables: Type.Array(CaseTable, { minItems: 1, maxItems: 6 }),
  offices: Type.Array(Type.String({ maxLength: 18, pattern: '^[0-9A-Z]{18}$' }), {
    maxItems: 100,
    description: 'cases of these offices; none: of all',
  }),
  items: Type.Array(Type.String({ maxLength: 64, pattern: '^[a-z0-9-]{1,64}$' }), {
    maxItems: 200,
    description: 'cases of these items; none: of all',
  }),
};

export const StandardReader = Type.Object({
  id: Type.String(),
  name: Type.String(),
  office: Type.String(),
  contact: Type.String(),
  purpose: Type.String(),
  tables: Type.Array(Type.String()),
  offices: Type.Array(Type.String()),
  items: Type.Array(Type.String()),
  keyVersion: Type.Integer(),
  state: oneOf(['active', 'revoked']),
  revokedReason: Type.Optional(Type.String()),
  createdAt: Instant,
  /** Of the last thirty days. */
  readings: Type.Integer(),
  cases: Type.Integer(),
  lastAt: Type.Optional(Instant),
});
export type StandardReader = Static<typeof StandardReader>;

/** The key stands in the answer of registering and of a new key, and never again. */
const withKey = Type.Object({ reader: StandardReader, key: Type.Optional(Type.String()) });

export const listStandardReaders = defineRoute({
  name: 'standard.listReaders',
  method: 'GET',
  path: '/api/studio/standard/readers',
  permission: 'operator',
  summary: 'Systems that read the cases of the data standard',
  reply: Type.Array(StandardReader),
  errors: [],
});

export const registerStandardReader = defineRoute({
  name: 'standard.registerReader',
  method: 'POST',
  path: '/api/studio/standard/readers',
  permission: 'operator',
  summary: 'Register a system that reads cases, with purpose and scope',
  body: Type.Object({
    requestId: RequestId,
    name: Type.String({ minLength: 2, maxLength: 80 }),
    office: Type.String({ minLength: 2, maxLength: 80 }),
    contact: Type.String({ minLength: 2, maxLength: 120 }),
    ...scope,
  }),
  reply: withKey,
  errors: [],
});

export const changeStandardReader = defineRoute({
  name: 'standard.changeReader',
  method: 'POST',
  path: '/api/studio/standard/readers/:readerId',
  permission: 'operator',
  summary: 'Revoke its key, or give it a new one',
  params: Type.Object({ readerId: Id }),
  body: Type.Object({
    requestId: RequestId,
    change: oneOf(['revoke', 'new-key']),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  }),
  reply: withKey,
  errors: ['standard.reader_missing', 'standard.reason_needed'],
});

export const readStandardChanges = defineRoute({
  name: 'standard.readChanges',
  method: 'POST',
  path: '/api/standard/v1/changes',
  permission: 'public',
  summary: 'For registered systems: cases that changed since the cursor, each with all its rows as they stand now',
  body: Type.Object({
    readerId: Type.String({ minLength: 1, maxLength: 64 }),
    key: Type.String({ minLength: 1, maxLength: 100 }),
    cursor: Type.Optional(
      Type.String({ maxLength: 1000, description: 'of the answer before; none: from the beginning' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 200, description: 'cases, about' })),
  }),
  reply: Type.Object({
    cases: Type.Array(
      Type.Object({
        number: Type.String({ description: '办件编号' }),
        tables: Type.Record(
          Type.String(),
          Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer(), Type.Null()]))),
        ),
      }),
    ),
    cursor: Type.String({ description: 'keep it with what was read, in one transaction' }),
    more: Type.Boolean({ description: 'ask again at once' }),
  }),
  errors: ['standard.reader_refused', 'standard.cursor_unknown', 'identity.too_many'],
});
