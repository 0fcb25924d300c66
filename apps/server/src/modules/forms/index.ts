/** Door of the forms module: drafts that are filled in from what the state knows, and taken into a case when complete. */

export type { Applicant, FormsPlugs, StoredFile } from './deps.ts';
export type * from './door.ts';
export { formsErrors } from './errors.ts';
export { createForms } from './forms.ts';
export { presentLookups } from './present.ts';
