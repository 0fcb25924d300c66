import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Id, Instant, oneOf, Page, RequestId, Text } from '../shapes.ts';

/** What a complaint may be about. */
export const COMPLAINT_KINDS = ['overdue', 'manner', 'fees', 'materials', 'other'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

/** Characters of a complaint and of its answer. */
export const COMPLAINT_TEXT = { shortest: 10, longest: 1000 } as const;
export const COMPLAINT_ANSWER = { shortest: 10, longest: 2000 } as const;

/** F167: as lists show it, without its text and without who complained. */
const line = {
  id: Type.String(),
  number: Type.String({ description: '投诉编号' }),
  kind: oneOf(COMPLAINT_KINDS, {
    description: 'overdue 超期 · manner 态度 · fees 收费 · materials 材料（多要了指南以外的材料）· other 其他',
  }),
  office: Text,
  itemName: Type.Optional(Text),
  caseNumber: Type.Optional(Type.String()),
  at: Instant,
  state: oneOf(['open', 'answered'], { description: 'open 待答复 · answered 已答复' }),
  promisedOn: Type.Union([Day, Type.Null()], {
    description: 'day by which an answer is promised; null while the working days of that time are not published',
  }),
  ofHead: Type.Boolean({
    description: 'the head of the unit is meant: only the service centre of its region reads it',
  }),
};
export const Complaint = Type.Object(line);
export type Complaint = Static<typeof Complaint>;

const Answer = Type.Object({ text: Type.String(), office: Text, at: Instant });

/** As whoever complained reads it. */
export const OwnComplaint = Type.Object({
  ...line,
  text: Type.String(),
  public: Type.Boolean({ description: 'may be published, without the name' }),
  caseId: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String({ description: 'telephone of the unit' })),
  answer: Type.Optional(Answer),
});
export type OwnComplaint = Static<typeof OwnComplaint>;

/** As the head of the unit reads it. */
export const WorkComplaint = Type.Object({
  ...line,
  text: Type.String(),
  public: Type.Boolean(),
  by: Type.Object({ kind: oneOf(['person', 'firm']), name: Type.String() }),
  caseId: Type.Optional(Type.String({ description: 'only where the reader may open that case' })),
  answer: Type.Optional(Type.Object({ ...Answer.properties, by: Type.String() })),
  abilities: Abilities,
});
export type WorkComplaint = Static<typeof WorkComplaint>;

const Unit = Type.Object({ uscc: Type.String(), name: Text, phone: Type.Optional(Type.String()) });

export const prepareComplaint = defineRoute({
  name: 'interaction.prepareComplaint',
  method: 'GET',
  path: '/api/complaints/new',
  permission: 'applicant',
  summary:
    'Whom a complaint from this case or guide would go to, the units to choose from, and until when it is answered',
  query: Type.Object({ caseId: Type.Optional(Id), slug: Type.Optional(Id) }),
  reply: Type.Object({
    about: Type.Optional(
      Type.Object(
        { unit: Unit, itemName: Text, caseNumber: Type.Optional(Type.String()) },
        { description: 'from the case or the guide' },
      ),
    ),
    units: Type.Array(Type.Object({ uscc: Type.String(), name: Text }), {
      description: 'to choose from where neither is given',
    }),
    workingDays: Type.Integer(),
    promisedOn: Type.Union([Day, Type.Null()]),
  }),
  errors: ['cases.case_missing', 'catalog.item_missing'],
});

export const makeComplaint = defineRoute({
  name: 'interaction.makeComplaint',
  method: 'POST',
  path: '/api/complaints',
  permission: 'applicant',
  summary: 'Complain of a unit, about a case of mine or an item; at most five a day',
  body: Type.Object({
    requestId: RequestId,
    caseId: Type.Optional({ ...Id, description: 'a case of mine; unit and item come from it' }),
    slug: Type.Optional({ ...Id, description: 'item; its unit unless one is named' }),
    office: Type.Optional(
      Type.String({ minLength: 18, maxLength: 18, pattern: '^[0-9A-Z]{18}$', description: 'USCC of the unit' }),
    ),
    kind: oneOf(COMPLAINT_KINDS),
    public: Type.Boolean({ description: 'may be published, without the name' }),
    ofHead: Type.Optional(
      Type.Boolean({ description: 'the head of the unit is meant: only the service centre of its region reads it' }),
    ),
    text: Type.String({ minLength: COMPLAINT_TEXT.shortest, maxLength: COMPLAINT_TEXT.longest }),
  }),
  reply: OwnComplaint,
  status: 201,
  errors: [
    'cases.case_missing',
    'catalog.item_missing',
    'interaction.unit_missing',
    'interaction.unit_needed',
    'interaction.text_short',
    'interaction.personal_data',
    'interaction.nobody_above',
    'interaction.complaints_spent',
  ],
});

export const listComplaints = defineRoute({
  name: 'interaction.listComplaints',
  method: 'GET',
  path: '/api/complaints',
  permission: 'applicant',
  summary: 'My complaints, the newest first',
  query: Type.Object({ ...Page }),
  reply: Type.Object({ complaints: Type.Array(Complaint), next: Type.Optional(Type.String()) }),
  errors: [],
});

export const getComplaint = defineRoute({
  name: 'interaction.getComplaint',
  method: 'GET',
  path: '/api/complaints/:complaintId',
  permission: 'applicant',
  summary: 'One complaint of mine, with its answer',
  params: Type.Object({ complaintId: Id }),
  reply: OwnComplaint,
  errors: ['interaction.complaint_missing'],
});

export const listWorkComplaints = defineRoute({
  name: 'interaction.listWorkComplaints',
  method: 'GET',
  path: '/api/work/complaints',
  permission: 'official',
  summary: 'Complaints of my unit, for its head and for the head of the service centre; open ones the oldest first',
  query: Type.Object({ state: Type.Optional(oneOf(['open', 'answered'])), ...Page }),
  reply: Type.Object({
    complaints: Type.Array(Complaint),
    open: Type.Integer({ description: 'how many wait for an answer' }),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const getWorkComplaint = defineRoute({
  name: 'interaction.getWorkComplaint',
  method: 'GET',
  path: '/api/work/complaints/:complaintId',
  permission: 'official',
  summary: 'A complaint of my unit; whoever complained sees that it was read',
  params: Type.Object({ complaintId: Id }),
  reply: WorkComplaint,
  errors: ['interaction.complaint_missing'],
});

export const answerComplaint = defineRoute({
  name: 'interaction.answerComplaint',
  method: 'POST',
  path: '/api/work/complaints/:complaintId/answer',
  permission: 'official',
  summary: 'Answer a complaint, once; whoever complained is told',
  params: Type.Object({ complaintId: Id }),
  body: Type.Object({
    requestId: RequestId,
    text: Type.String({ minLength: COMPLAINT_ANSWER.shortest, maxLength: COMPLAINT_ANSWER.longest }),
  }),
  reply: WorkComplaint,
  errors: ['interaction.complaint_missing', 'interaction.answered_already', 'interaction.text_short'],
});
