/** Door of the identity module: who people, firms, officials and offices are, and on whose behalf they act. */

export { maskMobile, maskName, maskNumber } from './domain/account-number.ts';
export { identityErrors } from './errors.ts';
export { createIdentity, type Identity, type IdentityPlugs } from './identity.ts';
export type { Limits } from './limits.ts';
export type { OfficeRow as Office } from './store/accounts.ts';
export type { ApplicantFacts } from './use-cases/applicant-facts.ts';
export type { RealPerson } from './use-cases/check-person.ts';
