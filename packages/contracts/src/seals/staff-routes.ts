import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';
import { ImpressionSize, SealApplicationCard, SealCard, SealKind, SealState } from './shapes.ts';

const Reason = Type.String({ minLength: 2, maxLength: 500 });
const Password = Type.String({ minLength: 1, maxLength: 64 });
const Moment = Type.String({ maxLength: 40, format: 'date-time' });
const sealParams = Type.Object({ sealId: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }) });
const applicationParams = Type.Object({ applicationId: Id });
const carrierErrors = [
  'seals.seal_missing',
  'seals.wrong_state',
  'seals.wrong_password',
  'seals.carrier_locked',
  'seals.carrier_unready',
  'seals.other_device',
  'seals.carrier_on_key',
] as const;

export const listSeals = defineRoute({
  name: 'seals.listSeals',
  method: 'GET',
  path: '/api/seals',
  permission: 'official',
  summary: 'Seals: of the office, for the authority all',
  query: Type.Object({
    state: Type.Optional(SealState),
    kind: Type.Optional(SealKind),
    of: Type.Optional(oneOf(['office', 'firm', 'person'])),
    text: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: Type.Array(SealCard),
  errors: [],
});

export const listSealApplications = defineRoute({
  name: 'seals.listSealApplications',
  method: 'GET',
  path: '/api/seals/applications',
  permission: 'official',
  summary: 'Applications for seals, newest first',
  query: Type.Object({ state: Type.Optional(oneOf(['submitted', 'approved', 'rejected', 'withdrawn', 'made'])) }),
  reply: Type.Array(SealApplicationCard),
  errors: [],
});

export const decideSealApplication = defineRoute({
  name: 'seals.decideSealApplication',
  method: 'POST',
  path: '/api/seals/applications/:applicationId/decision',
  permission: 'official',
  summary: 'Approve or reject an application; never one’s own',
  params: applicationParams,
  body: Type.Object({ requestId: RequestId, approve: Type.Boolean(), reason: Reason }),
  reply: SealApplicationCard,
  errors: ['seals.application_missing', 'seals.wrong_state', 'seals.same_person'],
});

/** Before making: the picture as it will be, with the size it will have. */
export const previewSealPicture = defineRoute({
  name: 'seals.previewSealPicture',
  method: 'GET',
  path: '/api/seals/applications/:applicationId/picture',
  permission: 'official',
  summary: 'The picture an application would give, drawn or cleaned from its scan',
  params: applicationParams,
  query: Type.Object({ dpi: ImpressionSize.dpi, widthMm: ImpressionSize.widthMm }),
  reply: Type.Object({
    /** data:image/png;base64,… */
    picture: Type.String(),
    width: Type.Integer({ description: 'mm' }),
    height: Type.Integer({ description: 'mm' }),
    inkWidth: Type.Optional(Type.Number({ description: 'mm of the impression itself' })),
    inkHeight: Type.Optional(Type.Number()),
  }),
  errors: ['seals.application_missing', 'seals.impression_unusable', 'seals.file_missing'],
});

export const makeSeal = defineRoute({
  name: 'seals.makeSeal',
  method: 'POST',
  path: '/api/seals/applications/:applicationId/making',
  permission: 'official',
  summary: 'Make the seal of an approved application',
  params: applicationParams,
  body: Type.Object({ requestId: RequestId, impression: Type.Optional(Type.Object({ ...ImpressionSize })) }),
  status: 201,
  reply: Type.Object({ sealId: Type.String() }),
  errors: ['seals.application_missing', 'seals.wrong_state', 'seals.impression_unusable', 'seals.file_missing'],
});

export const SealCarrier = Type.Object({
  id: Type.String(),
  sealId: Type.String(),
  sealName: Type.String(),
  principalName: Type.String(),
  kind: oneOf(['machine', 'soft', 'hardware']),
  kindName: Text,
  holder: Type.Optional(Type.String()),
  mine: Type.Boolean(),
  state: oneOf(['ready', 'locked', 'handing-over', 'lost', 'retired']),
  stateName: Text,
  wrong: Type.Integer(),
  deviceBound: Type.Boolean(),
  lockedAt: Type.Optional(Instant),
  madeAt: Instant,
  certificateSerial: Type.String(),
  certificateTo: Instant,
});
export type SealCarrier = Static<typeof SealCarrier>;

export const listSealCarriers = defineRoute({
  name: 'seals.listSealCarriers',
  method: 'GET',
  path: '/api/seals/carriers',
  permission: 'official',
  summary: 'Carriers of the office’s seals; for the authority all',
  reply: Type.Array(SealCarrier),
  errors: [],
});

export const offerSealHandOver = defineRoute({
  name: 'seals.offerSealHandOver',
  method: 'POST',
  path: '/api/seals/:sealId/hand-over',
  permission: 'official',
  summary: 'Hand a carrier over: gives a code, shown once, for whoever takes it',
  params: sealParams,
  body: Type.Object({ password: Password, reason: Reason }),
  reply: Type.Object({ code: Type.String() }),
  errors: [...carrierErrors, 'seals.not_yours'],
});

export const takeSealOver = defineRoute({
  name: 'seals.takeSealOver',
  method: 'POST',
  path: '/api/seals/:sealId/taking-over',
  permission: 'official',
  summary: 'Take a carrier over with its code, under a new password',
  params: sealParams,
  body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }), password: Password }),
  reply: SealCard,
  errors: [
    'seals.seal_missing',
    'seals.wrong_state',
    'seals.same_person',
    'seals.wrong_password',
    'seals.carrier_locked',
    'seals.weak_password',
  ],
});

