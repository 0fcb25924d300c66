import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId } from '../shapes.ts';
import { Principal } from './shapes.ts';

const Name = Type.String({ minLength: 2, maxLength: 50 });
const Mobile = Type.String({ pattern: '^1[3-9][0-9]{9}$' });
/** Of a citizen; its check character is verified. */
const Number18 = Type.String({ minLength: 18, maxLength: 18 });

/** Somebody stands at the window of an official, who enters what he says. Ends by itself after four hours. */
export const DeskVisit = Type.Object({
  id: Type.String(),
  name: Type.String(),
  number: Type.String({ description: 'masked' }),
  /** Masked; where messages go. */
  mobile: Type.Optional(Type.String()),
  identified: oneOf(['reader', 'hand']),
  /** For whom he may apply: himself, firms he represents. */
  principals: Type.Array(Principal),
  actingFor: Type.String({ description: 'id of one of them' }),
  /** Who came in his place. */
  agent: Type.Optional(Type.Object({ name: Type.String(), number: Type.String({ description: 'masked' }) })),
  openedAt: Instant,
  endsAt: Instant,
});
export type DeskVisit = Static<typeof DeskVisit>;

const one = Type.Object({ visitId: Id });

/** F009: identifies who stands at the window. Who has no account is given one without a password: his case waits for him there, and by number and query code. */
export const openDeskVisit = defineRoute({
  name: 'identity.openDeskVisit',
  method: 'POST',
  path: '/api/work/desk/visits',
  permission: 'official',
  summary: 'Begin to file for a person at my window',
  body: Type.Object({
    requestId: RequestId,
    name: Name,
    number: Number18,
    mobile: Type.Optional(Mobile),
    /** How: the card was read by a device, or looked at and typed. */
    identified: oneOf(['reader', 'hand']),
    cardSeen: Type.Literal(true),
  }),
  reply: DeskVisit,
  status: 201,
  errors: ['identity.number_wrong', 'identity.name_differs', 'identity.disabled'],
});

export const getDeskVisit = defineRoute({
  name: 'identity.getDeskVisit',
  method: 'GET',
  path: '/api/work/desk/visits/:visitId',
  permission: 'official',
  summary: 'A visit at my window that is not over',
  params: one,
  reply: DeskVisit,
  errors: ['identity.visit_over'],
});

export const actForAtDesk = defineRoute({
  name: 'identity.actForAtDesk',
  method: 'POST',
  path: '/api/work/desk/visits/:visitId/principal',
  permission: 'official',
  summary: 'For whom the person at my window applies',
  params: one,
  body: Type.Object({ requestId: RequestId, principal: Id }),
  reply: DeskVisit,
  errors: ['identity.visit_over', 'identity.no_mandate'],
});

/** F106: somebody else came for him, with a paper that says so; the scan of it goes into the case. */
export const setDeskAgent = defineRoute({
  name: 'identity.setDeskAgent',
  method: 'POST',
  path: '/api/work/desk/visits/:visitId/agent',
  permission: 'official',
  summary: 'Who came to my window in his place',
  params: one,
  body: Type.Object({
    requestId: RequestId,
    name: Name,
    number: Number18,
    mobile: Type.Optional(Mobile),
    /** The scan of the authorisation, uploaded before. */
    paper: Id,
  }),
  reply: DeskVisit,
  errors: ['identity.visit_over', 'identity.number_wrong', 'identity.agent_wrong'],
});

export const endDeskVisit = defineRoute({
  name: 'identity.endDeskVisit',
  method: 'POST',
  path: '/api/work/desk/visits/:visitId/end',
  permission: 'official',
  summary: 'The person has left my window',
  params: one,
  body: Type.Object({ requestId: RequestId }),
  reply: 'empty',
  errors: [],
});
