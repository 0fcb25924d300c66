import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, Text } from '../shapes.ts';

export const StoredFile = Type.Object({
  fileId: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sm3: Type.String(),
  at: Instant,
});

export const uploadFile = defineRoute({
  name: 'materials.uploadFile',
  method: 'POST',
  path: '/api/files',
  permission: 'applicant',
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
  ],
});

export const getFile = defineRoute({
  name: 'materials.getFile',
  method: 'GET',
  path: '/api/files/:fileId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'One of my files, or a file of a case I handle',
  params: Type.Object({ fileId: Id }),
  reply: 'binary',
  errors: ['materials.file_missing'],
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
