import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Day, Id, Instant, oneOf, Page, RequestId, Text } from '../shapes.ts';
import { GradeUse, LicenceCard, LicenceEvent } from './routes.ts';

export const OfficeLicence = Type.Object({
  ...LicenceCard.properties,
  holderNumber: Type.String({ description: 'masked' }),
});
export type OfficeLicence = Static<typeof OfficeLicence>;

/** Licences the caller's office issued. */
export const listOfficeLicences = defineRoute({
  name: 'licences.listOfficeLicences',
  method: 'GET',
  path: '/api/office/licences',
  permission: 'official',
  summary: 'Licences my office issued',
  query: Type.Object({
    ...Page,
    state: Type.Optional(
      oneOf([
        'valid',
        'not-yet-valid',
        'expired',
        'suspended',
        'changed',
        'cancelled',
        'revoked',
        'withdrawn',
        'transferred',
        'recalled',
      ]),
    ),
    type: Type.Optional(Type.String({ maxLength: 21 })),
    words: Type.Optional(Type.String({ maxLength: 120, description: 'number, holder or identifier' })),
  }),
  reply: Type.Object({
    licences: Type.Array(OfficeLicence),
    types: Type.Array(Type.Object({ typeCode: Type.String(), name: Text, count: Type.Integer() })),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const LicenceActionName = oneOf([
  'renew',
  'replace',
  'suspend',
  'resume',
  'withdraw',
  'revoke',
  'cancel',
  'transfer-out',
  'transfer-in',
]);

export const OfficeLicenceDetail = Type.Object({
  ...OfficeLicence.properties,
  fields: Type.Array(Type.Object({ label: Text, value: Type.String() })),
  /** How it came by its trust grade, what that allows, and whether comparing it with the paper raises it. */
  trust: Type.Object({
    from: Text,
    uses: Type.Array(GradeUse),
    check: Type.Object({ allowed: Type.Boolean(), reason: Type.Optional(Text) }),
  }),
  verifyUrl: Type.String(),
  history: Type.Array(LicenceEvent),
  versions: Type.Array(LicenceCard),
  actions: Type.Array(
    Type.Object({
      action: LicenceActionName,
      name: Text,
      allowed: Type.Boolean(),
      reason: Type.Optional(Text),
      twoPersons: Type.Boolean(),
      document: Type.Boolean({ description: 'the number of a written decision is needed' }),
      grounds: Type.Array(Type.Object({ id: Type.String(), law: Type.String(), article: Type.String(), text: Text })),
    }),
  ),
  /** Waits for its second person. */
  proposal: Type.Optional(
    Type.Object({
      action: LicenceActionName,
      name: Text,
      ground: Text,
      note: Type.String(),
      document: Type.String(),
      by: Type.String(),
      at: Instant,
      mine: Type.Boolean(),
      confirm: Type.Object({ allowed: Type.Boolean(), reason: Type.Optional(Text) }),
    }),
  ),
  suggestedValidTo: Type.Optional(Day),
  /** Its new version stands on the list of the keeper of the seal (专管加盖). */
  waitsForKeeper: Type.Optional(
    Type.Object({
      requestId: Type.String(),
      seal: Type.String(),
      since: Instant,
      rejected: Type.Optional(Type.String({ description: 'why the keeper did not seal it' })),
    }),
  ),
});
export type OfficeLicenceDetail = Static<typeof OfficeLicenceDetail>;

export const getOfficeLicence = defineRoute({
  name: 'licences.getOfficeLicence',
  method: 'GET',
  path: '/api/office/licences/:licenceId',
  permission: 'official',
  summary: 'A licence my office issued, its history and what may be done to it',
  params: Type.Object({ licenceId: Id }),
  reply: OfficeLicenceDetail,
  errors: ['licences.licence_missing'],
});

export const getOfficeLicencePage = defineRoute({
  name: 'licences.getOfficeLicencePage',
  method: 'GET',
  path: '/api/office/licences/:licenceId/page',
  permission: 'official',
  summary: 'A page of a licence my office issued, drawn',
  params: Type.Object({ licenceId: Id }),
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })) }),
  reply: 'svg',
  errors: ['licences.licence_missing'],
});

/** 撤销 and 吊销 are proposed by it and take effect when another person confirms. */
export const actOnLicence = defineRoute({
  name: 'licences.actOnLicence',
  method: 'POST',
  path: '/api/office/licences/:licenceId/actions',
  permission: 'official',
  summary: 'Renew, replace, suspend, give back, withdraw, revoke, cancel or transfer a licence',
  params: Type.Object({ licenceId: Id }),
  body: Type.Object({
    requestId: RequestId,
    action: LicenceActionName,
    ground: Type.String({ maxLength: 60 }),
    note: Type.String({ maxLength: 500 }),
    document: Type.Optional(Type.String({ maxLength: 80 })),
    validTo: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'renewals: the new last day' }),
    ),
  }),
  reply: OfficeLicenceDetail,
  errors: [
    'licences.licence_missing',
    'licences.not_lawful',
    'licences.action_incomplete',
    'licences.being_replaced',
    'seals.not_granted',
    'seals.no_seal',
  ],
});

export const decideLicenceProposal = defineRoute({
  name: 'licences.decideProposal',
  method: 'POST',
  path: '/api/office/licences/:licenceId/proposal',
  permission: 'official',
  summary: 'Confirm or refuse, as the second person, what another proposed; or take back one’s own',
  params: Type.Object({ licenceId: Id }),
  body: Type.Object({
    requestId: RequestId,
    verdict: oneOf(['confirm', 'refuse', 'drop']),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  reply: OfficeLicenceDetail,
  errors: ['licences.licence_missing', 'licences.proposal_missing', 'licences.not_lawful', 'licences.being_replaced'],
});

/** F218: the paper lies before the official and says the same: trust grade C becomes B. */
export const checkLicenceOriginal = defineRoute({
  name: 'licences.checkOriginal',
  method: 'POST',
  path: '/api/office/licences/:licenceId/original-check',
  permission: 'official',
  summary: 'Raise the trust grade of a licence compared with its paper',
  params: Type.Object({ licenceId: Id }),
  body: Type.Object({ requestId: RequestId, note: Type.String({ minLength: 2, maxLength: 500 }) }),
  reply: OfficeLicenceDetail,
  errors: ['licences.licence_missing', 'licences.not_lawful'],
});
