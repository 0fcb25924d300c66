/** Door of the signing module: one document signed by several parties, persons and firms. */
export type {
  BusinessLicences,
  ConfirmedLicence,
  OpenedPartySeal,
  PartyPdfSigner,
  PartySeals,
  SigningDeps,
} from './deps.ts';
export { signingErrors } from './errors.ts';
export { createSigning, type Signing } from './signing.ts';
