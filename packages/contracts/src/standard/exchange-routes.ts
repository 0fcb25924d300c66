import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, oneOf, Text } from '../shapes.ts';
import { StandardFaultShape } from './routes.ts';

export const getStandardExchange = defineRoute({
  name: 'standard.getExchange',
  method: 'GET',
  path: '/api/studio/standard/exchange',
  permission: 'official',
  summary:
    'State of the exchange schema: what was handed over last, what came from other systems, what of it is faulty',
  reply: Type.Object({
    source: Type.String({ description: 'data_source of our rows' }),
    ranAt: Type.Optional(Instant),
    handedAt: Type.Optional(Instant),
    batch: Type.Optional(Type.String()),
    cases: Type.Integer(),
    licences: Type.Integer(),
    rows: Type.Integer(),
    error: Type.Optional(Type.String()),
    failedAt: Type.Optional(Instant),
    /** Not there while the schema can't be reached. */
    tables: Type.Array(
      Type.Object({ name: Type.String(), title: Text, rows: Type.Integer(), lastAt: Type.Optional(Instant) }),
    ),
    received: Type.Integer(),
    faulty: Type.Integer(),
    faultyCases: Type.Array(
      Type.Object({
        number: Type.String(),
        source: Type.String(),
        at: Instant,
        faults: Type.Array(StandardFaultShape),
      }),
    ),
  }),
  errors: [],
});

export const queryReceivedCase = defineRoute({
  name: 'standard.queryReceived',
  method: 'POST',
  path: '/api/case-query/received',
  permission: 'public',
  summary:
    'Ask for a case another system handles, by number and the last six characters of the applicant’s certificate number',
  body: Type.Object({
    number: Type.String({ minLength: 6, maxLength: 60 }),
    code: Type.String({ minLength: 6, maxLength: 12 }),
  }),
  reply: Type.Object({
    number: Type.String(),
    source: Type.String(),
    itemName: Type.String(),
    office: Type.String(),
    applicant: Type.String({ description: 'masked' }),
    /** Times as the other system wrote them: yyyy-mm-dd hh:mm:ss, Asia/Shanghai. */
    appliedAt: Type.String(),
    acceptedAt: Type.Optional(Type.String()),
    steps: Type.Array(
      Type.Object({
        name: Type.String(),
        action: oneOf(['通过', '退回', '其他']),
        from: Type.String(),
        to: Type.String(),
      }),
    ),
    result: Type.Optional(Type.Object({ kind: Text, at: Type.String() })),
  }),
  errors: ['standard.received_missing', 'identity.too_many'],
});
