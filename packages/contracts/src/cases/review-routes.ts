import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId } from '../shapes.ts';
import { reasonOf } from './reasons.ts';
import { CaseView } from './shapes.ts';

const Reason = reasonOf('opine');
const common = ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours'] as const;

/** F115, F116: what a step says that does not decide; the case goes on to the next. */
export const giveOpinion = defineRoute({
  name: 'cases.giveOpinion',
  method: 'POST',
  path: '/api/work/:caseId/opinion',
  permission: 'official',
  summary: 'Give the opinion of my step; the case goes on',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, says: oneOf(['agree', 'disagree', 'none']), opinion: Reason }),
  reply: CaseView,
  errors: [...common, 'cases.opinion_not_allowed'],
});

/** F118: what a department outside the installation said on paper, or that it said nothing in time; by the lead office. */
export const recordOutsideOpinion = defineRoute({
  name: 'cases.recordOutsideOpinion',
  method: 'POST',
  path: '/api/work/:caseId/outside-opinion',
  permission: 'official',
  summary: 'Record the opinion of a department outside that came on paper, or its silence',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    task: Id,
    how: oneOf(['silence', 'paper']),
    says: Type.Optional(oneOf(['agree', 'disagree', 'none'])),
    opinion: Reason,
    official: Type.Optional(Type.String({ maxLength: 60 })),
    paper: Type.Optional(Type.String({ maxLength: 60 })),
    receivedOn: Type.Optional(
      Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', maxLength: 10 }),
    ),
  }),
  reply: CaseView,
  errors: [...common, 'cases.limit_not_over', 'cases.paper_incomplete', 'cases.opinion_not_allowed'],
});

export const getOutsidePaper = defineRoute({
  name: 'cases.getOutsidePaper',
  method: 'GET',
  path: '/api/cases/:caseId/tasks/:taskId/paper',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'The paper that came with the opinion of a department outside',
  params: Type.Object({ caseId: Id, taskId: Id }),
  reply: 'binary',
  errors: ['cases.case_missing', 'cases.no_paper'],
});

export const returnStep = defineRoute({
  name: 'cases.returnStep',
  method: 'POST',
  path: '/api/work/:caseId/return',
  permission: 'official',
  summary: 'Send a case back to an earlier step',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, to: Id, reason: Reason }),
  reply: CaseView,
  errors: [...common, 'cases.step_unknown'],
});

export const takeBack = defineRoute({
  name: 'cases.takeBack',
  method: 'POST',
  path: '/api/work/:caseId/take-back',
  permission: 'official',
  summary: 'Take back what I said, as long as nobody has begun the next step',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, reason: Reason }),
  reply: CaseView,
  errors: [...common],
});

/** F119 转报. */
export const forwardCase = defineRoute({
  name: 'cases.forwardCase',
  method: 'POST',
  path: '/api/work/:caseId/forward',
  permission: 'official',
  summary: 'Send a case up to the office above, which decides',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, reason: Reason }),
  reply: CaseView,
  errors: [...common, 'cases.no_office_above'],
});
