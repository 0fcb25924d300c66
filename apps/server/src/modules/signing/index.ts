/** Door of the signing module: one document signed by several parties, persons and firms. */
export type { OpenedPartySeal, PartySeals, SigningDeps } from './deps.ts';
export { signingErrors } from './errors.ts';
export { createSigning, type Signing } from './signing.ts';
