import { Type } from 'typebox';
import { OriginalSeen } from '../cases/original-shapes.ts';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId, Text } from '../shapes.ts';
import { OfficeIncoming, OwnIncoming, PapersOffer, PapersPurpose } from './incoming-shapes.ts';

const ParcelParams = Type.Object({ parcelId: Id });
const Name = Type.String({ minLength: 1, maxLength: 200 });

const CaseParcels = Type.Object({ offer: Type.Optional(PapersOffer), parcels: Type.Array(OwnIncoming) });

export const getCaseParcels = defineRoute({
  name: 'delivery.getCaseParcels',
  method: 'GET',
  path: '/api/cases/:caseId/parcels',
  permission: 'applicant',
  summary: 'Papers I send to the office for my case: what is wanted, and how far each parcel is',
  params: Type.Object({ caseId: Id }),
  reply: CaseParcels,
  errors: ['delivery.case_missing'],
});

/** F203: 材料寄送 with a courier who fetches it, or the number of a parcel that was sent with any carrier. */
export const sendPapers = defineRoute({
  name: 'delivery.sendPapers',
  method: 'POST',
  path: '/api/cases/:caseId/parcels',
  permission: 'applicant',
  summary: 'Order a courier for the papers of my case, or enter the number of a parcel I sent myself',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    how: oneOf(['pick-up', 'own']),
    /** Chinese names of what lies in it. */
    papers: Type.Array(Name, { minItems: 1, maxItems: 100 }),
    /** Who sends it, where it is fetched, and where originals go back to. */
    name: Type.String({ minLength: 2, maxLength: 50 }),
    mobile: Type.String({ pattern: '^1[3-9][0-9]{9}$' }),
    address: Type.String({ minLength: 6, maxLength: 120 }),
    /** Of a pick-up that the applicant pays: at the door, or online before it is booked. */
    pay: Type.Optional(oneOf(['door', 'online'])),
    /** Of an own parcel. */
    carrier: Type.Optional(Type.String({ minLength: 2, maxLength: 30 })),
    waybill: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{6,30}$' })),
    postedOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  }),
  reply: CaseParcels,
  status: 201,
  errors: [
    'delivery.case_missing',
    'delivery.papers_not_wanted',
    'delivery.parcel_wrong',
    'delivery.parcels_full',
    'delivery.carrier_missing',
    'delivery.not_paid_online',
  ],
});

export const cancelParcel = defineRoute({
  name: 'delivery.cancelParcel',
  method: 'POST',
  path: '/api/parcels/:parcelId/cancel',
  permission: 'applicant',
  summary: 'Take back a parcel that nobody has picked up, or a number that was mistyped',
  params: ParcelParams,
  body: Type.Object({ requestId: RequestId }),
  reply: CaseParcels,
  errors: ['delivery.parcel_missing', 'delivery.wrong_state', 'delivery.picked_up', 'delivery.carrier_silent'],
});

export const listIncoming = defineRoute({
  name: 'delivery.listIncoming',
  method: 'GET',
  path: '/api/work/parcels',
  permission: 'official',
  summary: '来件: parcels with papers for my office, by list, waybill, case or sender',
  query: Type.Object({
    list: Type.Optional(oneOf(['coming', 'arrived', 'trouble', 'keeping', 'done'])),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    parcels: Type.Array(OfficeIncoming),
    counts: Type.Object({
      coming: Type.Integer(),
      arrived: Type.Integer(),
      trouble: Type.Integer(),
      keeping: Type.Integer(),
      done: Type.Integer(),
    }),
  }),
  errors: ['delivery.not_yours'],
});

export const getIncoming = defineRoute({
  name: 'delivery.getIncoming',
  method: 'GET',
  path: '/api/work/parcels/:parcelId',
  permission: 'official',
  summary: 'A parcel with papers, and what its case wants to be compared when it is opened',
  params: ParcelParams,
  reply: Type.Object({
    parcel: OfficeIncoming,
    /** What the case wants now; absent: nothing. */
    purpose: Type.Optional(PapersPurpose),
    wanted: Type.Array(
      Type.Object({
        name: Text,
        uploads: Type.Array(Type.String()),
        /** It came in an earlier parcel. */
        here: Type.Boolean(),
      }),
    ),
  }),
  errors: ['delivery.parcel_missing'],
});

export const openParcel = defineRoute({
  name: 'delivery.openParcel',
  method: 'POST',
  path: '/api/work/parcels/:parcelId/open',
  permission: 'official',
  summary: 'Open a parcel: tick each paper against what was announced; once all originals are there, compare them',
  params: ParcelParams,
  body: Type.Object({
    requestId: RequestId,
    /** Each announced paper once, by its Chinese name. */
    papers: Type.Array(
      Type.Object({
        name: Name,
        found: oneOf(['there', 'missing', 'wrong']),
        note: Type.Optional(Type.String({ maxLength: 300 })),
      }),
      { minItems: 1, maxItems: 100 },
    ),
    /** What lay there unannounced, in words. */
    extras: Type.Optional(
      Type.Array(Type.Object({ name: Name, note: Type.Optional(Type.String({ maxLength: 300 })) }), { maxItems: 50 }),
    ),
    /** Once all wanted originals are there: each as compared with its upload. */
    originals: Type.Optional(Type.Array(OriginalSeen, { maxItems: 100 })),
  }),
  reply: OfficeIncoming,
  errors: [
    'delivery.parcel_missing',
    'delivery.not_yours',
    'delivery.wrong_state',
    'delivery.papers_wrong',
    'cases.originals_wrong',
    'cases.wrong_state',
    'cases.not_yours',
  ],
});

export const loseParcel = defineRoute({
  name: 'delivery.loseParcel',
  method: 'POST',
  path: '/api/work/parcels/:parcelId/lost',
  permission: 'official',
  summary: 'Note that a parcel is lost; who sent it is told',
  params: ParcelParams,
  body: Type.Object({ requestId: RequestId, note: Type.String({ minLength: 2, maxLength: 200 }) }),
  reply: OfficeIncoming,
  errors: ['delivery.parcel_missing', 'delivery.not_yours', 'delivery.wrong_state'],
});

export const giveBackPapers = defineRoute({
  name: 'delivery.giveBackPapers',
  method: 'POST',
  path: '/api/work/parcels/:parcelId/back',
  permission: 'official',
  summary: 'Give originals back: at the counter to somebody, or by courier under a waybill',
  params: ParcelParams,
  body: Type.Object({
    requestId: RequestId,
    how: oneOf(['counter', 'courier']),
    /** Who took them, or the waybill. */
    to: Type.String({ minLength: 2, maxLength: 60 }),
  }),
  reply: OfficeIncoming,
  errors: ['delivery.parcel_missing', 'delivery.not_yours', 'delivery.wrong_state'],
});
