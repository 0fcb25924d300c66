import { type Static, Type } from 'typebox';
import { Abilities, Day, Id, Instant, oneOf, Text } from '../shapes.ts';

/** 待缴 · 已缴 · 已对账 · 退款中 · 已退 · 已作废 */
export const BillState = oneOf(['due', 'paid', 'reconciled', 'refunding', 'refunded', 'cancelled']);
export type BillState = Static<typeof BillState>;

const Fen = Type.Integer({ description: '分' });

export const BillLine = Type.Object({
  code: Type.String(),
  name: Text,
  standard: Text,
  basis: Type.Object({ law: Type.String(), article: Type.String() }),
  quantity: Type.Integer(),
  price: Fen,
  reduced: Fen,
  reduction: Type.Optional(Type.Object({ name: Text, law: Type.String(), article: Type.String() })),
  amount: Fen,
});

export const Refund = Type.Object({
  id: Type.String(),
  amount: Fen,
  /** Asked for by an official; extra money; of a parcel that never left. */
  kind: oneOf(['asked', 'extra', 'unsent']),
  state: oneOf(['asked', 'rejected', 'approved', 'done', 'failed']),
  reason: Text,
  askedAt: Instant,
  askedBy: Type.Optional(Type.String()),
  decidedBy: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  doneAt: Type.Optional(Instant),
  abilities: Abilities,
});
export type Refund = Static<typeof Refund>;

export const PayWay = oneOf(['page', 'qr', 'h5']);

export const BillSummary = Type.Object({
  id: Type.String(),
  number: Type.String(),
  caseId: Type.String(),
  caseNumber: Type.String(),
  itemName: Text,
  office: Text,
  payer: Type.String(),
  state: BillState,
  stateName: Text,
  total: Fen,
  refunded: Fen,
  madeAt: Instant,
  expiresAt: Instant,
  paidAt: Type.Optional(Instant),
});
export type BillSummary = Static<typeof BillSummary>;

export const Bill = Type.Object({
  ...BillSummary.properties,
  /** What waits for it; of a courier nothing of the case does. */
  dueFor: oneOf(['decision', 'licence', 'courier']),
  lines: Type.Array(BillLine),
  payments: Type.Array(
    Type.Object({
      provider: Text,
      state: oneOf(['open', 'paid', 'closed']),
      openedAt: Instant,
      amount: Fen,
      paidAt: Type.Optional(Instant),
      transaction: Type.Optional(Type.String()),
      counted: Type.Boolean({ description: 'false for money that goes back by itself' }),
    }),
  ),
  refunds: Type.Array(Refund),
  refundable: Fen,
  receipt: Type.Optional(Type.Object({ number: Type.String(), at: Instant })),
  providers: Type.Array(Type.Object({ id: Type.String(), name: Text, ways: Type.Array(PayWay) })),
  abilities: Abilities,
});
export type Bill = Static<typeof Bill>;

export const Begun = Type.Object({
  attemptId: Type.String(),
  expiresAt: Instant,
  redirect: Type.Optional(Type.String({ description: 'page of the cashier to go to' })),
  code: Type.Optional(Type.String({ description: 'text of the QR code to scan' })),
});
export type Begun = Static<typeof Begun>;

export const Difference = Type.Object({
  id: Type.String(),
  provider: Text,
  day: Day,
  kind: oneOf(['missing-here', 'missing-there', 'amount']),
  subject: oneOf(['payment', 'refund']),
  reference: Type.String(),
  transaction: Type.Optional(Type.String()),
  ours: Type.Optional(Fen),
  theirs: Type.Optional(Fen),
  foundAt: Instant,
  settled: Type.Optional(Type.Object({ at: Instant, by: Type.String(), how: Text })),
});
export type Difference = Static<typeof Difference>;

export const BillParams = Type.Object({ billId: Id });
