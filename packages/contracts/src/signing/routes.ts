import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

export const SigningState = oneOf(['open', 'complete', 'declined', 'expired', 'cancelled'], {
  description: 'open 签署中 · complete 已签完 · declined 有人拒签 · expired 逾期 · cancelled 已撤回',
});
export const PartyState = oneOf(['invited', 'opened', 'signed', 'declined', 'expired', 'cancelled'], {
  description: 'invited 已邀请 · opened 已查看 · signed 已签 · declined 已拒签 · expired 逾期未签 · cancelled 已撤回',
});
export const SigningMeans = oneOf(['signature', 'seal', 'business-licence'], {
  description: 'signature 本人签名 · seal 企业电子印章 · business-licence 电子营业执照',
});

export const SigningParty = Type.Object({
  id: Type.String(),
  /** Place in the order, from 1. */
  turn: Type.Integer(),
  role: Text,
  kind: oneOf(['person', 'firm']),
  name: Type.String(),
  number: Type.String({ description: 'masked' }),
  means: Type.Array(SigningMeans),
  state: PartyState,
  stateName: Text,
  /** It is this party's turn. */
  due: Type.Boolean(),
  /** The reader signs for this party. */
  me: Type.Boolean(),
  /** mm on its page, from 0. */
  place: Type.Object({
    page: Type.Integer(),
    x: Type.Number(),
    y: Type.Number(),
    width: Type.Number(),
    height: Type.Number(),
  }),
  openedAt: Type.Optional(Instant),
  signedAt: Type.Optional(Instant),
  signedBy: Type.Optional(Type.String({ description: 'the person who signed for a firm' })),
  by: Type.Optional(SigningMeans),
  sealName: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
});

export const SigningSummary = Type.Object({
  id: Type.String(),
  title: Text,
  itemName: Text,
  slug: Type.String(),
  initiator: Type.String(),
  /** The reader began it. */
  mine: Type.Boolean(),
  state: SigningState,
  stateName: Text,
  order: oneOf(['together', 'in-turn']),
  createdAt: Instant,
  deadline: Instant,
  endedAt: Type.Optional(Instant),
  /** It waits for the reader. */
  due: Type.Boolean(),
  signed: Type.Integer(),
  parties: Type.Integer(),
});
export type SigningSummary = Static<typeof SigningSummary>;

export const SigningView = Type.Object({
  ...SigningSummary.properties,
  parties: Type.Array(SigningParty),
  draftId: Type.Optional(Type.String({ description: 'only for who began it' })),
  field: Type.String(),
  version: Type.Integer({ description: 'grows with each signature' }),
  sm3: Type.String({ description: 'of the document as it is now' }),
  bytes: Type.Integer(),
  mediaType: oneOf(['application/ofd', 'application/pdf']),
  pages: Type.Array(Type.Object({ width: Type.Number(), height: Type.Number() })),
  /** How the signatures on the document were judged after the last one. */
  checks: Type.Array(Type.Object({ seal: Type.String(), signer: Type.String(), time: Instant, ok: Type.Boolean() })),
  events: Type.Array(Type.Object({ at: Instant, name: Text, who: Type.String(), note: Type.Optional(Type.String()) })),
  reason: Type.Optional(Type.String()),
  /** The signed original among the materials of who began it, once all have signed. */
  file: Type.Optional(
    Type.Object({
      fileId: Type.String(),
      name: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      sm3: Type.String(),
    }),
  ),
  abilities: Abilities,
});
export type SigningView = Static<typeof SigningView>;

const params = Type.Object({ signingId: Id });
const missing = 'signing.session_missing';

export const listSignings = defineRoute({
  name: 'signing.listSignings',
  method: 'GET',
  path: '/api/signings',
  permission: 'applicant',
  summary: 'Documents that wait for my signature, and those I began or signed',
  query: Type.Object({ draft: Type.Optional(Id) }),
  reply: Type.Array(SigningSummary),
  errors: [],
});

export const openSigning = defineRoute({
  name: 'signing.openSigning',
  method: 'POST',
  path: '/api/signings',
  permission: 'applicant',
  summary: 'Begin signing a material of my draft: made from the form, or an uploaded OFD or PDF',
  body: Type.Object({
    requestId: RequestId,
    draftId: Id,
    field: Type.String({ minLength: 1, maxLength: 40 }),
    fileId: Type.Optional(Id),
  }),
  reply: SigningView,
  status: 201,
  errors: [
    'forms.draft_missing',
    'forms.draft_submitted',
    'materials.file_missing',
    'signing.nothing_to_sign',
    'signing.parties_unknown',
    'signing.not_drawable',
    'signing.not_signable',
    'signing.no_place',
    'signing.open_already',
  ],
});

export const getSigning = defineRoute({
  name: 'signing.getSigning',
  method: 'GET',
  path: '/api/signings/:signingId',
  permission: 'applicant',
  summary: 'One document to sign, with its parties',
  params,
  reply: SigningView,
  errors: [missing],
});

export const lookAtSigning = defineRoute({
  name: 'signing.lookAtSigning',
  method: 'POST',
  path: '/api/signings/:signingId/look',
  permission: 'applicant',
  summary: 'I have the document before me; the others see that it was opened',
  params,
  reply: SigningView,
  errors: [missing],
});

