import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Page, RequestId } from '../shapes.ts';

const AccountKind = oneOf(['person', 'staff']);
const Reason = Type.String({
  minLength: 2,
  maxLength: 200,
  description: 'told to the holder and kept',
});
const accountParams = Type.Object({ kind: AccountKind, accountId: Id });

export const AccountEvent = Type.Object({
  id: Type.String(),
  account: Type.Object({
    kind: AccountKind,
    id: Type.String(),
    name: Type.String({ description: 'masked for persons' }),
    number: Type.String({ description: 'masked for persons' }),
  }),
  kind: oneOf(['disabled', 'unblock-asked', 'unblocked', 'unblock-refused']),
  reason: Type.String(),
  by: Type.Object({ name: Type.String(), number: Type.String() }),
  at: Instant,
  /** The order this one answers. */
  answers: Type.Optional(Type.String()),
  /** An order to unblock that waits for its answer. */
  open: Type.Boolean(),
  mayAnswer: Type.Boolean(),
});
export type AccountEvent = Static<typeof AccountEvent>;

/** F037: one account by its exact citizen number, mobile, USCC or staff name; the holder sees the look in his log. */
export const findAccount = defineRoute({
  name: 'identity.findAccount',
  method: 'POST',
  path: '/api/accounts/find',
  permission: 'operator',
  summary: 'Look an account up',
  body: Type.Object({ account: Type.String({ minLength: 1, maxLength: 64 }) }),
  reply: Type.Object({
    kind: AccountKind,
    id: Type.String(),
    name: Type.String({ description: 'masked for persons' }),
    number: Type.String({ description: 'masked for persons' }),
    mobile: Type.Optional(Type.String({ description: 'masked' })),
    disabledAt: Type.Optional(Instant),
    events: Type.Array(AccountEvent),
  }),
  errors: ['identity.account_missing'],
});

/** F037: sessions end with it; the holder is told by SMS. */
export const disableAccount = defineRoute({
  name: 'identity.disableAccount',
  method: 'POST',
  path: '/api/accounts/:kind/:accountId/disable',
  permission: 'operator',
  summary: 'Disable an account',
  params: accountParams,
  body: Type.Object({ requestId: RequestId, reason: Reason }),
  reply: 'empty',
  status: 204,
  errors: ['identity.account_missing', 'identity.disabled_already', 'identity.another_person'],
});

/** F038: takes effect with `identity.answerOrder` only. */
export const askToUnblock = defineRoute({
  name: 'identity.askToUnblock',
  method: 'POST',
  path: '/api/accounts/:kind/:accountId/unblock',
  permission: 'operator',
  summary: 'Ask the head to unblock an account',
  params: accountParams,
  body: Type.Object({ requestId: RequestId, reason: Reason }),
  reply: Type.Object({ orderId: Type.String() }),
  status: 201,
  errors: ['identity.account_missing', 'identity.not_disabled', 'identity.order_open'],
});

/** F038: by the head of the office that asked, never by who asked. */
export const answerOrder = defineRoute({
  name: 'identity.answerOrder',
  method: 'POST',
  path: '/api/account-events/:orderId/answer',
  permission: 'official',
  summary: 'Approve or refuse an unblocking',
  params: Type.Object({ orderId: Id }),
  body: Type.Object({ requestId: RequestId, approve: Type.Boolean(), reason: Reason }),
  reply: 'empty',
  status: 204,
  errors: ['identity.order_missing', 'identity.order_answered', 'identity.another_person'],
});

/** F039: what was done to accounts, by whom and why: all for operator and auditors, the own office's for its head. */
export const listAccountEvents = defineRoute({
  name: 'identity.listAccountEvents',
  method: 'GET',
  path: '/api/account-events',
  permission: 'official',
  summary: 'What was done to accounts',
  query: Type.Object({ ...Page }),
  reply: Type.Object({ events: Type.Array(AccountEvent), next: Type.Optional(Type.String()) }),
  errors: [],
});
