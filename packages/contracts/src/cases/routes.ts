import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Answers, Id, Instant, oneOf, Page, RequestId, Text } from '../shapes.ts';
import { reasonOf } from './reasons.ts';
import { CasePrint, CaseState, CaseSummary, CaseView, StepView } from './shapes.ts';

/**
 * Files the case. What is answered with is committed. `wait` (ms, ≤ 10000): answer only when the chain has ended or the time is over;
 * else at once, and the steps come by `watchCase`.
 */
export const submitApplication = defineRoute({
  name: 'cases.submitApplication',
  method: 'POST',
  path: '/api/drafts/:draftId/submit',
  permission: 'applicant',
  atDesk: true,
  summary: 'Submit the application',
  params: Type.Object({ draftId: Id }),
  query: Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })) }),
  body: Type.Object({
    requestId: RequestId,
    revision: Type.Integer(),
    answers: Type.Optional(Answers),
    channel: Type.Optional(oneOf(['portal', 'mobile', 'kiosk', 'api'])),
    declared: Type.Literal(true),
    /** F107: the investment project the case belongs to, by its code of the national approval platform. */
    projectNumber: Type.Optional(
      Type.String({ maxLength: 24, pattern: '^[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}$' }),
    ),
  }),
  reply: CaseView,
  status: 201,
  errors: [
    'cases.person_not_checked',
    'cases.signatures_missing',
    'forms.draft_missing',
    'forms.draft_changed',
    'forms.incomplete',
    'forms.not_received_here',
    'forms.version_changed',
    'catalog.item_suspended',
    'catalog.item_cancelled',
    'forms.draft_submitted',
  ],
});

export const listCases = defineRoute({
  name: 'cases.listCases',
  method: 'GET',
  path: '/api/cases',
  permission: 'applicant',
  summary: 'My cases',
  query: Type.Object({ state: Type.Optional(CaseState), ...Page }),
  reply: Type.Object({ cases: Type.Array(CaseSummary), next: Type.Optional(Type.String()) }),
  errors: [],
});

export const getCase = defineRoute({
  name: 'cases.getCase',
  method: 'GET',
  path: '/api/cases/:caseId',
  permission: 'applicant',
  summary: 'One of my cases: steps, times, opinions',
  params: Type.Object({ caseId: Id }),
  reply: CaseView,
  errors: ['cases.case_missing'],
});

/**
 * A numbered document of `CaseView.documents` by its kind: `acceptance` 受理通知书 · `special-procedure` 特别程序告知书 ·
 * `extension` 延期告知书 · `withdrawal` 终止办理告知书 · `grant` 准予决定书 · `refusal` 不予决定书; the second of a kind ends in `-2`. `pdf` for keeping and printing;
 * `svg` one page for the screen (`page` from 0). Also for the officials of the handling office.
 */
export const getDocument = defineRoute({
  name: 'cases.getDocument',
  method: 'GET',
  path: '/api/cases/:caseId/documents/:kind',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'A notice or decision of a case as its paper',
  params: Type.Object({ caseId: Id, kind: Id }),
  query: Type.Object({
    format: oneOf(['pdf', 'svg']),
    page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  }),
  reply: 'binary',
  errors: ['cases.case_missing', 'cases.document_missing'],
});

/** Server-sent events: `step` with a StepView, `end` with the CaseView's state; starts with what has happened already. */
export const watchCase = defineRoute({
  name: 'cases.watchCase',
  method: 'GET',
  path: '/api/cases/:caseId/events',
  permission: 'applicant',
  summary: 'The steps as they happen',
  params: Type.Object({ caseId: Id }),
  reply: 'events',
  event: StepView,
  errors: ['cases.case_missing'],
});

/** F169: by number and query code, without signing in; no personal data beyond the masked name. */
export const queryCase = defineRoute({
  name: 'cases.queryCase',
  method: 'POST',
  path: '/api/case-query',
  permission: 'public',
  summary: 'Ask for a case by number and query code',
  body: Type.Object({
    number: Type.String({ minLength: 6, maxLength: 60 }),
    code: Type.String({ minLength: 4, maxLength: 12 }),
    captcha: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  reply: Type.Object({
    number: Type.String(),
    itemName: Text,
    office: Text,
    applicant: Type.String({ description: 'masked' }),
    state: CaseState,
    stateName: Text,
    outcome: CaseSummary.properties.outcome,
    undone: CaseSummary.properties.undone,
    submittedAt: Instant,
    dueAt: Type.Optional(Instant),
    steps: Type.Array(StepView),
    waiting: Type.Optional(Text),
  }),
  errors: ['cases.query_wrong', 'identity.too_many', 'identity.captcha_wrong'],
});

/**
 * F018: how much discretion is used: what officials decided and where they found otherwise than the machine, by item. For heads: their own office;
 * for auditors: every office. Names no applicant, unless an official wrote one into his reason.
 */
export const reviewDiscretion = defineRoute({
  name: 'cases.reviewDiscretion',
  method: 'GET',
  path: '/api/work/discretion',
  permission: 'official',
  summary: 'Use of discretion, for heads and auditors',
  query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })) }),
  reply: Type.Object({
    days: Type.Integer(),
    items: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Text,
        office: Text,
        decided: Type.Integer({ description: 'closed cases' }),
        automatic: Type.Integer(),
        /** Share of the closed cases that a person decided. */
        personShare: Type.Union([Type.Number(), Type.Null()]),
        /** Cases in which an official found a condition otherwise than the machine. */
        overruledCases: Type.Integer(),
        /** Conditions found met that the machine found unmet, and the other way round. */
        overruled: Type.Integer(),
        /** Conditions the machine could not establish and an official did. */
        settled: Type.Integer(),
        /** The newest of them with their reasons. */
        findings: Type.Array(
          Type.Object({
            caseNumber: Type.String(),
            at: Instant,
            by: Type.String({ description: 'name and number of the official' }),
            condition: Type.String(),
            machine: oneOf(['met', 'unmet', 'unknown', 'not-applicable']),
            met: Type.Boolean(),
            why: Type.String(),
          }),
        ),
      }),
    ),
  }),
  errors: [],
});

