import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Answers, Id, Page, RequestId, Text } from '../shapes.ts';
import { CorrectionForm } from './correction-shapes.ts';
import { reasonOf } from './reasons.ts';
import { CaseSummary, CaseView } from './shapes.ts';
import { VersionPreview } from './version-shapes.ts';

const official = ['cases.case_missing', 'cases.wrong_state', 'cases.not_yours', 'cases.no_newer_version'] as const;

/** X03: what would become of a running case under the version of its item in force now. Changes nothing. */
export const previewMigration = defineRoute({
  name: 'cases.previewMigration',
  method: 'GET',
  path: '/api/work/:caseId/version',
  permission: 'official',
  summary: 'A running case under the version of its item in force now',
  params: Type.Object({ caseId: Id }),
  reply: VersionPreview,
  errors: ['cases.case_missing', 'cases.no_newer_version'],
});

/** What of it an official may fill in, as a form under the newer version. */
export const getMigrationForm = defineRoute({
  name: 'cases.getMigrationForm',
  method: 'GET',
  path: '/api/work/:caseId/version/form',
  permission: 'official',
  summary: 'The form of a running case under the version of its item in force now',
  params: Type.Object({ caseId: Id }),
  reply: CorrectionForm,
  errors: ['cases.case_missing', 'cases.not_yours', 'cases.no_newer_version'],
});

/** X03: the case goes on under the version in force. What was shown is what is done: anything that changed since refuses it. */
export const migrateCase = defineRoute({
  name: 'cases.migrateCase',
  method: 'POST',
  path: '/api/work/:caseId/version',
  permission: 'official',
  summary: 'Move a running case to the version of its item in force now',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({
    requestId: RequestId,
    /** Of the preview. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    reason: reasonOf('migrate'),
    /** Where its step is gone: one of the choices of the preview. */
    step: Type.Optional(Id),
    /** What an official fills in of what is missing, with the applicant's consent. */
    answers: Type.Optional(Answers),
    /** Who consented. */
    from: Type.Optional(Type.String({ minLength: 2, maxLength: 60 })),
    /** Before the acceptance, for what is still missing: calendar days the applicant has. */
    days: Type.Optional(Type.Integer({ minimum: 3, maximum: 90 })),
  }),
  reply: CaseView,
  errors: [
    ...official,
    'cases.migration_hindered',
    'cases.migration_incomplete',
    'cases.preview_stale',
    'cases.step_unknown',
    'cases.signatures_missing',
    'forms.not_opened',
    'forms.incomplete',
    'forms.too_large',
    'materials.file_missing',
  ],
});

/** Running cases of my office that began with an older version of their item, counted. */
export const listOutdated = defineRoute({
  name: 'cases.listOutdated',
  method: 'GET',
  path: '/api/work/versions',
  permission: 'official',
  summary: 'Items of my office with running cases of older versions',
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        slug: Type.String(),
        name: Text,
        inForce: Type.Integer(),
        versions: Type.Array(Type.Object({ version: Type.Integer(), cases: Type.Integer() })),
      }),
    ),
  }),
  errors: [],
});

/** The same one by one, the oldest first. */
export const listOutdatedCases = defineRoute({
  name: 'cases.listOutdatedCases',
  method: 'GET',
  path: '/api/work/versions/:slug',
  permission: 'official',
  summary: 'Running cases of my office that began with an older version of an item',
  params: Type.Object({ slug: Id }),
  query: Type.Object({ ...Page }),
  reply: Type.Object({
    cases: Type.Array(Type.Object({ ...CaseSummary.properties, itemVersion: Type.Integer() })),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});
