import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, RequestId } from '../shapes.ts';
import { OriginalSeen } from './original-shapes.ts';
import { CaseView } from './shapes.ts';

const official = ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours'] as const;

/** F090 预审通过: the applicant is told which originals to bring, where, and until when. */
export const preCheckCase = defineRoute({
  name: 'cases.preCheckCase',
  method: 'POST',
  path: '/api/work/:caseId/pre-check',
  permission: 'official',
  summary: 'Pass the pre-check: the applicant is to bring the originals',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    /** Calendar days to bring them. */
    days: Type.Integer({ minimum: 3, maximum: 90 }),
    opinion: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  reply: CaseView,
  errors: [...official, 'cases.no_originals'],
});

/** F090 核对原件: all that are still to be shown, each ticked with the copies taken. */
export const seeOriginals = defineRoute({
  name: 'cases.seeOriginals',
  method: 'POST',
  path: '/api/work/:caseId/originals',
  permission: 'official',
  summary: 'Enter what was seen of the originals',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    /** Who showed them. */
    from: Type.String({ minLength: 2, maxLength: 60 }),
    originals: Type.Array(OriginalSeen, { minItems: 1, maxItems: 100 }),
  }),
  reply: CaseView,
  errors: [...official, 'cases.no_originals', 'cases.originals_wrong'],
});

/** F091: what differed when the result was collected is settled: it may be collected after all, or stays. */
export const settleOriginals = defineRoute({
  name: 'cases.settleOriginals',
  method: 'POST',
  path: '/api/work/:caseId/originals/settle',
  permission: 'official',
  summary: 'Settle what differed in the originals',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    release: Type.Boolean(),
    reason: Type.String({ minLength: 4, maxLength: 1000 }),
  }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.not_yours'],
});
