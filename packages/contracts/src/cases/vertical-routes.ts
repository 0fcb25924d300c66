import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Text } from '../shapes.ts';

/** F016: what a case that a vertical system handles shows of it. */
export const VerticalView = Type.Object({
  system: Text,
  operator: Text,
  kiosk: Type.Boolean({ description: 'its page may be gone on with at a kiosk' }),
  phase: Type.String({ description: '`registered`, `filed`, `correction`, `accepted`, `granted`, `ended`' }),
  phaseName: Text,
  /** What was or will be handed over about the applicant. */
  hands: Type.Array(Type.Object({ label: Text, value: Type.String() })),
  /** Why it could not be asked lately: `timeout`, `down`, `untrusted`, … */
  trouble: Type.Optional(Type.String()),
  /** What it wants corrected. */
  correction: Type.Optional(Type.String()),
  result: Type.Optional(
    Type.Object({
      name: Type.String(),
      number: Type.String(),
      issuer: Type.String(),
      validFrom: Type.String(),
      validTo: Type.Union([Type.String(), Type.Null()]),
      facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
      delivery: Type.Optional(Type.String()),
      file: Type.Optional(Type.Object({ fileName: Type.String(), mediaType: Type.String() })),
    }),
  ),
});
export type VerticalView = Static<typeof VerticalView>;

/** A way over to the vertical system with a signed ticket, for once and two minutes; again as often as wanted while the case is open. */
export const openVertical = defineRoute({
  name: 'cases.openVertical',
  method: 'POST',
  path: '/api/cases/:caseId/vertical',
  permission: 'applicant',
  atDesk: true,
  summary: 'Address of the vertical system with a signed ticket in it',
  params: Type.Object({ caseId: Id }),
  query: Type.Object({
    /** Where he comes back to; absent: the page of the case. */
    back: Type.Optional(oneOf(['kiosk'])),
  }),
  reply: Type.Object({ url: Type.String(), until: Instant }),
  errors: ['cases.case_missing', 'cases.wrong_state', 'cases.vertical_unavailable'],
});

/** For whoever stands at a window or a kiosk: he goes on with his own phone. */
export const makeVerticalPass = defineRoute({
  name: 'cases.makeVerticalPass',
  method: 'POST',
  path: '/api/cases/:caseId/vertical-pass',
  permission: 'applicant',
  atDesk: true,
  summary: 'Address that leads to the vertical system once, for ten minutes: to be shown as a QR code',
  params: Type.Object({ caseId: Id }),
  reply: Type.Object({ url: Type.String(), until: Instant }),
  errors: ['cases.case_missing', 'cases.wrong_state'],
});

export const useVerticalPass = defineRoute({
  name: 'cases.useVerticalPass',
  method: 'POST',
  path: '/api/vertical/passes',
  permission: 'public',
  summary: 'Opens what a QR code of a window or a kiosk leads to: the vertical system with a signed ticket',
  body: Type.Object({ code: Type.String({ minLength: 24, maxLength: 24, pattern: '^[A-Za-z0-9_-]+$' }) }),
  reply: Type.Object({ url: Type.String(), until: Instant }),
  errors: ['cases.pass_over', 'cases.wrong_state', 'cases.vertical_unavailable', 'identity.too_many'],
});

export const getVerticalResult = defineRoute({
  name: 'cases.getVerticalResult',
  method: 'GET',
  path: '/api/cases/:caseId/vertical-result',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'The file of what a vertical system issued',
  params: Type.Object({ caseId: Id }),
  reply: 'binary',
  errors: ['cases.case_missing', 'cases.document_missing'],
});

/** Wire protocol: docs/guides/vertical-systems.md. */
export const getTicketCertificate = defineRoute({
  name: 'cases.getTicketCertificate',
  method: 'GET',
  path: '/api/vertical/certificate',
  permission: 'public',
  summary: 'Certificate whose key signs the tickets to vertical systems',
  reply: Type.Object({ certificate: Type.String({ description: 'base64 DER' }), algorithm: Type.String() }),
  errors: ['cases.document_missing'],
});

export const redeemTicket = defineRoute({
  name: 'cases.redeemTicket',
  method: 'POST',
  path: '/api/vertical/tickets',
  permission: 'public',
  summary:
    'A vertical system gives a ticket it was shown and is told what is handed over; believed by its signature only',
  raw: true,
  reply: 'binary',
  errors: [
    'cases.vertical_untrusted',
    'cases.ticket_wrong',
    'cases.ticket_used',
    'cases.vertical_over',
    'identity.too_many',
  ],
});

export const takeVerticalMessage = defineRoute({
  name: 'cases.takeVerticalMessage',
  method: 'POST',
  path: '/api/vertical/messages',
  permission: 'public',
  summary: 'A vertical system tells how far a case is; believed by its signature only',
  raw: true,
  reply: 'binary',
  errors: [
    'cases.vertical_untrusted',
    'cases.message_unreadable',
    'cases.case_unknown',
    'cases.told_otherwise',
    'cases.message_out_of_order',
    'cases.vertical_over',
    'identity.too_many',
  ],
});
