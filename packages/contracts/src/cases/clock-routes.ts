import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId, Text } from '../shapes.ts';
import { reasonOf } from './reasons.ts';
import { CaseView, PROCEDURE_NAMES } from './shapes.ts';

/** F098 行政许可法 第四十五条: the clock stops for what is not counted; the applicant is told in writing how long it takes. */
export const startProcedure = defineRoute({
  name: 'cases.startProcedure',
  method: 'POST',
  path: '/api/work/:caseId/procedures',
  permission: 'official',
  summary: 'Begin a special procedure; the clock stops',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    code: oneOf([...Object.keys(PROCEDURE_NAMES), 'other']),
    /** For `other`. */
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 40 })),
    /** Calendar days it takes, the day of its beginning not counted. */
    days: Type.Integer({ minimum: 1, maximum: 180 }),
    reason: reasonOf('pause'),
  }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours', 'cases.no_limit_to_extend'],
});

export const endProcedure = defineRoute({
  name: 'cases.endProcedure',
  method: 'POST',
  path: '/api/work/:caseId/procedures/:procedureId/end',
  permission: 'official',
  summary: 'End a special procedure with its result; the clock goes on',
  params: Type.Object({ caseId: Id, procedureId: Id }),
  body: Type.Object({
    requestId: RequestId,
    result: Type.String({ minLength: 2, maxLength: 1000 }),
    opinion: reasonOf('goOn'),
  }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours'],
});

/** 行政许可法 第四十二条: once, by the head of the office, at most ten days, the reason told to the applicant. */
export const extendLimit = defineRoute({
  name: 'cases.extendLimit',
  method: 'POST',
  path: '/api/work/:caseId/extend',
  permission: 'official',
  summary: 'Extend the limit',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    days: Type.Integer({ minimum: 1, maximum: 10 }),
    reason: reasonOf('extend'),
  }),
  reply: CaseView,
  errors: [
    'cases.case_missing',
    'cases.wrong_state',
    'cases.not_yours',
    'cases.no_limit_to_extend',
    'cases.extension_too_long',
  ],
});

/** X12: what the limit would be with a special procedure that begins today, or with an extension. Changes nothing. */
export const previewClock = defineRoute({
  name: 'cases.previewClock',
  method: 'GET',
  path: '/api/work/:caseId/clock',
  permission: 'official',
  summary: 'The limit as it would be',
  params: Type.Object({ caseId: Id }),
  query: Type.Object({
    pauseDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 180 })),
    extendDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    /** Sent back to be corrected today, with so many calendar days to answer. */
    correctionDays: Type.Optional(Type.Integer({ minimum: 3, maximum: 90 })),
  }),
  reply: Type.Object({
    due: Type.Optional(Type.String()),
    unknown: Type.Optional(Text),
    /** The last day of the pause, or to answer. */
    until: Type.Optional(Type.String()),
    /** Corrected on the last day: the last day to accept it; `due` is then the limit if it is accepted on that day. */
    acceptBy: Type.Optional(Type.String()),
  }),
  errors: ['cases.case_missing'],
});

/** The applicant takes his application back before it is decided; the reason is kept. */
export const withdrawCase = defineRoute({
  name: 'cases.withdrawCase',
  method: 'POST',
  path: '/api/cases/:caseId/withdraw',
  permission: 'applicant',
  summary: 'Withdraw my application',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, reason: Type.String({ minLength: 2, maxLength: 500 }) }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.wrong_state'],
});
