import { type Static, Type } from 'typebox';
import { OriginalSeen } from '../cases/original-shapes.ts';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Id, Instant, oneOf, RequestId, Strokes, Text } from '../shapes.ts';

/** 待付寄费 · 待领取 · 待揽收 · 在途 · 派送 · 签收 · 退回 · 公告中 · 暂缓交付 */
export const DeliveryState = oneOf([
  'unpaid',
  'ready',
  'to-send',
  'moving',
  'out',
  'delivered',
  'returned',
  'published',
  'withheld',
]);
export const DeliveryMeans = oneOf(['electronic', 'counter', 'courier', 'public-notice']);

const Tracked = Type.Object({ at: Instant, text: Text, by: Type.Optional(Type.String()) });

/** As its holder sees it. */
export const OwnDelivery = Type.Object({
  id: Type.String(),
  number: Type.String(),
  means: DeliveryMeans,
  state: DeliveryState,
  stateName: Text,
  result: Text,
  pickupCode: Type.Optional(Type.String({ description: 'while it waits at the counter' })),
  waybill: Type.Optional(Type.String()),
  /** The courier's fee in 分, where it is paid online; while due nothing is sent. */
  bill: Type.Optional(Type.Object({ id: Type.String(), fee: Type.Integer(), due: Type.Boolean() })),
  to: Type.Optional(Type.String()),
  office: Text,
  /** Last day to hand it over, while the office has to (行政许可法 第四十四条). */
  deliverBy: Type.Optional(Day),
  deliveredAt: Type.Optional(Instant),
  receivedBy: Type.Optional(Type.String()),
  events: Type.Array(Tracked),
});
export type OwnDelivery = Static<typeof OwnDelivery>;

export const OfficeDelivery = Type.Object({
  id: Type.String(),
  number: Type.String(),
  caseNumber: Type.String(),
  itemName: Text,
  result: Text,
  resultNumber: Type.String(),
  holder: Type.String(),
  holderNumber: Type.String({ description: 'masked' }),
  means: DeliveryMeans,
  state: DeliveryState,
  stateName: Text,
  to: Type.Optional(Type.Object({ name: Type.String(), mobile: Type.String(), address: Type.String() })),
  waybill: Type.Optional(Type.String()),
  attempts: Type.Integer(),
  changedAt: Instant,
  deliverBy: Type.Optional(Day),
  deliveredAt: Type.Optional(Instant),
  receivedBy: Type.Optional(Type.String()),
  handedBy: Type.Optional(Type.String()),
  noticeUntil: Type.Optional(Day),
  events: Type.Array(Tracked),
  abilities: Abilities,
});
export type OfficeDelivery = Static<typeof OfficeDelivery>;

const DeliveryParams = Type.Object({ deliveryId: Id });
const changing = ['delivery.delivery_missing', 'delivery.not_yours', 'delivery.wrong_state'];

/** F111: what the carrier takes, told before anything is filed. */
export const getCourierPrices = defineRoute({
  name: 'delivery.getCourierPrices',
  method: 'GET',
  path: '/api/courier-prices',
  permission: 'public',
  summary: 'What a parcel costs by where it goes, where that is paid online',
  reply: Type.Object({
    /** Absent: nobody takes money for parcels online here. */
    carrier: Type.Optional(Text),
    /** In 分; the first region the address lies in, the last is for everywhere else. */
    prices: Type.Array(Type.Object({ name: Text, fee: Type.Integer() })),
  }),
  errors: [],
});

export const getCaseDelivery = defineRoute({
  name: 'delivery.getCaseDelivery',
  method: 'GET',
  path: '/api/cases/:caseId/delivery',
  permission: 'applicant',
  summary: 'How the result of my case reaches me, and how far it is',
  params: Type.Object({ caseId: Id }),
  reply: OwnDelivery,
  errors: ['delivery.delivery_missing'],
});

export const getDeliveryProof = defineRoute({
  name: 'delivery.getProof',
  method: 'GET',
  path: '/api/deliveries/:deliveryId/proof',
  permission: 'applicant',
  alsoOfficials: true,
  summary: '送达回证: a PDF signed by the office',
  params: DeliveryParams,
  reply: 'binary',
  errors: ['delivery.delivery_missing', 'delivery.not_delivered'],
});

export const listPublicNotices = defineRoute({
  name: 'delivery.listPublicNotices',
  method: 'GET',
  path: '/api/public-notices',
  permission: 'public',
  summary: 'Results delivered by public notice, names masked',
  reply: Type.Object({
    notices: Type.Array(
      Type.Object({ number: Type.String(), office: Text, result: Text, holder: Type.String(), until: Day }),
    ),
  }),
  errors: [],
});

