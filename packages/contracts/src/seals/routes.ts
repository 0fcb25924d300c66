import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';
import { ImpressionSize, SealApplicationCard, SealCard, SealFileRef, SealKind, SignatureStrokes } from './shapes.ts';

/** Password of a seal's carrier: 8–64 characters, letters and figures. */
const Password = Type.String({ minLength: 1, maxLength: 64 });
const Reason = Type.String({ minLength: 2, maxLength: 500 });
const sealParams = Type.Object({ sealId: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }) });
const applicationParams = Type.Object({ applicationId: Id });

/** Impression (PNG) or evidence (PDF, PNG, JPEG) for an application; swept after a day when none names it. */
export const uploadSealFile = defineRoute({
  name: 'seals.uploadSealFile',
  method: 'POST',
  path: '/api/seals/files',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Upload a scanned impression or evidence for a seal application',
  upload: true,
  status: 201,
  reply: Type.Object({
    fileId: Type.String(),
    mediaType: Type.String(),
    width: Type.Optional(Type.Integer()),
    height: Type.Optional(Type.Integer()),
  }),
  errors: ['seals.file_refused'],
});

export const applyForSeal = defineRoute({
  name: 'seals.applyForSeal',
  method: 'POST',
  path: '/api/seals/applications',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Apply for a seal: a firm’s four, an office’s, or one’s own signature (made at once)',
  body: Type.Object({
    requestId: RequestId,
    kind: SealKind,
    source: oneOf(['drawn', 'scan', 'handwritten']),
    inscription: Type.Optional(Type.String({ maxLength: 16 })),
    impression: Type.Optional(Type.Object({ fileId: Id, ...ImpressionSize })),
    strokes: Type.Optional(SignatureStrokes),
    evidence: Type.Optional(Type.Array(SealFileRef, { maxItems: 10 })),
    reason: Reason,
    renews: Type.Optional(Type.String({ pattern: '^\\d{14}$' })),
  }),
  status: 201,
  reply: SealApplicationCard,
  errors: [
    'seals.not_yours',
    'seals.application_open',
    'seals.seal_in_force',
    'seals.not_renewable',
    'seals.seal_missing',
    'seals.file_missing',
  ],
});

export const withdrawSealApplication = defineRoute({
  name: 'seals.withdrawSealApplication',
  method: 'POST',
  path: '/api/seals/applications/:applicationId/withdrawal',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Take back an application that is not decided yet',
  params: applicationParams,
  reply: 'empty',
  status: 204,
  errors: ['seals.application_missing', 'seals.wrong_state', 'seals.not_yours'],
});

export const getSealFile = defineRoute({
  name: 'seals.getSealFile',
  method: 'GET',
  path: '/api/seals/applications/:applicationId/files/:sealFileId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'A file of an application: the scan as it came, or evidence',
  params: Type.Object({ applicationId: Id, sealFileId: Id }),
  reply: 'binary',
  errors: ['seals.application_missing', 'seals.file_missing'],
});

/** For the page “my seals”: of the person or firm acted for; an official: of his office. */
export const listMySeals = defineRoute({
  name: 'seals.listMySeals',
  method: 'GET',
  path: '/api/seals/mine',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Seals of whom I act for, and open applications',
  reply: Type.Object({
    seals: Type.Array(SealCard),
    applications: Type.Array(SealApplicationCard),
    /** What may be applied for now, and if not, why. */
    kinds: Type.Array(
      Type.Object({
        kind: SealKind,
        name: Text,
        sources: Type.Array(oneOf(['drawn', 'scan', 'handwritten'])),
        width: Type.Integer(),
        height: Type.Integer(),
        allowed: Type.Boolean(),
        reason: Type.Optional(Text),
      }),
    ),
  }),
  errors: [],
});

export const getSeal = defineRoute({
  name: 'seals.getSeal',
  method: 'GET',
  path: '/api/seals/:sealId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'One seal with its history',
  params: sealParams,
  reply: Type.Object({
    ...SealCard.properties,
    history: Type.Array(
      Type.Object({
        at: Instant,
        what: Type.String(),
        whatName: Text,
        by: Type.String(),
        reason: Type.Optional(Type.String()),
        since: Type.Optional(Instant),
      }),
    ),
    application: Type.Optional(SealApplicationCard),
  }),
  errors: ['seals.seal_missing'],
});

export const getSealPicture = defineRoute({
  name: 'seals.getSealPicture',
  method: 'GET',
  path: '/api/seals/:sealId/picture',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Picture of a seal: PNG with transparent ground, 400 dpi',
  params: sealParams,
  reply: 'binary',
  errors: ['seals.seal_missing'],
});

/** Binds the seal to this device: answers a cookie `seal_device` that each use must carry. */
export const activateSeal = defineRoute({
  name: 'seals.activateSeal',
  method: 'POST',
  path: '/api/seals/:sealId/activation',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Take a made seal into use: key and certificate in the carrier, password set by its keeper',
  params: sealParams,
  body: Type.Object({ password: Password }),
  reply: SealCard,
  errors: [
    'seals.seal_missing',
    'seals.not_yours',
    'seals.wrong_state',
    'seals.weak_password',
    'seals.carrier_silent',
    'seals.carrier_refused',
  ],
});

export const changeSealPassword = defineRoute({
  name: 'seals.changeSealPassword',
  method: 'POST',
  path: '/api/seals/:sealId/password',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Change the password of a seal’s carrier',
  params: sealParams,
  body: Type.Object({ from: Password, to: Password }),
  reply: 'empty',
  status: 204,
  errors: [
    'seals.seal_missing',
    'seals.wrong_state',
    'seals.wrong_password',
    'seals.weak_password',
    'seals.carrier_locked',
    'seals.carrier_unready',
    'seals.other_device',
    'seals.carrier_on_key',
  ],
});

export const changeSealState = defineRoute({
  name: 'seals.changeSealState',
  method: 'POST',
  path: '/api/seals/:sealId/state',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Suspend, resume, report lost or revoke a seal; verification says so from then on',
  params: sealParams,
  body: Type.Object({
    requestId: RequestId,
    action: oneOf(['suspend', 'resume', 'report-lost', 'revoke']),
    reason: Reason,
    since: Type.Optional(
      Type.String({
        maxLength: 40,
        format: 'date-time',
        description: 'lost or out of hand since, when that was earlier',
      }),
    ),
  }),
  reply: SealCard,
  errors: ['seals.seal_missing', 'seals.wrong_state', 'seals.not_yours'],
});