export const releaseSealCarrier = defineRoute({
  name: 'seals.releaseSealCarrier',
  method: 'POST',
  path: '/api/seals/:sealId/release',
  permission: 'official',
  summary: 'Unlock a carrier, or free it of its device, for its keeper',
  params: sealParams,
  body: Type.Object({ what: oneOf(['unlock', 'free-device']), reason: Reason }),
  reply: SealCard,
  errors: ['seals.seal_missing', 'seals.wrong_state', 'seals.same_person'],
});

export const SealGrant = Type.Object({
  id: Type.String(),
  sealId: Type.String(),
  sealName: Type.String(),
  principalName: Type.String(),
  slug: Type.String(),
  documentKind: Type.String(),
  grantee: Type.String({ description: 'system, or staff:… whose decisions only' }),
  validFrom: Instant,
  validTo: Instant,
  maxUses: Type.Optional(Type.Integer()),
  uses: Type.Integer(),
  state: oneOf(['proposed', 'in-force', 'suspended', 'ended', 'refused', 'withdrawn']),
  stateName: Text,
  proposedBy: Type.String(),
  proposedAt: Instant,
  mine: Type.Boolean(),
  confirmedBy: Type.Optional(Type.String()),
  confirmedAt: Type.Optional(Instant),
  note: Type.Optional(Type.String()),
  assessment: Type.Object({
    risks: Type.Array(Text),
    measures: Type.Array(Text),
    method: Type.Optional(Type.String()),
    likelihood: Type.Optional(Type.Integer()),
    impact: Type.Optional(Type.Integer()),
    by: Type.Optional(Type.String()),
    at: Instant,
  }),
});
export type SealGrant = Static<typeof SealGrant>;

export const listSealGrants = defineRoute({
  name: 'seals.listSealGrants',
  method: 'GET',
  path: '/api/seals/grants',
  permission: 'official',
  summary: '系统授权: proposals and grants with the assessment they rest on',
  reply: Type.Array(SealGrant),
  errors: [],
});

const Line = Type.Object({ zh: Type.String({ minLength: 2, maxLength: 200 }), en: Type.String({ maxLength: 300 }) });
export const proposeSealGrant = defineRoute({
  name: 'seals.proposeSealGrant',
  method: 'POST',
  path: '/api/seals/grants',
  permission: 'official',
  summary: 'Propose that the machine may set a seal, with its risk assessment; another person confirms',
  body: Type.Object({
    requestId: RequestId,
    sealId: Type.String({ pattern: '^\\d{14}$' }),
    slug: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$' }),
    documentKind: Type.Optional(Type.String({ maxLength: 40, pattern: '^[a-z-]+$' })),
    grantee: Type.Optional(Type.String({ maxLength: 60, pattern: '^(system|staff:[A-Za-z0-9_-]+)$' })),
    validFrom: Moment,
    validTo: Moment,
    maxUses: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    assessment: Type.Object({
      risks: Type.Array(Line, { minItems: 1, maxItems: 20 }),
      measures: Type.Array(Line, { minItems: 1, maxItems: 20 }),
      method: Type.String({ minLength: 2, maxLength: 200 }),
      likelihood: Type.Integer({ minimum: 1, maximum: 5 }),
      impact: Type.Integer({ minimum: 1, maximum: 5 }),
    }),
  }),
  status: 201,
  reply: Type.Object({ grantId: Type.String() }),
  errors: ['seals.seal_missing', 'seals.not_yours', 'seals.wrong_state', 'seals.grant_there', 'seals.risk_too_high'],
});

const grantParams = Type.Object({ grantId: Id });
export const decideSealGrant = defineRoute({
  name: 'seals.decideSealGrant',
  method: 'POST',
  path: '/api/seals/grants/:grantId/decision',
  permission: 'official',
  summary: 'Confirm or refuse a proposed grant; never one’s own',
  params: grantParams,
  body: Type.Object({ confirm: Type.Boolean(), reason: Reason }),
  reply: SealGrant,
  errors: ['seals.grant_missing', 'seals.same_person', 'seals.wrong_state', 'seals.grant_there'],
});

