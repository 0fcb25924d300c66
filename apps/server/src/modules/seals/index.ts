/** Door of the seals module: the installation's certificate authority, seals of offices, firms and persons, permissions and ledger of use. */
export {
  deviceSigners,
  failingDevice,
  isDeviceTrouble,
  type KeyDevice,
  type NamedDevice,
  slowDevice,
} from './carriers/key-device.ts';
export { type KeyDevices, type OpenToken, readDevices } from './carriers/read-devices.ts';
export { type ServiceSettings, serviceDevice } from './carriers/service-device.ts';
export { threadedToken } from './carriers/threaded-token.ts';
export { type TokenSettings, tokenDevice } from './carriers/token-device.ts';
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
export { type KeyPlace, tryKey } from './use-cases/move-machine-keys.ts';
