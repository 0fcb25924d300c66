/** Door of the licences module: numbers, making and sealing, the licence library, verification. */
export { isDeviceTrouble } from '../seals/index.ts';
export { type Ground, groundOf, grounds } from './domain/grounds.ts';
export type * from './door.ts';
export { licencesErrors } from './errors.ts';
export { createLicences, type LicencesPlugs } from './licences.ts';
export { otherFormat } from './other-format.ts';
export { createThreadedPress } from './press/threaded-press.ts';
export { isPdf } from './use-cases/verify-pdf.ts';