export const changeSealGrant = defineRoute({
  name: 'seals.changeSealGrant',
  method: 'POST',
  path: '/api/seals/grants/:grantId/state',
  permission: 'official',
  summary: 'Suspend, resume or withdraw a grant',
  params: grantParams,
  body: Type.Object({ change: oneOf(['suspend', 'resume', 'withdraw']), reason: Reason }),
  reply: SealGrant,
  errors: ['seals.grant_missing', 'seals.wrong_state'],
});

export const getSealLedger = defineRoute({
  name: 'seals.getSealLedger',
  method: 'GET',
  path: '/api/seals/:sealId/ledger',
  permission: 'official',
  summary: 'Uses of a seal, newest first, its chains checked, and uses a day against the usual',
  params: sealParams,
  query: Type.Object({ before: Type.Optional(Moment) }),
  reply: Type.Object({
    seal: Type.Object({ id: Type.String(), name: Type.String(), alarmSuspends: Type.Boolean() }),
    entries: Type.Array(
      Type.Object({
        id: Type.String(),
        place: Type.String({ description: 'chain and number in it' }),
        mode: oneOf(['machine', 'keeper', 'holder']),
        documentKind: Type.String(),
        documentId: Type.String(),
        licenceId: Type.Optional(Type.String()),
        caseId: Type.Optional(Type.String()),
        digest: Type.String(),
        page: Type.Integer(),
        x: Type.Number(),
        y: Type.Number(),
        sealedAt: Instant,
        by: Type.String(),
        hash: Type.String(),
        recalled: Type.Boolean(),
      }),
    ),
    check: Type.Object({
      entries: Type.Integer(),
      broken: Type.Optional(Type.Object({ chain: Type.Integer(), seq: Type.Integer() })),
    }),
    days: Type.Array(Type.Object({ day: Type.String(), uses: Type.Integer() })),
    usual: Type.Object({ day: Type.Number(), bound: Type.Number(), days: Type.Integer() }),
  }),
  errors: ['seals.seal_missing'],
});

export const SealAlarm = Type.Object({
  id: Type.String(),
  sealId: Type.String(),
  sealName: Type.String(),
  principalName: Type.String(),
  kind: oneOf(['volume', 'hours']),
  kindName: Text,
  raisedAt: Instant,
  from: Instant,
  to: Instant,
  observed: Type.Integer(),
  usual: Type.Number(),
  bound: Type.Number(),
  suspended: Type.Boolean(),
  acknowledgedAt: Type.Optional(Instant),
  acknowledgedBy: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});

export const listSealAlarms = defineRoute({
  name: 'seals.listSealAlarms',
  method: 'GET',
  path: '/api/seals/alarms',
  permission: 'official',
  summary: 'Unusual uses of seals, open ones first',
  reply: Type.Array(SealAlarm),
  errors: [],
});

export const acknowledgeSealAlarm = defineRoute({
  name: 'seals.acknowledgeSealAlarm',
  method: 'POST',
  path: '/api/seals/alarms/:alarmId/acknowledgement',
  permission: 'official',
  summary: 'Say what an alarm was',
  params: Type.Object({ alarmId: Id }),
  body: Type.Object({ note: Reason }),
  reply: 'empty',
  status: 204,
  errors: ['seals.alarm_missing', 'seals.wrong_state'],
});

export const setSealAlarmPolicy = defineRoute({
  name: 'seals.setSealAlarmPolicy',
  method: 'PUT',
  path: '/api/seals/:sealId/alarm-policy',
  permission: 'official',
  summary: 'Whether an alarm suspends the seal by itself',
  params: sealParams,
  body: Type.Object({ suspends: Type.Boolean() }),
  reply: 'empty',
  status: 204,
  errors: ['seals.seal_missing'],
});

const recallScope = {
  grantId: Type.Optional(Id),
  since: Moment,
  until: Type.Optional(Moment),
};
export const previewSealRecall = defineRoute({
  name: 'seals.previewSealRecall',
  method: 'POST',
  path: '/api/seals/:sealId/recall-preview',
  permission: 'official',
  summary: 'What a recall would reach',
  params: sealParams,
  body: Type.Object(recallScope),
  reply: Type.Object({
    files: Type.Integer(),
    licences: Type.Integer(),
    cases: Type.Integer(),
    until: Instant,
    latest: Type.Array(
      Type.Object({
        documentKind: Type.String(),
        documentId: Type.String(),
        licenceId: Type.Optional(Type.String()),
        caseId: Type.Optional(Type.String()),
        sealedAt: Instant,
        digest: Type.String(),
      }),
    ),
  }),
  errors: ['seals.seal_missing'],
});

