import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

/** Of every message of a system that files for people (docs/guides/filing-by-departments.md). */
const ofMessages = ['filing.untrusted', 'filing.message_unreadable', 'filing.replayed', 'identity.too_many'] as const;

const ofFiles = [
  'materials.kind_refused',
  'materials.lies_about_kind',
  'materials.archive_unsafe',
  'materials.empty',
  'materials.too_large',
  'materials.seal_wrong',
  'materials.quota',
] as const;

/** F009: another department's system opens a filing for somebody, on a ground it names. */
export const beginFiling = defineRoute({
  name: 'filing.begin',
  method: 'POST',
  path: '/api/filing/v1/begin',
  permission: 'public',
  summary:
    'A registered system opens a filing for a person or firm, with the ground for it; believed by its signature only',
  raw: true,
  rawLimit: 2 * 1024 * 1024,
  reply: 'binary',
  errors: [
    ...ofMessages,
    'filing.item_closed',
    'filing.applicant_unknown',
    'filing.begun_otherwise',
    'filing.over',
    'catalog.item_missing',
    'catalog.item_suspended',
    'catalog.item_cancelled',
    'forms.wrong_applicant',
    'forms.draft_missing',
    'identity.number_wrong',
    'identity.name_differs',
    'identity.disabled',
    ...ofFiles,
  ],
});

export const uploadFilingFile = defineRoute({
  name: 'filing.upload',
  method: 'POST',
  path: '/api/filing/v1/upload',
  permission: 'public',
  summary: 'A registered system hands in a material of a filing',
  raw: true,
  rawLimit: 12 * 1024 * 1024,
  reply: 'binary',
  errors: [...ofMessages, 'filing.missing', 'filing.over', ...ofFiles],
});

export const callFiling = defineRoute({
  name: 'filing.call',
  method: 'POST',
  path: '/api/filing/v1/:operation',
  permission: 'public',
  summary: 'A registered system asks what it may file, checks, submits, follows, corrects or takes back what it filed',
  params: Type.Object({
    operation: oneOf(['items', 'form', 'check', 'submit', 'status', 'correct', 'withdraw']),
  }),
  raw: true,
  rawLimit: 1024 * 1024,
  reply: 'binary',
  errors: [
    ...ofMessages,
    'filing.item_closed',
    'filing.missing',
    'filing.over',
    'filing.not_submitted',
    'filing.filed_otherwise',
    'filing.file_foreign',
    'forms.incomplete',
    'forms.not_opened',
    'forms.too_large',
    'forms.draft_missing',
    'forms.draft_changed',
    'forms.draft_submitted',
    'forms.version_changed',
    'catalog.item_missing',
    'catalog.item_suspended',
    'catalog.item_cancelled',
    'identity.no_mandate',
    'materials.file_missing',
    'cases.wrong_state',
    'cases.correction_over',
    'cases.case_missing',
  ],
});

const what = {
  name: Type.String({ minLength: 2, maxLength: 80 }),
  uscc: Type.String({ maxLength: 18, pattern: '^[0-9A-Z]{18}$', description: 'whose system it is' }),
  department: Type.String({ minLength: 2, maxLength: 80 }),
  contact: Type.String({ minLength: 2, maxLength: 120 }),
};
const certificate = Type.String({
  minLength: 100,
  maxLength: 8000,
  description: 'SM2 certificate it signs with: PEM, or DER in base64',
});
const items = Type.Array(Type.String({ maxLength: 64, pattern: '^[a-z0-9-]{1,64}$' }), { minItems: 1, maxItems: 200 });
const pushUrl = Type.Optional(
  Type.String({ maxLength: 300, pattern: '^https?://', description: 'where it takes what changed; none: it asks' }),
);

export const FilingSystem = Type.Object({
  id: Type.String(),
  ...what,
  certificates: Type.Array(Type.Object({ subject: Type.String(), until: Instant, fingerprint: Type.String() })),
  items: Type.Array(Type.Object({ slug: Type.String(), name: Text })),
  pushUrl,
  state: oneOf(['active', 'revoked']),
  revokedReason: Type.Optional(Type.String()),
  createdAt: Instant,
  /** Of all time. */
  filings: Type.Integer(),
  lastAt: Type.Optional(Instant),
  /** Changes it has not taken yet. */
  untold: Type.Integer(),
});
export type FilingSystem = Static<typeof FilingSystem>;

const ofSystems = [
  'filing.system_missing',
  'filing.certificate_wrong',
  'filing.certificate_taken',
  'filing.item_not_fileable',
  'filing.address_wrong',
  'filing.reason_needed',
];

export const listFilingSystems = defineRoute({
  name: 'filing.listSystems',
  method: 'GET',
  path: '/api/studio/filing/systems',
  permission: 'operator',
  summary: 'Systems of other departments that file for people, and the items that may be filed so',
  reply: Type.Object({
    systems: Type.Array(FilingSystem),
    items: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Text,
        closed: Type.Optional(Text),
      }),
      { description: 'all items in use; `closed` says why one can only be filed by the applicant himself' },
    ),
  }),
  errors: [],
});

export const registerFilingSystem = defineRoute({
  name: 'filing.registerSystem',
  method: 'POST',
  path: '/api/studio/filing/systems',
  permission: 'operator',
  summary: 'Register a system that files for people, with its certificate and items',
  body: Type.Object({ requestId: RequestId, ...what, certificate, items, pushUrl }),
  reply: FilingSystem,
  errors: ofSystems,
});

export const changeFilingSystem = defineRoute({
  name: 'filing.changeSystem',
  method: 'POST',
  path: '/api/studio/filing/systems/:systemId',
  permission: 'operator',
  summary: 'Other items, a further certificate, another address, revoke or admit again',
  params: Type.Object({ systemId: Id }),
  body: Type.Object({
    requestId: RequestId,
    change: oneOf(['items', 'certificate', 'address', 'revoke', 'admit']),
    items: Type.Optional(items),
    certificate: Type.Optional(certificate),
    pushUrl,
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  reply: FilingSystem,
  errors: ofSystems,
});
