import { type Static, Type } from 'typebox';
import { Abilities, Day, Instant, oneOf, Text } from '../shapes.ts';

/** 待付寄费 · 待揽收 · 在途 · 派送 · 已到达 · 已开拆 · 退回寄件人 · 丢失 · 已取消 */
export const IncomingState = oneOf([
  'unpaid',
  'to-send',
  'moving',
  'out',
  'arrived',
  'opened',
  'returned',
  'lost',
  'cancelled',
]);
/** Before the acceptance, beside the result, or what a correction asked for. */
export const PapersPurpose = oneOf(['originals', 'collection', 'correction']);
export const PaperFound = oneOf(['there', 'missing', 'wrong', 'extra']);

/** 收件清单: a paper as announced, as found, and when it went back. */
export const IncomingPaper = Type.Object({
  name: Text,
  found: Type.Optional(PaperFound),
  note: Type.Optional(Type.String()),
  receivedAt: Type.Optional(Instant),
  receivedBy: Type.Optional(Type.String()),
  returnedAt: Type.Optional(Instant),
  returnedHow: Type.Optional(oneOf(['counter', 'courier', 'with-result'])),
  returnedTo: Type.Optional(Type.String({ description: 'who took it, or the waybill it went by' })),
});
export type IncomingPaper = Static<typeof IncomingPaper>;

const incoming = {
  id: Type.String(),
  purpose: PapersPurpose,
  how: oneOf(['pick-up', 'own']),
  carrier: Text,
  waybill: Type.Optional(Type.String()),
  /** Whether its carrier tells where it is: nobody can be asked, no answer yet, he tells, he knows no such number. */
  tracking: oneOf(['none', 'asked', 'known', 'unknown']),
  state: IncomingState,
  stateName: Text,
  /** Nothing was heard of it for days. */
  late: Type.Boolean(),
  postedOn: Type.Optional(Day),
  from: Type.Object({ name: Type.String(), mobile: Type.String(), address: Type.String() }),
  to: Type.Object({ name: Type.String(), phone: Type.String(), address: Type.String() }),
  paidBy: oneOf(['state', 'sender', 'online']),
  /** The courier's fee in 分, where it is paid online; while due nothing is booked. */
  bill: Type.Optional(Type.Object({ id: Type.String(), fee: Type.Integer(), due: Type.Boolean() })),
  papers: Type.Array(IncomingPaper),
  events: Type.Array(Type.Object({ at: Instant, text: Text, by: Type.Optional(Type.String()) })),
  abilities: Abilities,
};

/** As who sends it sees it. */
export const OwnIncoming = Type.Object(incoming);
export type OwnIncoming = Static<typeof OwnIncoming>;

export const OfficeIncoming = Type.Object({
  ...incoming,
  caseId: Type.String(),
  caseNumber: Type.String(),
  itemName: Text,
  applicant: Type.String(),
  changedAt: Instant,
});
export type OfficeIncoming = Static<typeof OfficeIncoming>;

/** What may be sent for a case now. */
export const PapersOffer = Type.Object({
  purpose: PapersPurpose,
  papers: Type.Array(Text),
  /** Last day; posted on it is in time. */
  until: Type.Optional(Day),
  to: Type.Object({ name: Type.String(), phone: Type.String(), address: Type.String() }),
  /** Whose courier comes; absent: send it yourself. */
  carrier: Type.Optional(Text),
  /** Carriers that are asked where a parcel is that was sent with them. */
  tracked: Type.Array(Text),
  paidBy: oneOf(['state', 'sender']),
  /** What a pick-up costs by where it is, in 分, when it is paid online. */
  tariff: Type.Optional(Type.Array(Type.Object({ name: Text, fee: Type.Integer() }))),
});
export type PapersOffer = Static<typeof PapersOffer>;
