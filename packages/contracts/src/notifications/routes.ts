import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, Page, Text } from '../shapes.ts';

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
        read: Type.Boolean(),
        caseId: Type.Optional(Type.String()),
        signingId: Type.Optional(Type.String({ description: 'the document to sign it is about' })),
        bookingId: Type.Optional(Type.String({ description: 'the appointment it is about' })),
        sms: Type.Union([Type.Null(), Type.Literal('sent'), Type.Literal('failed'), Type.Literal('pending')]),
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
