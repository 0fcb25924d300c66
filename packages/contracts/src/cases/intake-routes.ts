import { Type } from 'typebox';
import { StoredFile } from '../materials/routes.ts';
import { defineRoute } from '../route.ts';
import { Answers, Id, oneOf, RequestId } from '../shapes.ts';
import { CorrectionForm, CorrectionPoint } from './correction-shapes.ts';
import { reasonOf } from './reasons.ts';
import { CaseView } from './shapes.ts';

const official = ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours'] as const;
const wait = Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })) });

/** F095: 受理, by an official who has looked at what came in. */
export const acceptCase = defineRoute({
  name: 'cases.acceptCase',
  method: 'POST',
  path: '/api/work/:caseId/accept',
  permission: 'official',
  summary: 'Accept an application',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, opinion: Type.Optional(Type.String({ maxLength: 1000 })) }),
  reply: CaseView,
  errors: [...official, 'cases.originals_not_seen'],
});

/** F095: 不予受理 (行政许可法 第三十二条): no licence is needed for it, another office decides, or an article of the item says who may apply. */
export const rejectCase = defineRoute({
  name: 'cases.rejectCase',
  method: 'POST',
  path: '/api/work/:caseId/reject',
  permission: 'official',
  summary: 'Do not accept an application',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    ground: oneOf(['not-needed', 'not-ours', 'article']),
    /** For `article`: which of the item's legal bases, from 0. */
    article: Type.Optional(Type.Integer({ minimum: 0, maximum: 39 })),
    /** For `not-ours`: the office that decides. */
    elsewhere: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    reason: reasonOf('reject'),
  }),
  reply: CaseView,
  errors: [...official],
});

/** F093: 一次性告知: everything to be corrected, told once, within five working days. */
export const askCorrection = defineRoute({
  name: 'cases.askCorrection',
  method: 'POST',
  path: '/api/work/:caseId/correction',
  permission: 'official',
  summary: 'Tell the applicant what is to be corrected',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    /** Calendar days to answer. */
    days: Type.Integer({ minimum: 3, maximum: 90 }),
    points: Type.Array(CorrectionPoint, { minItems: 1, maxItems: 60 }),
  }),
  reply: CaseView,
  errors: [...official, 'cases.correction_once', 'cases.correction_point_wrong'],
});

/** What of my application is to be corrected, why and how; with the form as filed. */
export const getCorrection = defineRoute({
  name: 'cases.getCorrection',
  method: 'GET',
  path: '/api/cases/:caseId/correction',
  permission: 'applicant',
  summary: 'What is to be corrected in my application',
  params: Type.Object({ caseId: Id }),
  reply: CorrectionForm,
  errors: ['cases.case_missing', 'cases.correction_over'],
});

/** While it is being filled in: the registers are asked what no longer fits the corrected answers, so that what they make necessary shows. Nothing is filed. */
export const lookUpCorrection = defineRoute({
  name: 'cases.lookUpCorrection',
  method: 'POST',
  path: '/api/cases/:caseId/correction/lookups',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Look up again for the corrected answers',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ answers: Answers }),
  reply: CorrectionForm,
  errors: ['cases.case_missing', 'cases.correction_over', 'cases.not_yours'],
});

/** The applicant corrects exactly what the notice opened; the case is gathered and judged anew. */
/** Characters of what an applicant says instead of changing what he was asked to. */
export const CORRECTION_NOTE = { shortest: 4, longest: 300 } as const;

export const correctCase = defineRoute({
  name: 'cases.correctCase',
  method: 'POST',
  path: '/api/cases/:caseId/correction',
  permission: 'applicant',
  summary: 'Correct my application',
  params: Type.Object({ caseId: Id }),
  query: wait,
  body: Type.Object({
    requestId: RequestId,
    /** Of the notice that is answered. */
    nth: Type.Integer({ minimum: 1, maximum: 99 }),
    answers: Answers,
    note: Type.Optional(
      Type.String({
        minLength: CORRECTION_NOTE.shortest,
        maxLength: CORRECTION_NOTE.longest,
        description: 'why what the notice asks for stays as it is; needed when a place that it names is not changed',
      }),
    ),
    declared: Type.Literal(true),
  }),
  reply: CaseView,
  errors: [
    'cases.case_missing',
    'cases.wrong_state',
    'cases.correction_over',
    'cases.not_corrected',
    'cases.signatures_missing',
    'forms.not_opened',
    'forms.incomplete',
    'forms.too_large',
    'materials.file_missing',
  ],
});

/** The same for the official who records what was brought or sent, and for a mistake set right at the counter. */
export const getCorrectionWork = defineRoute({
  name: 'cases.getCorrectionWork',
  method: 'GET',
  path: '/api/work/:caseId/correction',
  permission: 'official',
  summary: 'The form of a case for an official who corrects it for the applicant',
  params: Type.Object({ caseId: Id }),
  reply: CorrectionForm,
  errors: ['cases.case_missing', 'cases.correction_over', 'cases.not_yours'],
});

/** F094: corrected over the counter or by courier, recorded by an official; or set right on the spot, with the applicant's consent, before any notice. */
export const correctForApplicant = defineRoute({
  name: 'cases.correctForApplicant',
  method: 'POST',
  path: '/api/work/:caseId/correct',
  permission: 'official',
  summary: 'Record a correction for the applicant',
  params: Type.Object({ caseId: Id }),
  query: wait,
  body: Type.Object({
    requestId: RequestId,
    way: oneOf(['hall', 'courier', 'spot']),
    /** Who brought or sent it; on the spot, who agreed to the change. */
    from: Type.String({ minLength: 2, maxLength: 60 }),
    /** Sheets or copies received on paper. */
    copies: Type.Integer({ minimum: 0, maximum: 999 }),
    /** Of the courier. */
    tracking: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })),
    answers: Answers,
  }),
  reply: CaseView,
  errors: [
    ...official,
    'cases.correction_over',
    'cases.nothing_set_right',
    'cases.signatures_missing',
    'forms.not_opened',
    'forms.incomplete',
    'forms.too_large',
    'materials.file_missing',
  ],
});

/** A scan of what was brought or sent, kept among the applicant's files. */
export const uploadForCase = defineRoute({
  name: 'cases.uploadForCase',
  method: 'POST',
  path: '/api/work/:caseId/files',
  permission: 'official',
  summary: 'Upload a scan for a case that is corrected, or the order by which it is decided anew',
  params: Type.Object({ caseId: Id }),
  upload: true,
  reply: StoredFile,
  status: 201,
  errors: [
    ...official,
    'materials.too_large',
    'materials.kind_refused',
    'materials.lies_about_kind',
    'materials.archive_unsafe',
    'materials.empty',
    'materials.quota',
    'materials.seal_wrong',
  ],
});

/** Nobody answered the notice in time: ended by an official, with a paper. */
export const abandonCase = defineRoute({
  name: 'cases.abandonCase',
  method: 'POST',
  path: '/api/work/:caseId/abandon',
  permission: 'official',
  summary: 'End a case whose correction notice was not answered in time',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, reason: reasonOf('abandon') }),
  reply: CaseView,
  errors: [...official, 'cases.correction_not_over'],
});
