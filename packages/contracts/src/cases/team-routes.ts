import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId, Text } from '../shapes.ts';
import { reasonOf } from './reasons.ts';
import { CaseView } from './shapes.ts';

const Reason = reasonOf('assign');
const Day = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', maxLength: 10 });
const common = ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours'] as const;

/** Whom a task may be given to, and which offices may be asked. */
export const listColleagues = defineRoute({
  name: 'cases.listColleagues',
  method: 'GET',
  path: '/api/work/colleagues',
  permission: 'official',
  summary: 'Officials of my office, and the offices there are',
  reply: Type.Object({
    officials: Type.Array(
      Type.Object({ id: Type.String(), name: Type.String(), number: Type.String(), roles: Type.Array(Type.String()) }),
    ),
    offices: Type.Array(Type.Object({ uscc: Type.String(), name: Text })),
  }),
  errors: [],
});

export const assignTask = defineRoute({
  name: 'cases.assignTask',
  method: 'POST',
  path: '/api/work/:caseId/assign',
  permission: 'official',
  summary: 'Assign a task (head), or hand over my own',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, task: Id, to: Id, reason: Reason }),
  reply: CaseView,
  errors: [...common, 'cases.assignee_unfit'],
});

export const askOpinion = defineRoute({
  name: 'cases.askOpinion',
  method: 'POST',
  path: '/api/work/:caseId/ask',
  permission: 'official',
  summary: 'Ask an office for its opinion while the case goes on',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    office: Type.String({ minLength: 18, maxLength: 18 }),
    question: Reason,
    days: Type.Integer({ minimum: 1, maximum: 60 }),
    /** The decision waits for the answer. */
    waits: Type.Boolean(),
  }),
  reply: CaseView,
  errors: [...common, 'cases.office_unknown'],
});

export const answerOpinion = defineRoute({
  name: 'cases.answerOpinion',
  method: 'POST',
  path: '/api/work/:caseId/answer',
  permission: 'official',
  summary: 'Answer what my office was asked',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, says: oneOf(['agree', 'disagree', 'none']), opinion: Reason }),
  reply: CaseView,
  errors: [...common],
});

/** 催办: once a working day. */
export const urgeCase = defineRoute({
  name: 'cases.urgeCase',
  method: 'POST',
  path: '/api/cases/:caseId/urge',
  permission: 'applicant',
  summary: 'Ask after my application',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: CaseView,
  errors: [...common, 'cases.urged_today'],
});

export const urgeWork = defineRoute({
  name: 'cases.urgeWork',
  method: 'POST',
  path: '/api/work/:caseId/urge',
  permission: 'official',
  summary: 'Ask after a case of my office (head)',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: CaseView,
  errors: [...common, 'cases.urged_today'],
});

export const OfficeLoad = Type.Object({
  /** By official; the row without one is the pool. */
  rows: Type.Array(
    Type.Object({
      official: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      open: Type.Integer(),
      overdue: Type.Integer(),
      soon: Type.Integer({ description: 'due today or tomorrow' }),
      ageing: Type.Array(Type.Integer(), { description: 'open for at most 3, 7, 15 days, and longer' }),
    }),
  ),
  standIns: Type.Array(
    Type.Object({
      id: Type.String(),
      absent: Type.String(),
      deputy: Type.String(),
      from: Type.String(),
      to: Type.String(),
      reason: Type.String(),
    }),
  ),
});
export type OfficeLoad = Static<typeof OfficeLoad>;

export const reviewLoad = defineRoute({
  name: 'cases.reviewLoad',
  method: 'GET',
  path: '/api/work/load',
  permission: 'official',
  summary: 'What lies open in my office, by official (head)',
  reply: OfficeLoad,
  errors: [],
});

export const recordStandIn = defineRoute({
  name: 'cases.recordStandIn',
  method: 'POST',
  path: '/api/work/stand-ins',
  permission: 'official',
  summary: 'Record who acts for an absent colleague (head)',
  body: Type.Object({ requestId: RequestId, absent: Id, deputy: Id, from: Day, to: Day, reason: Reason }),
  reply: OfficeLoad,
  errors: ['cases.assignee_unfit', 'cases.days_wrong', 'cases.stands_in_already'],
});

export const endStandIn = defineRoute({
  name: 'cases.endStandIn',
  method: 'POST',
  path: '/api/work/stand-ins/:standInId/end',
  permission: 'official',
  summary: 'End a stand-in (head)',
  params: Type.Object({ standInId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: OfficeLoad,
  errors: ['cases.stand_in_missing'],
});
