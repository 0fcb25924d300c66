/** Door of the seals module: the installation's certificate authority, seals of offices, firms and persons, permissions and ledger of use. */
export { sealDeviceCookie } from './device-cookie.ts';
export { authorityRoleNames } from './domain/authority-roles.ts';
export type { PictureSource, PrincipalKind, SealKind } from './domain/kinds.ts';
export { standardAssessment } from './domain/standard-assessment.ts';
export type { Strokes } from './domain/strokes.ts';
export type * from './door.ts';
export { sealsErrors } from './errors.ts';
export type { NamedAuthority, SealsPlugs } from './plugs.ts';
export { actorHolder } from './policy.ts';
export { createSeals, type SealsOptions } from './seals.ts';
export {
  failingStatusSource,
  httpStatusSource,
  type StatusHosts,
  type StatusSource,
  slowStatusSource,
} from './status/status-source.ts';
export {
  authorityOf,
  type JointTrust,
  readTrust,
  type Trust,
  type TrustedAuthority,
  writeTrustPem,
} from './trust-pem.ts';
