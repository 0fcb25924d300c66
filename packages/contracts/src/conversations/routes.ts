import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

const TalkMessage = Type.Object({
  id: Type.String(),
  at: Instant,
  by: Type.Object({
    side: oneOf(['applicant', 'official']),
    name: Type.String(),
    office: Type.Optional(Text),
    me: Type.Boolean(),
  }),
  text: Type.String(),
  files: Type.Array(
    Type.Object({ fileId: Type.String(), name: Type.String(), mediaType: Type.String(), bytes: Type.Integer() }),
  ),
  via: oneOf(['page', 'email', 'call']),
  /** Of a call (F127): who was called, from when to when. Nothing that was said. */
  call: Type.Optional(
    Type.Object({
      medium: oneOf(['audio', 'video']),
      outcome: oneOf(['talked', 'missed', 'declined', 'cancelled', 'lost']),
      seconds: Type.Integer(),
      startedAt: Instant,
      answeredAt: Type.Optional(Instant),
      endedAt: Instant,
      to: Type.Optional(Type.Object({ name: Type.String(), office: Type.Optional(Text) })),
    }),
  ),
  read: Type.Boolean({ description: 'by somebody of the other side' }),
});

export const getConversation = defineRoute({
  name: 'conversations.getConversation',
  method: 'GET',
  path: '/api/cases/:caseId/messages',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'What applicant and officials have written to each other in a case',
  params: Type.Object({ caseId: Id }),
  reply: Type.Object({
    messages: Type.Array(TalkMessage, { description: 'the oldest first' }),
    unread: Type.Integer({ description: 'of the other side, not read by mine' }),
    abilities: Abilities,
  }),
  errors: ['conversations.case_missing'],
});

export const writeMessage = defineRoute({
  name: 'conversations.writeMessage',
  method: 'POST',
  path: '/api/cases/:caseId/messages',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Write to the other side in a case; files are uploaded first',
  params: Type.Object({ caseId: Id }),
  body: Type.Object(
    {
      requestId: RequestId,
      text: Type.String({ minLength: 1, maxLength: 2000 }),
      fileIds: Type.Optional(Type.Array(Id, { maxItems: 5, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Type.String(), at: Instant }),
  status: 201,
  errors: [
    'conversations.case_missing',
    'conversations.closed',
    'conversations.readers_only',
    'conversations.empty',
    'conversations.files_by_applicants',
    'conversations.too_many',
    'materials.file_missing',
  ],
});

export const readConversation = defineRoute({
  name: 'conversations.readConversation',
  method: 'POST',
  path: '/api/cases/:caseId/messages/read',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Mark the messages of a case as read, up to one',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ through: Id }, { additionalProperties: false }),
  reply: 'empty',
  status: 204,
  errors: ['conversations.case_missing'],
});
