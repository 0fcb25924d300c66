import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, oneOf, RequestId, Text } from '../shapes.ts';

const Words = Type.Object({ zh: Type.String({ maxLength: 120 }), en: Type.String({ maxLength: 240 }) });
const Answer = Type.Object({ allowed: Type.Boolean(), reason: Type.Optional(Text) });

/** A row of the licence catalogue (F215). */
export const LicenceTypeBody = Type.Object({
  name: Words,
  definingBody: Type.String({ maxLength: 18 }),
  holder: oneOf(['person', 'firm', 'applicant']),
  validity: Type.Object({
    kind: oneOf(['item', 'years', 'long-term']),
    years: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  numberRule: Type.String({ maxLength: 200 }),
  share: oneOf(['unconditional', 'conditional', 'none']),
  grade: oneOf(['A', 'B', 'D']),
  fields: Type.Array(
    Type.Object({
      key: Type.String({ maxLength: 60 }),
      name: Type.String({ maxLength: 60 }),
      label: Words,
      type: Type.Optional(Type.String({ maxLength: 40 })),
      mask: Type.Optional(oneOf(['id', 'mobile', 'name', 'all'])),
    }),
    { maxItems: 100 },
  ),
  relatedItems: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 50 }),
  paper: Type.String({ maxLength: 200_000, description: 'the template, JSON' }),
});
export type LicenceTypeBody = Static<typeof LicenceTypeBody>;

const TypeVersion = Type.Object({
  version: Type.Integer(),
  state: oneOf(['draft', 'published', 'dropped']),
  source: oneOf(['package', 'studio']),
  savedBy: Type.String(),
  savedAt: Instant,
  note: Type.Optional(Type.String()),
  publishedBy: Type.Optional(Type.String()),
  publishedAt: Type.Optional(Instant),
});

export const LicenceTypeDetail = Type.Object({
  typeCode: Type.String(),
  inForce: TypeVersion,
  body: LicenceTypeBody,
  draft: Type.Optional(Type.Object({ ...TypeVersion.properties, body: LicenceTypeBody, publish: Answer })),
  edit: Answer,
  versions: Type.Array(TypeVersion),
});
export type LicenceTypeDetail = Static<typeof LicenceTypeDetail>;

const params = Type.Object({ typeCode: Type.String({ minLength: 1, maxLength: 21, pattern: '^[0-9A-Za-z_-]+$' }) });

export const listLicenceTypes = defineRoute({
  name: 'licences.listTypes',
  method: 'GET',
  path: '/api/studio/licence-types',
  permission: 'official',
  summary: 'Licence types my office issues',
  reply: Type.Array(
    Type.Object({
      typeCode: Type.String(),
      name: Text,
      version: Type.Integer(),
      source: oneOf(['package', 'studio']),
      publishedAt: Type.Optional(Instant),
      share: oneOf(['unconditional', 'conditional', 'none']),
      numberRule: Type.String(),
      draft: Type.Boolean(),
    }),
  ),
  errors: [],
});

export const getLicenceType = defineRoute({
  name: 'licences.getType',
  method: 'GET',
  path: '/api/studio/licence-types/:typeCode',
  permission: 'official',
  summary: 'A licence type: what is in force, the draft, its versions',
  params,
  reply: LicenceTypeDetail,
  errors: ['licences.type_missing'],
});

/** One version as it was saved, and the published one before it: what it changed. */
export const getLicenceTypeVersion = defineRoute({
  name: 'licences.getTypeVersion',
  method: 'GET',
  path: '/api/studio/licence-types/:typeCode/versions/:version',
  permission: 'official',
  summary: 'One version of a licence type and the published one before it',
  params: Type.Object({
    ...params.properties,
    version: Type.String({ pattern: '^[0-9]{1,9}$' }),
  }),
  reply: Type.Object({
    version: TypeVersion,
    body: LicenceTypeBody,
    former: Type.Optional(Type.Object({ version: Type.Integer(), body: LicenceTypeBody })),
  }),
  errors: ['licences.type_missing'],
});

export const previewLicenceType = defineRoute({
  name: 'licences.previewType',
  method: 'POST',
  path: '/api/studio/licence-types/:typeCode/preview',
  permission: 'official',
  summary: 'What a row would do: faults, the next three numbers, the paper',
  params,
  body: Type.Object({ body: LicenceTypeBody }),
  reply: Type.Object({
    findings: Type.Array(Type.Object({ path: Type.String(), text: Text })),
    numbers: Type.Array(Type.String()),
    svg: Type.Optional(Type.String()),
  }),
  errors: ['licences.type_missing'],
});

export const saveLicenceType = defineRoute({
  name: 'licences.saveType',
  method: 'POST',
  path: '/api/studio/licence-types/:typeCode/draft',
  permission: 'official',
  summary: 'Save the draft of a licence type',
  params,
  body: Type.Object({
    requestId: RequestId,
    note: Type.String({ minLength: 2, maxLength: 200 }),
    body: LicenceTypeBody,
  }),
  reply: LicenceTypeDetail,
  errors: ['licences.type_missing', 'licences.not_lawful'],
});

export const decideLicenceType = defineRoute({
  name: 'licences.decideType',
  method: 'POST',
  path: '/api/studio/licence-types/:typeCode/decision',
  permission: 'official',
  summary: 'Publish the draft, as another person, or drop it',
  params,
  body: Type.Object({ requestId: RequestId, verdict: oneOf(['publish', 'drop']) }),
  reply: LicenceTypeDetail,
  errors: ['licences.type_missing', 'licences.not_lawful', 'licences.type_wrong'],
});