export const getSigningPage = defineRoute({
  name: 'signing.getSigningPage',
  method: 'GET',
  path: '/api/signings/:signingId/page',
  permission: 'applicant',
  summary: 'One page of the document as it is now (page from 0); a PDF is read as a file',
  params,
  query: Type.Object({
    page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
    version: Type.Optional(Type.Integer({ minimum: 0, maximum: 999, description: 'for caches; the newest is drawn' })),
  }),
  reply: 'svg',
  errors: [missing, 'signing.page_missing'],
});

export const getSigningFile = defineRoute({
  name: 'signing.getSigningFile',
  method: 'GET',
  path: '/api/signings/:signingId/file',
  permission: 'applicant',
  summary: 'The document as it is now (OFD or PDF)',
  params,
  reply: 'binary',
  errors: [missing],
});

export const sendSigningCode = defineRoute({
  name: 'signing.sendSigningCode',
  method: 'POST',
  path: '/api/signings/:signingId/code',
  permission: 'applicant',
  summary: 'Send a code to my bound mobile, to prove that it is me who signs',
  params,
  reply: Type.Object({ mobile: Type.String(), validSeconds: Type.Integer() }),
  status: 202,
  errors: [missing, 'signing.no_mobile', 'identity.too_many', 'notifications.sms_unavailable'],
});

export const signDocument = defineRoute({
  name: 'signing.signDocument',
  method: 'POST',
  path: '/api/signings/:signingId/signature',
  permission: 'applicant',
  summary: 'Sign with my seal: its password, and my password or a code again',
  params,
  body: Type.Object({
    requestId: RequestId,
    sealId: Id,
    password: Type.String({ minLength: 1, maxLength: 128, description: 'of the seal’s carrier' }),
    /** Proof that the person himself is there: account password or code. */
    proof: Type.Object({
      password: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
      code: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    }),
    /** Digest of the document the signer looked at. */
    sm3: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  reply: SigningView,
  errors: [
    missing,
    'signing.not_your_turn',
    'signing.wrong_state',
    'signing.wrong_means',
    'signing.not_this_document',
    'signing.person_not_confirmed',
    'signing.register_silent',
    'identity.not_proven',
    'identity.too_many',
    'seals.seal_missing',
    'seals.wrong_password',
    'seals.carrier_locked',
    'seals.carrier_unready',
    'seals.other_device',
    'seals.wrong_state',
    'seals.not_granted',
  ],
});

export const LicenceScan = Type.Object({
  id: Type.String(),
  state: oneOf(['waiting', 'signed', 'refused', 'expired', 'failed'], {
    description: 'waiting 等待扫码确认 · signed 已签署 · refused 未同意 · expired 已过期 · failed 无法用于这份文件',
  }),
  /** What the QR code says: the address the licence app opens. */
  url: Type.String(),
  expiresAt: Instant,
  /** The licence system did not answer just now; it is asked again. */
  silent: Type.Boolean(),
});
export type LicenceScan = Static<typeof LicenceScan>;

export const openLicenceScan = defineRoute({
  name: 'signing.openLicenceScan',
  method: 'POST',
  path: '/api/signings/:signingId/licence-scan',
  permission: 'applicant',
  summary: 'Sign with my firm’s electronic business licence: a QR code to scan and confirm with its app',
  params,
  body: Type.Object({
    requestId: RequestId,
    /** Digest of the document the signer looked at. */
    sm3: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  reply: LicenceScan,
  status: 201,
  errors: [
    missing,
    'signing.not_your_turn',
    'signing.wrong_state',
    'signing.wrong_means',
    'signing.not_this_document',
    'signing.no_licence',
    'signing.licence_silent',
  ],
});

export const takeLicenceScan = defineRoute({
  name: 'signing.takeLicenceScan',
  method: 'POST',
  path: '/api/signings/:signingId/licence-scan/:scanId/result',
  permission: 'applicant',
  summary: 'How the scan stands; once confirmed in the app, the document is signed',
  params: Type.Object({ signingId: Id, scanId: Id }),
  reply: LicenceScan,
  errors: [missing, 'signing.scan_missing'],
});

const reasoned = Type.Object({ requestId: RequestId, reason: Type.String({ minLength: 2, maxLength: 300 }) });

export const declineSigning = defineRoute({
  name: 'signing.declineSigning',
  method: 'POST',
  path: '/api/signings/:signingId/refusal',
  permission: 'applicant',
  summary: 'I do not sign this, and why; ends the signing for all',
  params,
  body: reasoned,
  reply: SigningView,
  errors: [missing, 'signing.wrong_state', 'signing.not_your_turn'],
});

export const cancelSigning = defineRoute({
  name: 'signing.cancelSigning',
  method: 'POST',
  path: '/api/signings/:signingId/withdrawal',
  permission: 'applicant',
  summary: 'Withdraw a document I sent round',
  params,
  body: reasoned,
  reply: SigningView,
  errors: [missing, 'signing.wrong_state'],
});

export const remindSigning = defineRoute({
  name: 'signing.remindSigning',
  method: 'POST',
  path: '/api/signings/:signingId/reminder',
  permission: 'applicant',
  summary: 'Remind whose turn it is; once a day',
  params,
  reply: SigningView,
  errors: [missing, 'signing.wrong_state', 'signing.reminded_today'],
});

export const getSigningEvidence = defineRoute({
  name: 'signing.getSigningEvidence',
  method: 'GET',
  path: '/api/signings/:signingId/evidence',
  permission: 'applicant',
  summary:
    'The record of the signing for keeping: every event in its hash chain, every version with its digest, how each signature was judged (JSON)',
  params,
  reply: 'binary',
  errors: [missing],
});
