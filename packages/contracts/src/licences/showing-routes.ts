import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, RequestId, Text } from '../shapes.ts';

/** 亮证: one time that the holder shows a licence. */
export const Showing = Type.Object({
  id: Type.String(),
  startedAt: Instant,
  endsAt: Instant,
  over: Type.Boolean(),
  /** The server's clock, by which the codes change. */
  now: Instant,
  /** The newest first; `who` only of officials signed in. */
  checks: Type.Array(Type.Object({ at: Instant, who: Type.Optional(Text) })),
});
export type Showing = Static<typeof Showing>;

const one = Type.Object({ licenceId: Id, showingId: Id });

/** The phone makes the codes itself from `secret` (`showingCode` of @miaopi/licence-code): another one each minute, also without a network. */
export const startShowing = defineRoute({
  name: 'licences.startShowing',
  method: 'POST',
  path: '/api/licences/:licenceId/showings',
  permission: 'applicant',
  summary: 'Begin to show a licence of mine',
  params: Type.Object({ licenceId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: Type.Object({
    ...Showing.properties,
    secret: Type.String({ description: 'base64' }),
    address: Type.String({ description: 'stands before the code in the QR' }),
  }),
  errors: ['licences.licence_missing', 'licences.not_showable', 'licences.grade_too_low'],
});

export const getShowing = defineRoute({
  name: 'licences.getShowing',
  method: 'GET',
  path: '/api/licences/:licenceId/showings/:showingId',
  permission: 'applicant',
  summary: 'How a showing of mine goes: until when, and who scanned it',
  params: one,
  reply: Showing,
  errors: ['licences.showing_missing'],
});

export const endShowing = defineRoute({
  name: 'licences.endShowing',
  method: 'POST',
  path: '/api/licences/:licenceId/showings/:showingId/end',
  permission: 'applicant',
  summary: 'Put a licence away: its codes are refused from now on',
  params: one,
  reply: Showing,
  errors: ['licences.showing_missing'],
});
