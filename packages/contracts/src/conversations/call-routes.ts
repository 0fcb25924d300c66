import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

/** Of the page that takes part: made by it, so that two windows of one person are told apart. */
const PageId = Type.String({ pattern: '^[0-9a-f]{32,64}$' });
/** A session description (RFC 8866) with all its candidates. */
const Description = Type.String({ minLength: 10, maxLength: 40_000 });

/** A server that helps two browsers to find each other (RFC 8489) or passes on what they say (RFC 8656). */
export const IceServer = Type.Object({
  urls: Type.Array(Type.String()),
  username: Type.Optional(Type.String()),
  credential: Type.Optional(Type.String()),
});

const Party = Type.Object({ side: oneOf(['applicant', 'official']), name: Type.String(), office: Type.Optional(Text) });

export const CallView = Type.Object({
  id: Type.String(),
  caseId: Type.String(),
  caseNumber: Type.String(),
  itemName: Text,
  medium: oneOf(['audio', 'video']),
  state: oneOf(['ringing', 'talking', 'over']),
  /** What this page is in it: `rung` may answer · `elsewhere` another window of mine is in it · `none` looks on. */
  mine: oneOf(['caller', 'answerer', 'rung', 'elsewhere', 'none']),
  from: Party,
  to: Type.Optional(Party),
  startedAt: Instant,
  answeredAt: Type.Optional(Instant),
  endedAt: Type.Optional(Instant),
  outcome: Type.Optional(
    oneOf(['talked', 'missed', 'declined', 'cancelled', 'lost'], {
      description: 'missed: nobody answered · cancelled: by the caller before · lost: the line broke',
    }),
  ),
  /** The other side's description: the offer to who may answer, the answer to who called. */
  description: Type.Optional(Type.String()),
  iceServers: Type.Array(IceServer),
});
export type CallView = Static<typeof CallView>;

export const getCallSetup = defineRoute({
  name: 'conversations.getCallSetup',
  method: 'GET',
  path: '/api/cases/:caseId/call-setup',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'What a browser needs to call the other side of a case',
  params: Type.Object({ caseId: Id }),
  reply: Type.Object({ iceServers: Type.Array(IceServer) }),
  errors: ['conversations.case_missing'],
});

export const startCall = defineRoute({
  name: 'conversations.startCall',
  method: 'POST',
  path: '/api/cases/:caseId/calls',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Call the other side of a case by audio or video',
  params: Type.Object({ caseId: Id }),
  body: Type.Object(
    { requestId: RequestId, page: PageId, medium: oneOf(['audio', 'video']), description: Description },
    { additionalProperties: false },
  ),
  reply: CallView,
  status: 201,
  errors: [
    'conversations.case_missing',
    'conversations.closed',
    'conversations.readers_only',
    'conversations.nobody_there',
    'conversations.call_going_on',
    'conversations.too_many_calls',
  ],
});

export const answerCall = defineRoute({
  name: 'conversations.answerCall',
  method: 'POST',
  path: '/api/calls/:callId/answer',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Answer a call that rings for me; the first who does has it',
  params: Type.Object({ callId: Id }),
  body: Type.Object({ requestId: RequestId, page: PageId, description: Description }, { additionalProperties: false }),
  reply: CallView,
  errors: ['conversations.call_missing', 'conversations.call_over', 'conversations.call_taken'],
});

export const endCall = defineRoute({
  name: 'conversations.endCall',
  method: 'POST',
  path: '/api/calls/:callId/end',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Hang up, decline, or say that the line is lost; once more changes nothing',
  params: Type.Object({ callId: Id }),
  body: Type.Object({ page: PageId, why: oneOf(['hung-up', 'declined', 'lost']) }, { additionalProperties: false }),
  reply: 'empty',
  status: 204,
  errors: ['conversations.call_missing'],
});

export const keepCall = defineRoute({
  name: 'conversations.keepCall',
  method: 'POST',
  path: '/api/calls/:callId/keep',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'That this page is still in the call; a call of which nobody says so for a minute is over',
  params: Type.Object({ callId: Id }),
  body: Type.Object({ page: PageId }, { additionalProperties: false }),
  reply: 'empty',
  status: 204,
  errors: ['conversations.call_missing'],
});

export const watchCalls = defineRoute({
  name: 'conversations.watchCalls',
  method: 'GET',
  path: '/api/calls/events',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Calls that ring for me or that I am in, as they go',
  query: Type.Object({ page: Type.Optional(PageId) }),
  reply: 'events',
  event: CallView,
  errors: [],
});
