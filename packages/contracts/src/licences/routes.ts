import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { AuthorityRole } from '../seals/trust-routes.ts';
import { Id, Instant, oneOf, Text } from '../shapes.ts';

export const LicenceState = oneOf(
  ['valid', 'not-yet-valid', 'expired', 'suspended', 'changed', 'cancelled', 'revoked', 'withdrawn', 'transferred'],
  { description: 'changed 变更作废 · cancelled 注销 · revoked 吊销 · withdrawn 撤销 · transferred 转出' },
);

export const LicenceCard = Type.Object({
  id: Type.String(),
  identifier: Type.String(),
  number: Type.String(),
  name: Text,
  holder: Type.String(),
  issuer: Text,
  issuedAt: Instant,
  validFrom: Type.String(),
  validTo: Type.Union([Type.String(), Type.Null()]),
  state: LicenceState,
  stateName: Text,
  /** 用印已召回: since when, and why; not to be relied on until it is made anew. */
  recalled: Type.Optional(Type.Object({ at: Instant, reason: Text })),
  version: Type.Integer(),
  grade: oneOf(['A', 'B', 'C', 'D'], {
    description:
      'trust (信息分级): A made by the issuing body · B compared with the original · C taken over, not compared yet · D declared by the holder',
  }),
  slug: Type.Optional(Type.String()),
  caseId: Type.Optional(Type.String()),
  pages: Type.Integer(),
  width: Type.Number(),
  height: Type.Number(),
});
export type LicenceCard = Static<typeof LicenceCard>;

/** What happened to a licence, as its holder and the issuing office's officials read it. */
export const LicenceEvent = Type.Object({
  at: Instant,
  name: Text,
  reason: Type.Optional(Text),
  /** What the official wrote. */
  note: Type.Optional(Type.String()),
  document: Type.Optional(Type.String()),
  by: Type.Optional(Type.String({ description: 'officials only' })),
  confirmedBy: Type.Optional(Type.String({ description: 'officials only' })),
});
export type LicenceEvent = Static<typeof LicenceEvent>;

export const listLicences = defineRoute({
  name: 'licences.listLicences',
  method: 'GET',
  path: '/api/licences',
  permission: 'applicant',
  summary: 'Licences I hold',
  reply: Type.Array(LicenceCard),
  errors: [],
});

export const GradeUse = Type.Object({
  use: oneOf(['share', 'copy', 'show', 'proof', 'prefill']),
  allowed: Type.Boolean(),
  reason: Type.Optional(Text),
});

export const getLicence = defineRoute({
  name: 'licences.getLicence',
  method: 'GET',
  path: '/api/licences/:licenceId',
  permission: 'applicant',
  summary: 'One licence I hold',
  params: Type.Object({ licenceId: Id }),
  reply: Type.Object({
    ...LicenceCard.properties,
    fields: Type.Array(Type.Object({ label: Text, value: Type.String() })),
    verifyUrl: Type.String(),
    /** What its trust grade allows, and why not the rest (F218). */
    uses: Type.Array(GradeUse),
    versions: Type.Array(LicenceCard),
    fileDigest: Type.String(),
    history: Type.Array(LicenceEvent),
  }),
  errors: ['licences.licence_missing'],
});

/** `ofd` is the original; `pdf` the same layout for reading and printing; `svg` one page for the screen (`page` from 0). */
export const getLicenceFile = defineRoute({
  name: 'licences.getLicenceFile',
  method: 'GET',
  path: '/api/licences/:licenceId/file',
  permission: 'applicant',
  summary: 'The licence as a file',
  params: Type.Object({ licenceId: Id }),
  query: Type.Object({
    format: oneOf(['ofd', 'pdf', 'svg']),
    page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  }),
  reply: 'binary',
  errors: ['licences.licence_missing', 'seals.no_seal', 'seals.not_granted'],
});

export const Check = Type.Object({
  id: Type.String(),
  ok: Type.Union([Type.Boolean(), Type.Null()]),
  severity: Type.String(),
  text: Text,
  detail: Type.Optional(Type.String()),
});

export const Verification = Type.Object({
  verdict: oneOf(['valid', 'invalid', 'unknown', 'unreadable']),
  /** One line for everybody. */
  title: Text,
  explanation: Text,
  checkedAt: Instant,
  /** Found in this installation's licence library; holder masked for strangers. */
  licence: Type.Optional(
    Type.Object({
      identifier: Type.String(),
      number: Type.String(),
      name: Text,
      holder: Type.String(),
      issuer: Text,
      issuedAt: Instant,
      validFrom: Type.String(),
      validTo: Type.Union([Type.String(), Type.Null()]),
      state: LicenceState,
      stateName: Text,
      recalled: Type.Optional(Type.Object({ at: Instant, reason: Text })),
      grade: Type.String(),
      history: Type.Array(Type.Object({ at: Instant, name: Text, note: Type.Optional(Text) })),
      /** Paper originals in people's hands (F135): good only while the licence is in force. */
      papers: Type.Array(Type.Object({ formNumber: Type.String(), handedAt: Instant })),
      replacedBy: Type.Optional(Type.Object({ at: Instant })),
    }),
  ),
  /** 亮证: the code of a holder's screen was scanned; on it now, or no longer. */
  shown: Type.Optional(
    Type.Object({
      live: Type.Boolean(),
      since: Instant,
      photo: Type.Optional(Type.String({ description: 'of the holder, JPEG or PNG, base64; only while it is shown' })),
    }),
  ),
  /** 加注件: the file is a copy of a licence for one purpose. */
  copy: Type.Optional(
    Type.Object({
      purpose: Type.String(),
      maker: Text,
      madeAt: Instant,
      expiresAt: Instant,
      expired: Type.Boolean(),
    }),
  ),
  signatures: Type.Array(
    Type.Object({
      id: Type.String(),
      seal: Type.Optional(Type.Object({ id: Type.String(), name: Type.String() })),
      signer: Type.String(),
      /** Whose authority answers for the signer. */
      authority: Type.Optional(Type.Object({ role: AuthorityRole, roleName: Text, name: Type.String() })),
      time: Type.Optional(Type.String()),
      ok: Type.Boolean(),
      checks: Type.Array(Check),
    }),
  ),
  checks: Type.Array(Check),
  pages: Type.Array(Type.Object({ width: Type.Number(), height: Type.Number(), svg: Type.String() }), {
    description: 'only for an uploaded file and a licence being shown: what it shows',
  }),
});
export type Verification = Static<typeof Verification>;

export const verifyByIdentifier = defineRoute({
  name: 'licences.verifyByIdentifier',
  method: 'GET',
  path: '/api/verify/:identifier',
  permission: 'public',
  summary: 'Check a licence by its identifier or the code in its QR',
  params: Type.Object({ identifier: Type.String({ minLength: 8, maxLength: 200 }) }),
  reply: Verification,
  errors: ['identity.too_many'],
});

export const verifyFile = defineRoute({
  name: 'licences.verifyFile',
  method: 'POST',
  path: '/api/verify',
  permission: 'public',
  summary: 'Check a licence file: the sealed OFD or its signed PDF copy',
  upload: true,
  reply: Verification,
  errors: ['kernel.too_large', 'identity.too_many'],
});
