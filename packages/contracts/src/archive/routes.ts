import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, Page, RequestId, Text } from '../shapes.ts';

const Package = Type.Object({
  caseId: Type.String(),
  number: Type.String(),
  itemName: Text,
  office: Text,
  applicant: Type.String(),
  outcome: Type.Optional(Type.String()),
  closedAt: Instant,
  bytes: Type.Integer(),
  files: Type.Integer(),
  /** SM3 of the ZIP, hex. */
  digest: Type.String(),
  madeAt: Instant,
});
export type ArchivePackage = Static<typeof Package>;

export const listArchivePackages = defineRoute({
  name: 'archive.listPackages',
  method: 'GET',
  path: '/api/studio/archive/packages',
  permission: 'official',
  summary:
    'Archive packages of closed cases, the newest closed first: of all offices for auditors, of the own one for its head',
  query: Type.Object({ ...Page }),
  reply: Type.Object({
    packages: Type.Array(Package),
    waiting: Type.Integer({ description: 'closed cases of the installation whose package comes with the next night' }),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const askForArchivePackage = defineRoute({
  name: 'archive.askForPackage',
  method: 'POST',
  path: '/api/studio/archive/cases/:caseId/package',
  permission: 'official',
  summary: 'Have the package of a closed case made now, or made anew',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: 'empty',
  status: 204,
  errors: ['archive.case_missing', 'archive.case_open'],
});

export const getArchivePackage = defineRoute({
  name: 'archive.getPackage',
  method: 'GET',
  path: '/api/studio/archive/cases/:caseId/package',
  permission: 'official',
  summary: 'The package (ZIP); each download is on record, and the applicant sees it',
  params: Type.Object({ caseId: Id }),
  reply: 'binary',
  errors: ['archive.case_missing', 'archive.package_missing'],
});

const day = Type.String({ maxLength: 10, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

export const searchArchive = defineRoute({
  name: 'archive.search',
  method: 'POST',
  path: '/api/studio/archive/search',
  permission: 'official',
  summary:
    'Full text over answers, opinions and papers of cases; each case shown is a look at personal data and on record',
  body: Type.Object({
    words: Type.String({ minLength: 2, maxLength: 100, description: 'parts between spaces: all must be there' }),
    item: Type.Optional(Type.String({ maxLength: 64, pattern: '^[a-z0-9-]{0,64}$' })),
    from: Type.Optional(day),
    to: Type.Optional(day),
    ...Page,
  }),
  reply: Type.Object({
    cases: Type.Array(
      Type.Object({
        caseId: Type.String(),
        number: Type.String(),
        itemName: Text,
        office: Text,
        applicant: Type.String(),
        state: Type.String(),
        outcome: Type.Optional(Type.String()),
        submittedAt: Instant,
        excerpt: Type.String(),
        packaged: Type.Boolean(),
        asked: Type.Boolean(),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: ['archive.words_needed', 'archive.period_wrong'],
});
export type ArchivedCase = Static<typeof searchArchive.reply>['cases'][number];
