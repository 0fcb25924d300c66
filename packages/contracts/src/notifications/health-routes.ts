import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Page } from '../shapes.ts';
import { noticeChannels, noticeKinds } from './kinds.ts';

export const getChannelHealth = defineRoute({
  name: 'notifications.getChannelHealth',
  method: 'GET',
  path: '/api/studio/notices/channels',
  permission: 'operator',
  summary: 'How the channels of notices do: figures of the last 24 hours and what waits',
  reply: Type.Object({
    channels: Type.Array(
      Type.Object({
        channel: oneOf(noticeChannels),
        ready: Type.Boolean({ description: 'set up in this installation' }),
        waiting: Type.Integer(),
        sent: Type.Integer({ description: 'taken by the other side, no receipt (yet)' }),
        delivered: Type.Integer(),
        failed: Type.Integer(),
        unknown: Type.Integer(),
        oldestWaiting: Type.Optional(Instant),
        lastSent: Type.Optional(Instant),
        lastError: Type.Optional(Type.String()),
        lastErrorAt: Type.Optional(Instant),
      }),
    ),
  }),
  errors: [],
});

export const listDeadNotices = defineRoute({
  name: 'notifications.listDeadNotices',
  method: 'GET',
  path: '/api/studio/notices/dead',
  permission: 'operator',
  summary: 'Notices that were given up on a channel, without texts and addresses',
  query: Type.Object({ ...Page }),
  reply: Type.Object({
    dead: Type.Array(
      Type.Object({
        id: Type.String(),
        channel: oneOf(noticeChannels),
        kind: oneOf(noticeKinds),
        state: oneOf(['failed', 'unknown']),
        at: Instant,
        triedAt: Type.Optional(Instant),
        attempts: Type.Integer(),
        error: Type.Optional(Type.String()),
        caseId: Type.Optional(Type.String()),
        official: Type.Boolean({ description: 'it was for an official' }),
        replaced: Type.Boolean({ description: 'another channel has it' }),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const sendNoticesAgain = defineRoute({
  name: 'notifications.sendNoticesAgain',
  method: 'POST',
  path: '/api/studio/notices/again',
  permission: 'operator',
  summary: 'Send notices once more that were given up',
  body: Type.Object(
    { ids: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ reopened: Type.Integer({ description: 'how many were still given up' }) }),
  errors: [],
});
