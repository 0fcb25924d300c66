import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId } from '../shapes.ts';
import { CaseView } from './shapes.ts';

const changes = ['cases.case_missing', 'cases.wrong_state', 'cases.change_not_allowed'];
const params = Type.Object({ caseId: Id });
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', maxLength: 10 });
const reason = Type.String({ minLength: 4, maxLength: 1000 });

/** F216 更正: words of the decision's paper or fields of the licence; the outcome stays. The second person confirms by `confirmChange`. */
export const proposeCorrection = defineRoute({
  name: 'cases.proposeCorrection',
  method: 'POST',
  path: '/api/work/:caseId/changes/correction',
  permission: 'official',
  summary: 'Propose to correct a clerical error in a decision',
  params,
  body: Type.Object({
    requestId: RequestId,
    reason,
    decision: Type.Array(
      Type.Object({
        wrong: Type.String({ minLength: 1, maxLength: 200 }),
        right: Type.String({ minLength: 1, maxLength: 200 }),
      }),
      { maxItems: 20 },
    ),
    licence: Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, maxLength: 60 }),
        value: Type.String({ minLength: 1, maxLength: 500 }),
      }),
      { maxItems: 30 },
    ),
  }),
  reply: CaseView,
  errors: [
    ...changes,
    'cases.correction_wrong',
    'licences.licence_missing',
    'licences.not_lawful',
    'licences.being_replaced',
  ],
});

/** F216 撤销 (行政许可法 第六十九条), 撤回 (第八条), 注销 (第七十条): the holder is told and may answer where something is taken from him; the second person decides by `confirmChange`. */
export const proposeRevocation = defineRoute({
  name: 'cases.proposeRevocation',
  method: 'POST',
  path: '/api/work/:caseId/changes/revocation',
  permission: 'official',
  summary: 'Begin to revoke a grant; the holder is told and heard',
  params,
  body: Type.Object({
    requestId: RequestId,
    ground: Type.String({ minLength: 1, maxLength: 60, description: 'id of `CaseView.after.grounds`' }),
    reason,
    /** Working days for the holder to answer. */
    days: Type.Integer({ minimum: 5, maximum: 30 }),
  }),
  reply: CaseView,
  errors: [...changes, 'cases.calendar_unknown'],
});

/** 陈述、申辩: once, within the days told. */
export const answerRevocation = defineRoute({
  name: 'cases.answerRevocation',
  method: 'POST',
  path: '/api/cases/:caseId/answer',
  permission: 'applicant',
  summary: 'Answer an intended revocation, or ask to be heard',
  params,
  body: Type.Object({
    requestId: RequestId,
    text: Type.String({ minLength: 4, maxLength: 4000 }),
    hearing: Type.Boolean(),
  }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.wrong_state', 'cases.change_not_allowed'],
});

export const confirmChange = defineRoute({
  name: 'cases.confirmChange',
  method: 'POST',
  path: '/api/work/:caseId/changes/:amendmentId/confirm',
  permission: 'official',
  summary: 'Confirm, as the second person, a change of a decision',
  params: Type.Object({ caseId: Id, amendmentId: Id }),
  body: Type.Object({
    requestId: RequestId,
    note: Type.String({ minLength: 2, maxLength: 1000 }),
    /** What was said and found at the hearing, where the holder asked for one. */
    heard: Type.Optional(Type.String({ minLength: 4, maxLength: 2000 })),
  }),
  reply: CaseView,
  errors: [
    ...changes,
    'cases.change_moved',
    'cases.hearing_needed',
    'cases.correction_wrong',
    'licences.licence_missing',
    'licences.not_lawful',
    'licences.being_replaced',
  ],
});

export const dropChange = defineRoute({
  name: 'cases.dropChange',
  method: 'POST',
  path: '/api/work/:caseId/changes/:amendmentId/drop',
  permission: 'official',
  summary: 'Refuse a proposed change of a decision, or take it back',
  params: Type.Object({ caseId: Id, amendmentId: Id }),
  body: Type.Object({ requestId: RequestId, note: Type.String({ minLength: 2, maxLength: 1000 }) }),
  reply: CaseView,
  errors: [...changes, 'cases.change_moved'],
});

/** 依决定重办 (行政复议法 第六十四条, 行政诉讼法 第七十条, 行政许可法 第六十九条、第七十二条), of what was not accepted too: entered by the head, with a copy of the order uploaded by `uploadForCase`. */
export const reopenCase = defineRoute({
  name: 'cases.reopenCase',
  method: 'POST',
  path: '/api/work/:caseId/reopen',
  permission: 'official',
  summary: 'Decide a case anew, or look at it anew, by order of a body above',
  params,
  body: Type.Object({
    requestId: RequestId,
    reason,
    /** Working days the order sets for it. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    order: Type.Object({
      kind: oneOf(['review', 'court', 'superior']),
      number: Type.String({ minLength: 4, maxLength: 80 }),
      body: Type.String({ minLength: 2, maxLength: 80 }),
      on: day,
      /** The day it reached the office: the limit counts from the day after. */
      servedOn: day,
      fileId: Id,
      /** What becomes of the licence meanwhile. */
      licence: oneOf(['none', 'suspend', 'withdraw']),
    }),
  }),
  reply: CaseView,
  errors: [...changes, 'materials.file_missing', 'licences.being_replaced', 'licences.licence_missing'],
});
