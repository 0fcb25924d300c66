import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Text } from '../shapes.ts';

/** F146: an original is sealed and its seals were right when it came in; everything else counts as a copy. */
export const FileSeals = Type.Object({
  standing: oneOf(['original', 'copy'], { description: 'original 原件 · copy 复印件' }),
  judgedAt: Instant,
  signatures: Type.Array(Type.Object({ seal: Type.String(), signer: Type.String(), time: Instant })),
  /** What the authorities of its certificates said when it came in; empty when none names where to ask. */
  statuses: Type.Array(
    Type.Object({
      certificate: Type.String(),
      status: oneOf(['good', 'revoked', 'unanswered']),
      by: Type.Optional(oneOf(['ocsp', 'crl'])),
      at: Type.Optional(Instant),
    }),
  ),
  /** Why it counts as a copy, or what was tolerated. */
  notes: Type.Array(Text),
});
export type FileSeals = Static<typeof FileSeals>;

export const StoredFile = Type.Object({
  fileId: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sm3: Type.String(),
  at: Instant,
  seals: FileSeals,
});
export type StoredFile = Static<typeof StoredFile>;

export const uploadFile = defineRoute({
  name: 'materials.uploadFile',
  method: 'POST',
  path: '/api/files',
  permission: 'applicant',
  atDesk: true,
  summary: 'Upload one file (PDF, JPEG, PNG, OFD)',
  upload: true,
  reply: StoredFile,
  status: 201,
  errors: [
    'materials.too_large',
    'materials.kind_refused',
    'materials.lies_about_kind',
    'materials.archive_unsafe',
    'materials.empty',
    'materials.quota',
    'materials.seal_wrong',
  ],
});

export const getFile = defineRoute({
  name: 'materials.getFile',
  method: 'GET',
  path: '/api/files/:fileId',
  permission: 'applicant',
  atDesk: true,
  alsoOfficials: true,
  summary: 'One of my files, or a file of a case I handle',
  params: Type.Object({ fileId: Id }),
  reply: 'binary',
  errors: ['materials.file_missing', 'materials.altered'],
});

export const checkFile = defineRoute({
  name: 'materials.checkFile',
  method: 'GET',
  path: '/api/files/:fileId/check',
  permission: 'applicant',
  atDesk: true,
  alsoOfficials: true,
  summary: 'What a file counts as, who sealed it, and whether its bytes are those received',
  params: Type.Object({ fileId: Id }),
  reply: Type.Object({
    ...FileSeals.properties,
    receivedAt: Instant,
    sm3: Type.String(),
    intact: Type.Boolean({ description: 'the stored bytes have the digest of their arrival' }),
    wrong: Type.Optional(Text),
    pages: Type.Array(Type.Object({ width: Type.Number(), height: Type.Number() }), {
      description: 'mm; of an OFD, for drawing and printing',
    }),
    checkedAt: Instant,
  }),
  errors: ['materials.file_missing'],
});

export const getFilePage = defineRoute({
  name: 'materials.getFilePage',
  method: 'GET',
  path: '/api/files/:fileId/page',
  permission: 'applicant',
  atDesk: true,
  alsoOfficials: true,
  summary: 'One page of an OFD as a picture (page from 0)',
  params: Type.Object({ fileId: Id }),
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })) }),
  reply: 'svg',
  errors: ['materials.file_missing', 'materials.page_missing', 'materials.altered'],
});

export const checkPrint = defineRoute({
  name: 'materials.checkPrint',
  method: 'GET',
  path: '/api/prints/:sm3',
  permission: 'public',
  summary: 'The code on a print-out: is its sealed original kept here, and who sealed it',
  params: Type.Object({ sm3: Type.String({ pattern: '^[0-9a-fA-F]{64}$' }) }),
  reply: Type.Object({
    sm3: Type.String(),
    bytes: Type.Integer(),
    receivedAt: Instant,
    signatures: Type.Array(Type.Object({ seal: Type.String({ description: 'persons masked' }), time: Instant })),
  }),
  errors: ['materials.print_unknown'],
});

export const listFiles = defineRoute({
  name: 'materials.listFiles',
  method: 'GET',
  path: '/api/files',
  permission: 'applicant',
  summary: 'My materials: own uploads and what the state holds',
  reply: Type.Array(
    Type.Object({
      fileId: Type.String(),
      name: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      at: Instant,
      origin: Type.Union([Type.Literal('own'), Type.Literal('state')]),
      usedIn: Type.Array(Type.Object({ caseId: Type.String(), itemName: Text })),
      editable: Type.Boolean(),
      seals: Type.Optional(FileSeals),
    }),
  ),
  errors: [],
});

export const deleteFile = defineRoute({
  name: 'materials.deleteFile',
  method: 'DELETE',
  path: '/api/files/:fileId',
  permission: 'applicant',
  summary: 'Delete an own upload no case uses',
  params: Type.Object({ fileId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['materials.file_missing', 'materials.in_use'],
});