export const getWork = defineRoute({
  name: 'cases.getWork',
  method: 'GET',
  path: '/api/work/:caseId',
  permission: 'official',
  summary: 'The case file for the official, with the dossier',
  params: Type.Object({ caseId: Id }),
  reply: CaseView,
  errors: ['cases.case_missing'],
});

export const claimCase = defineRoute({
  name: 'cases.claimCase',
  method: 'POST',
  path: '/api/work/:caseId/claim',
  permission: 'official',
  summary: 'Take a case from the pool',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.claimed_by_other', 'cases.wrong_state'],
});

export const releaseCase = defineRoute({
  name: 'cases.releaseCase',
  method: 'POST',
  path: '/api/work/:caseId/release',
  permission: 'official',
  summary: 'Give a case back to the pool',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.not_yours', 'cases.wrong_state'],
});

export const decideCase = defineRoute({
  name: 'cases.decideCase',
  method: 'POST',
  path: '/api/work/:caseId/decide',
  permission: 'official',
  summary: 'Grant or refuse, with the reason',
  params: Type.Object({ caseId: Id }),
  query: Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })) }),
  body: Type.Object({
    requestId: RequestId,
    outcome: Type.Union([Type.Literal('grant'), Type.Literal('refuse')]),
    reason: reasonOf('grant'),
    /** Conditions the official settles differently from the machine, each with why. */
    findings: Type.Array(
      Type.Object({
        condition: Type.String({ maxLength: 40 }),
        met: Type.Boolean(),
        why: Type.String({ minLength: 2, maxLength: 1000 }),
      }),
      { maxItems: 50 },
    ),
    /** Refusal: the conditions not met whose articles it rests on. */
    grounds: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 50 })),
  }),
  reply: CaseView,
  errors: [
    'cases.case_missing',
    'cases.wrong_state',
    'cases.not_yours',
    'cases.grounds_needed',
    'cases.findings_needed',
    'cases.unpaid',
    'licences.superseded',
  ],
});

/** F149: what the keeper of the seal sent back, corrected where the licence had a clerical mistake, goes to him again. To withdraw the grant instead: `decideCase`. */
export const resubmitCase = defineRoute({
  name: 'cases.resubmitCase',
  method: 'POST',
  path: '/api/work/:caseId/resubmit',
  permission: 'official',
  summary: 'Send a licence to the keeper of the seal again, corrected',
  params: Type.Object({ caseId: Id }),
  query: Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })) }),
  body: Type.Object({
    requestId: RequestId,
    reason: reasonOf('resubmit'),
    corrections: Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, maxLength: 60 }),
        value: Type.String({ minLength: 1, maxLength: 500 }),
      }),
      { maxItems: 30 },
    ),
  }),
  reply: CaseView,
  errors: ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours', 'cases.correction_wrong'],
});

/** F146: before a paper of a case is printed: it is counted, and gets the code that leads back here. */
export const printCasePaper = defineRoute({
  name: 'cases.printCasePaper',
  method: 'POST',
  path: '/api/cases/:caseId/prints',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Count a print-out of a document or file of a case',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    subject: oneOf(['document', 'file']),
    ref: Type.String({ minLength: 1, maxLength: 64 }),
  }),
  reply: CasePrint,
  status: 201,
  errors: ['cases.case_missing', 'cases.document_missing'],
});

export const checkCasePrint = defineRoute({
  name: 'cases.checkCasePrint',
  method: 'GET',
  path: '/api/case-prints/:code',
  permission: 'public',
  summary: 'The code on a print-out of a case: which paper it is of, how the case stands',
  params: Type.Object({ code: Type.String({ pattern: '^[0-9a-fA-F]{20}$' }) }),
  reply: Type.Object({
    subject: oneOf(['document', 'file']),
    name: Type.Optional(Text),
    number: Type.Optional(Type.String()),
    issuedAt: Type.Optional(Instant),
    caseNumber: Type.String(),
    itemName: Text,
    office: Text,
    applicant: Type.String({ description: 'masked' }),
    stateName: Text,
    no: Type.Integer(),
    printedAt: Instant,
  }),
  errors: ['cases.print_unknown', 'identity.too_many'],
});
