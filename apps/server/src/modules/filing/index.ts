/** Door of the filing module: systems of other departments that file cases for people and firms. */

export type { FilingDeps } from './deps.ts';
export { filingErrors } from './errors.ts';
export { createFiling, type Filing } from './filing.ts';
export type { NewSystem } from './use-cases/govern-systems.ts';