export const recallSealUse = defineRoute({
  name: 'seals.recallSealUse',
  method: 'POST',
  path: '/api/seals/:sealId/recall',
  permission: 'official',
  summary: 'Recall everything sealed since a time: marked, verification says so, holders told',
  params: sealParams,
  body: Type.Object({
    requestId: RequestId,
    ...recallScope,
    expected: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    reason: Reason,
  }),
  reply: Type.Object({ recallId: Type.String(), files: Type.Integer() }),
  errors: ['seals.seal_missing', 'seals.recall_moved'],
});

export const listSealRecalls = defineRoute({
  name: 'seals.listSealRecalls',
  method: 'GET',
  path: '/api/seals/recalls',
  permission: 'official',
  summary: 'Recalls made',
  reply: Type.Array(
    Type.Object({
      id: Type.String(),
      sealId: Type.String(),
      sealName: Type.String(),
      grantId: Type.Optional(Type.String()),
      since: Instant,
      until: Instant,
      reason: Type.String(),
      by: Type.String(),
      at: Instant,
      files: Type.Integer(),
    }),
  ),
  errors: [],
});

export const SealUseRequest = Type.Object({
  id: Type.String(),
  sealId: Type.String(),
  sealName: Type.String(),
  slug: Type.String(),
  title: Text,
  holder: Type.Optional(Type.String()),
  caseId: Type.Optional(Type.String()),
  caseNumber: Type.Optional(Type.String()),
  requestedAt: Instant,
  state: oneOf(['waiting', 'sealing', 'sealed', 'rejected', 'used']),
  stateName: Text,
  decidedAt: Type.Optional(Instant),
  reason: Type.Optional(Type.String()),
  page: Type.Integer(),
  digest: Type.String(),
  carrier: oneOf(['soft', 'hardware'], {
    description: 'what holds the key of its seal: opened by password, or a UKey',
  }),
});
export type SealUseRequest = Static<typeof SealUseRequest>;

export const listSealUseRequests = defineRoute({
  name: 'seals.listSealUseRequests',
  method: 'GET',
  path: '/api/seals/requests',
  permission: 'official',
  summary: '专管加盖: what waits for me as keeper, and what I decided',
  query: Type.Object({ state: oneOf(['waiting', 'decided']) }),
  reply: Type.Array(SealUseRequest),
  errors: [],
});

export const getSealUseRequestPage = defineRoute({
  name: 'seals.getSealUseRequestPage',
  method: 'GET',
  path: '/api/seals/requests/:useRequestId/page',
  permission: 'official',
  summary: 'A page of the file as it will be sealed',
  params: Type.Object({ useRequestId: Id }),
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })) }),
  reply: 'svg',
  errors: ['seals.request_missing'],
});

const requestIds = Type.Array(Id, { minItems: 1, maxItems: 100 });
export const approveSealUses = defineRoute({
  name: 'seals.approveSealUses',
  method: 'POST',
  path: '/api/seals/:sealId/requests/approval',
  permission: 'official',
  summary: 'Seal several files that wait, with one password',
  params: sealParams,
  body: Type.Object({ requestIds, password: Password }),
  reply: Type.Object({ sealed: Type.Integer(), left: Type.Integer() }),
  errors: [...carrierErrors],
});

export const rejectSealUses = defineRoute({
  name: 'seals.rejectSealUses',
  method: 'POST',
  path: '/api/seals/:sealId/requests/rejection',
  permission: 'official',
  summary: 'Refuse to seal files that wait, with the reason',
  params: sealParams,
  body: Type.Object({ requestIds, reason: Reason }),
  reply: Type.Object({ rejected: Type.Integer() }),
  errors: ['seals.seal_missing'],
});

export const requestSealUseAgain = defineRoute({
  name: 'seals.requestSealUseAgain',
  method: 'POST',
  path: '/api/seals/requests/:useRequestId/again',
  permission: 'official',
  summary: 'Put a refused file on the keeper’s list again',
  params: Type.Object({ useRequestId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['seals.request_missing', 'seals.wrong_state'],
});

/** For whoever verifies away from us: seals that are not simply good, and since when. */
export const listSealStatus = defineRoute({
  name: 'seals.listSealStatus',
  method: 'GET',
  path: '/api/seals/status',
  permission: 'public',
  summary:
    'Status list of seals: suspended, lost, replaced, revoked, with the moment from which nothing sealed is to be trusted',
  reply: Type.Object({
    at: Instant,
    seals: Type.Array(
      Type.Object({
        id: Type.String(),
        state: SealState,
        notTrustedSince: Instant,
      }),
    ),
  }),
  errors: [],
});
