import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';

/** A paper original of a licence (F135). */
export const PaperOrder = Type.Object({
  id: Type.String(),
  state: oneOf(['asked', 'printed', 'handed-over', 'cancelled'], {
    description: 'asked 已申请 · printed 已印制待领 · handed-over 已领取 · cancelled 已取消',
  }),
  askedAt: Instant,
  askedBy: Type.String(),
  formNumber: Type.Optional(Type.String({ description: '印制编号 of the form it stands on' })),
  printedAt: Type.Optional(Instant),
  printedBy: Type.Optional(Type.String()),
  handedAt: Type.Optional(Instant),
  handedBy: Type.Optional(Type.String()),
  collector: Type.Optional(Type.String({ description: 'number masked' })),
});
export type PaperOrder = Static<typeof PaperOrder>;

export const OfficePaperOrder = Type.Object({
  ...PaperOrder.properties,
  licenceId: Type.String(),
  name: Text,
  number: Type.String(),
  holder: Type.String(),
  pages: Type.Integer(),
  width: Type.Number({ description: 'mm' }),
  height: Type.Number(),
});
export type OfficePaperOrder = Static<typeof OfficePaperOrder>;

const licence = Type.Object({ licenceId: Id });
const order = Type.Object({ orderId: Id });
const once = Type.Object({ requestId: RequestId });

export const listPapers = defineRoute({
  name: 'licences.listPapers',
  method: 'GET',
  path: '/api/licences/:licenceId/papers',
  permission: 'applicant',
  summary: 'Paper originals of a licence I hold',
  params: licence,
  reply: Type.Array(PaperOrder),
  errors: ['licences.licence_missing'],
});

export const askForPaper = defineRoute({
  name: 'licences.askForPaper',
  method: 'POST',
  path: '/api/licences/:licenceId/papers',
  permission: 'applicant',
  summary: 'Ask for the paper original, to be collected at the counter',
  params: licence,
  body: once,
  reply: Type.Array(PaperOrder),
  status: 201,
  errors: ['licences.licence_missing', 'licences.not_printable', 'licences.grade_too_low', 'licences.paper_open'],
});

export const cancelPaper = defineRoute({
  name: 'licences.cancelPaper',
  method: 'POST',
  path: '/api/licences/:licenceId/papers/cancel',
  permission: 'applicant',
  summary: 'No paper after all, as long as it is not printed',
  params: licence,
  body: once,
  reply: Type.Array(PaperOrder),
  errors: ['licences.licence_missing', 'licences.paper_wrong_state'],
});

export const listPaperOrders = defineRoute({
  name: 'licences.listPaperOrders',
  method: 'GET',
  path: '/api/office/paper-orders',
  permission: 'official',
  summary: 'Paper originals to be printed and handed over at my office',
  reply: Type.Array(OfficePaperOrder),
  errors: [],
});

const atCounter = ['licences.order_missing', 'licences.not_printable', 'licences.paper_wrong_state'] as const;

export const printPaper = defineRoute({
  name: 'licences.printPaper',
  method: 'POST',
  path: '/api/office/paper-orders/:orderId/print',
  permission: 'official',
  summary: 'Print a paper original on a numbered form',
  params: order,
  body: Type.Object({
    requestId: RequestId,
    formNumber: Type.String({ minLength: 4, maxLength: 30, pattern: '^[0-9A-Za-z-]+$' }),
  }),
  reply: Type.Array(OfficePaperOrder),
  errors: [...atCounter, 'licences.form_used'],
});

export const handOverPaper = defineRoute({
  name: 'licences.handOverPaper',
  method: 'POST',
  path: '/api/office/paper-orders/:orderId/hand-over',
  permission: 'official',
  summary: 'Hand a paper original to its holder or his agent',
  params: order,
  body: Type.Object({
    requestId: RequestId,
    collectorName: Type.String({ minLength: 2, maxLength: 60 }),
    collectorNumber: Type.String({ minLength: 6, maxLength: 30 }),
    note: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  reply: Type.Array(OfficePaperOrder),
  errors: [...atCounter],
});
