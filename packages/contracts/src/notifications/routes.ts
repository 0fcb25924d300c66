import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Page, Text } from '../shapes.ts';
import { noticeChannels, noticeKinds } from './kinds.ts';

/** What became of a message by one channel. `unknown`: handed over, and nobody can say whether it was taken. */
const Delivery = Type.Object({
  channel: oneOf(noticeChannels),
  state: oneOf(['pending', 'sent', 'delivered', 'failed', 'unknown']),
  at: Instant,
  notBefore: Type.Optional(Type.String({ description: 'held until the end of the quiet hours' })),
  error: Type.Optional(Type.String({ description: 'why not, for technicians; no address' })),
});

export const listMessages = defineRoute({
  name: 'notifications.listMessages',
  method: 'GET',
  path: '/api/messages',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'My messages',
  query: Type.Object({ ...Page }),
  reply: Type.Object({
    messages: Type.Array(
      Type.Object({
        id: Type.String(),
        at: Instant,
        title: Text,
        body: Text,
        kind: oneOf(noticeKinds),
        read: Type.Boolean(),
        caseId: Type.Optional(Type.String()),
        signingId: Type.Optional(Type.String({ description: 'the document to sign it is about' })),
        bookingId: Type.Optional(Type.String({ description: 'the appointment it is about' })),
        complaintId: Type.Optional(Type.String({ description: 'the complaint it is about' })),
        deliveries: Type.Array(Delivery),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const readMessage = defineRoute({
  name: 'notifications.readMessage',
  method: 'POST',
  path: '/api/messages/:messageId/read',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Mark as read',
  params: Type.Object({ messageId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['notifications.message_missing'],
});

export const listCaseNotices = defineRoute({
  name: 'notifications.listCaseNotices',
  method: 'GET',
  path: '/api/work/cases/:caseId/notices',
  permission: 'official',
  summary: 'What the applicant was told about a case, by which channels, and whether it arrived',
  params: Type.Object({ caseId: Id }),
  reply: Type.Object({
    notices: Type.Array(
      Type.Object({
        id: Type.String(),
        at: Instant,
        title: Text,
        body: Text,
        kind: oneOf(noticeKinds),
        read: Type.Boolean(),
        deliveries: Type.Array(Delivery),
      }),
    ),
  }),
  errors: ['notifications.case_missing'],
});
