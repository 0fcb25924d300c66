/** Door of the seals module: the installation's certificate authority, one seal an issuing body, grants and ledger of use. */
export type * from './door.ts';
export { sealsErrors } from './errors.ts';
export { createSeals, type SealsOptions } from './seals.ts';
export { readTrust, type Trust, writeTrustPem } from './trust-pem.ts';
