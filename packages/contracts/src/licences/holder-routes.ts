import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';
import { LicencePrint, PrintCode } from './print-routes.ts';
import { Showing } from './showing-routes.ts';

export const UseCode = Type.Object({
  id: Type.String(),
  /** Only while it can be used. */
  code: Type.Optional(Type.String()),
  purpose: Type.String(),
  system: Type.Optional(Type.String()),
  createdAt: Instant,
  expiresAt: Instant,
  uses: Type.Integer(),
  maxUses: Type.Integer(),
  state: oneOf(['usable', 'used-up', 'expired', 'revoked']),
});
export type UseCode = Static<typeof UseCode>;

export const LicenceCopy = Type.Object({
  id: Type.String(),
  purpose: Type.String(),
  recipient: Type.String(),
  maker: Text,
  madeAt: Instant,
  expiresAt: Instant,
  expired: Type.Boolean(),
  /** The holder made it himself and may fetch it. */
  mine: Type.Boolean(),
  pages: Type.Integer(),
});
export type LicenceCopy = Static<typeof LicenceCopy>;

export const LicenceSharing = Type.Object({
  /** 无条件 · 有条件 · 不予 */
  shareClass: oneOf(['unconditional', 'conditional', 'none']),
  /** Who may ask, for what, and whether with the holder's use code or by duty. */
  mayAsk: Type.Array(
    Type.Object({
      systemId: Type.String(),
      system: Type.String(),
      office: Type.String(),
      purpose: Type.String(),
      byDuty: Type.Boolean(),
    }),
  ),
  /** 亮证, the newest first. */
  showings: Type.Array(Showing),
  /** The newest first. */
  prints: Type.Array(LicencePrint),
  /** The one a kiosk takes now. */
  printCode: Type.Optional(PrintCode),
  useCodes: Type.Array(UseCode),
  copies: Type.Array(LicenceCopy),
  looks: Type.Array(
    Type.Object({
      at: Instant,
      system: Type.String(),
      operator: Type.Optional(Type.String()),
      what: Text,
      purpose: Type.String(),
      basis: Type.Optional(Text),
      caseNumber: Type.Optional(Type.String()),
      version: Type.Optional(Type.Integer()),
      /** It got what it asked for. */
      given: Type.Boolean(),
      answer: Text,
    }),
  ),
  /** Looks in each of the last twelve months, the oldest first; `yyyy-mm`. */
  months: Type.Array(Type.Object({ month: Type.String(), given: Type.Integer(), refused: Type.Integer() })),
});
export type LicenceSharing = Static<typeof LicenceSharing>;

const licence = Type.Object({ licenceId: Id });

export const getLicenceSharing = defineRoute({
  name: 'licences.getSharing',
  method: 'GET',
  path: '/api/licences/:licenceId/sharing',
  permission: 'applicant',
  summary: 'Who may see a licence of mine, use codes, copies, and who looked',
  params: licence,
  reply: LicenceSharing,
  errors: ['licences.licence_missing'],
});

export const createUseCode = defineRoute({
  name: 'licences.createUseCode',
  method: 'POST',
  path: '/api/licences/:licenceId/use-codes',
  permission: 'applicant',
  summary: 'Make a use code for one purpose',
  params: licence,
  body: Type.Object({
    requestId: RequestId,
    purpose: Type.String({ minLength: 2, maxLength: 120 }),
    systemId: Type.Optional(Id),
    minutes: Type.Integer({ minimum: 5, maximum: 43_200 }),
    uses: Type.Integer({ minimum: 1, maximum: 20 }),
  }),
  reply: UseCode,
  errors: ['licences.licence_missing', 'licences.not_shareable', 'licences.grade_too_low', 'licences.purpose_unknown'],
});

export const revokeUseCode = defineRoute({
  name: 'licences.revokeUseCode',
  method: 'POST',
  path: '/api/licences/:licenceId/use-codes/:codeId/revoke',
  permission: 'applicant',
  summary: 'Revoke a use code',
  params: Type.Object({ licenceId: Id, codeId: Id }),
  body: Type.Object({ requestId: RequestId }),
  reply: UseCode,
  errors: ['licences.licence_missing', 'licences.code_missing'],
});

export const makeLicenceCopy = defineRoute({
  name: 'licences.makeCopy',
  method: 'POST',
  path: '/api/licences/:licenceId/copies',
  permission: 'applicant',
  summary: 'Have an annotated copy made for one purpose',
  params: licence,
  body: Type.Object({
    requestId: RequestId,
    purpose: Type.String({ minLength: 2, maxLength: 60 }),
    recipient: Type.String({ minLength: 2, maxLength: 60 }),
    days: Type.Integer({ minimum: 1, maximum: 90 }),
  }),
  reply: LicenceCopy,
  errors: [
    'licences.licence_missing',
    'licences.not_shareable',
    'licences.grade_too_low',
    'seals.no_seal',
    'seals.carrier_silent',
    'seals.carrier_refused',
    'seals.not_granted',
  ],
});

export const getLicenceCopyFile = defineRoute({
  name: 'licences.getCopyFile',
  method: 'GET',
  path: '/api/licences/:licenceId/copies/:copyId/file',
  permission: 'applicant',
  summary: 'An annotated copy I had made, or a page of it drawn',
  params: Type.Object({ licenceId: Id, copyId: Id }),
  query: Type.Object({
    format: oneOf(['ofd', 'svg']),
    page: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  }),
  reply: 'binary',
  errors: ['licences.licence_missing', 'licences.copy_missing'],
});
