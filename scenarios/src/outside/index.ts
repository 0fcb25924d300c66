export {
  type AnswerFunction,
  createStubAnswers,
  joinRegisters,
  type OutsideAnswer,
  OutsideRequestError,
  type Registers,
} from './answers.ts';
export { FRESH_FOR } from './envelope.ts';
export { createLicenceApp, LICENCE_PASSWORD, type LicenceApp } from './licence-app.ts';
export { createStatusService, LICENCE_STATUS_HOST, type StatusService } from './licence-authority.ts';
export {
  type Identity,
  identityOf,
  issueOutsideKeys,
  type OutsideKeys,
  type PartyKeys,
  type TrustCheck,
  trustOf,
} from './signing.ts';
export { type Outside, type StartOutsideOptions, startOutside } from './start.ts';
export { MODES, type Mode } from './switches.ts';
export { isSystemId, type OutsideRecord, type OutsideValue, SYSTEM_IDS, SYSTEMS, type SystemId } from './systems.ts';
