import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, Text } from '../shapes.ts';

/** 收件凭证: what the person at the window takes home. */
export const DeskReceipt = Type.Object({
  caseId: Type.String(),
  receipt: Type.String({ description: 'number of the paper' }),
  number: Type.String(),
  queryCode: Type.String(),
  itemName: Text,
  /** The office that handles it. */
  office: Text,
  applicant: Type.String(),
  applicantNumber: Type.String({ description: 'masked' }),
  applicantKind: Type.Union([Type.Literal('person'), Type.Literal('firm')]),
  agent: Type.Optional(Type.String()),
  submittedAt: Instant,
  stateName: Text,
  clerk: Type.Object({ name: Type.String(), number: Type.String(), office: Text }),
  materials: Type.Array(Type.Object({ name: Text, count: Type.Integer() })),
  /** In which mode it is handled, and what is still to be brought, where. */
  mode: Type.Optional(Text),
  toBring: Type.Array(Text),
  where: Type.Optional(Text),
  /** The vertical system the applicant still goes over to. */
  goesTo: Type.Optional(Text),
});
export type DeskReceipt = Static<typeof DeskReceipt>;

/** F009: for the official who filed it at his window, and those who handle it. */
export const getDeskReceipt = defineRoute({
  name: 'cases.getDeskReceipt',
  method: 'GET',
  path: '/api/work/desk/receipts/:caseId',
  permission: 'official',
  summary: 'The receipt of a case filed at a window',
  params: Type.Object({ caseId: Id }),
  reply: DeskReceipt,
  errors: ['cases.case_missing'],
});

export const listDeskFilings = defineRoute({
  name: 'cases.listDeskFilings',
  method: 'GET',
  path: '/api/work/desk/filings',
  permission: 'official',
  summary: 'What I filed at my window, the newest first',
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }),
  reply: Type.Object({
    filings: Type.Array(
      Type.Object({
        caseId: Type.String(),
        receipt: Type.String(),
        number: Type.String(),
        itemName: Text,
        applicant: Type.String(),
        stateName: Text,
        at: Instant,
      }),
    ),
  }),
  errors: [],
});
