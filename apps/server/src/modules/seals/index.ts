/** Door of the seals module: the installation's certificate authority, seals of offices, firms and persons, permissions and ledger of use. */
export { sealDeviceCookie } from './device-cookie.ts';
export type { PictureSource, PrincipalKind, SealKind } from './domain/kinds.ts';
export { standardAssessment } from './domain/standard-assessment.ts';
export type { Strokes } from './domain/strokes.ts';
export type * from './door.ts';
export { sealsErrors } from './errors.ts';
export type { SealsPlugs } from './plugs.ts';
export { actorHolder } from './policy.ts';
export { createSeals, type SealsOptions } from './seals.ts';
export { readTrust, type Trust, writeTrustPem } from './trust-pem.ts';