export const listDeliveries = defineRoute({
  name: 'delivery.listDeliveries',
  method: 'GET',
  path: '/api/work/deliveries',
  permission: 'official',
  summary: 'Deliveries of my office: at the counter, failed, under way, done; by number, code, waybill or holder',
  query: Type.Object({
    list: Type.Optional(oneOf(['counter', 'failed', 'moving', 'done'])),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    deliveries: Type.Array(OfficeDelivery),
    counts: Type.Object({
      counter: Type.Integer(),
      failed: Type.Integer(),
      moving: Type.Integer(),
      done: Type.Integer(),
    }),
    byMeans: Type.Array(Type.Object({ means: DeliveryMeans, delivered: Type.Integer(), open: Type.Integer() })),
  }),
  errors: ['delivery.not_yours'],
});

export const handOver = defineRoute({
  name: 'delivery.handOver',
  method: 'POST',
  path: '/api/work/deliveries/:deliveryId/hand-over',
  permission: 'official',
  summary: 'Hand a result over at the counter: identity checked, signed on the screen',
  params: DeliveryParams,
  body: Type.Object({
    requestId: RequestId,
    by: oneOf(['id', 'code']),
    value: Type.String({ minLength: 4, maxLength: 30 }),
    signature: Strokes,
    /** F091: each original the case wants to see. If one differs the answer is a delivery that is withheld. */
    originals: Type.Optional(Type.Array(OriginalSeen, { maxItems: 100 })),
  }),
  reply: OfficeDelivery,
  errors: [...changing, 'delivery.identity_wrong', 'delivery.signature_missing', 'cases.originals_wrong'],
});

/** F091: what the case of a result wants to see in the original before it is handed over. */
export const getOriginalsToSee = defineRoute({
  name: 'delivery.getOriginalsToSee',
  method: 'GET',
  path: '/api/work/deliveries/:deliveryId/originals',
  permission: 'official',
  summary: 'Originals to be seen before a result is handed over',
  params: DeliveryParams,
  reply: Type.Object({ originals: Type.Array(Type.Object({ name: Text, uploads: Type.Array(Type.String()) })) }),
  errors: ['delivery.delivery_missing'],
});

export const sendAgain = defineRoute({
  name: 'delivery.sendAgain',
  method: 'POST',
  path: '/api/work/deliveries/:deliveryId/send-again',
  permission: 'official',
  summary: 'Send once more what came back',
  params: DeliveryParams,
  body: Type.Object({
    requestId: RequestId,
    name: Type.String({ minLength: 2, maxLength: 50 }),
    mobile: Type.String({ pattern: '^1[3-9][0-9]{9}$' }),
    address: Type.String({ minLength: 6, maxLength: 120 }),
  }),
  reply: OfficeDelivery,
  errors: changing,
});

export const keepAtCounter = defineRoute({
  name: 'delivery.keepAtCounter',
  method: 'POST',
  path: '/api/work/deliveries/:deliveryId/counter',
  permission: 'official',
  summary: 'Keep at the counter what came back',
  params: DeliveryParams,
  body: Type.Object({ requestId: RequestId }),
  reply: OfficeDelivery,
  errors: changing,
});

export const publishDelivery = defineRoute({
  name: 'delivery.publish',
  method: 'POST',
  path: '/api/work/deliveries/:deliveryId/notice',
  permission: 'official',
  summary: '公告送达 of what reaches nobody',
  params: DeliveryParams,
  body: Type.Object({ requestId: RequestId }),
  reply: OfficeDelivery,
  errors: changing,
});

/** 收件地址 of a person, for his own and his firms' parcels. */
const AddressGiven = {
  name: Type.String({ minLength: 2, maxLength: 50 }),
  mobile: Type.String({ pattern: '^1[3-9][0-9]{9}$' }),
  address: Type.String({ minLength: 6, maxLength: 120 }),
};
export const SavedAddress = Type.Object({ id: Type.String(), ...AddressGiven });
export type SavedAddress = Static<typeof SavedAddress>;

export const listAddresses = defineRoute({
  name: 'delivery.listAddresses',
  method: 'GET',
  path: '/api/my/addresses',
  permission: 'applicant',
  summary: 'My address book, the one used last first',
  reply: Type.Object({ addresses: Type.Array(SavedAddress), most: Type.Integer() }),
  errors: [],
});

export const keepAddress = defineRoute({
  name: 'delivery.keepAddress',
  method: 'POST',
  path: '/api/my/addresses',
  permission: 'applicant',
  summary: 'Keep an address, or correct one; the same address is kept once',
  body: Type.Object({ requestId: RequestId, id: Type.Optional(Id), ...AddressGiven }),
  reply: SavedAddress,
  errors: ['delivery.address_missing', 'delivery.addresses_full'],
});

export const removeAddress = defineRoute({
  name: 'delivery.removeAddress',
  method: 'DELETE',
  path: '/api/my/addresses/:addressId',
  permission: 'applicant',
  summary: 'Forget an address',
  params: Type.Object({ addressId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['delivery.address_missing'],
});
