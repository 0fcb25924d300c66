export { CodeError, type CodeErrorReason } from './errors.ts';
export { type LicenceFacts, MAX_NAME } from './facts.ts';
export { CODE_BYTES, licenceCode, type ReadCode, readLicenceCode } from './licence-code.ts';
export {
  isCodeOf,
  isShownAt,
  readShowingCode,
  type ShowingCode,
  showingCode,
  showingGrace,
  showingPeriod,
  showingPeriodAt,
} from './showing.ts';
export type { CodeKey } from './signature.ts';
export {
  type EndedState,
  ended,
  endedStates,
  licenceMark,
  makeStatusList,
  readStatusList,
  type StatusEntry,
  type StatusList,
} from './status-list.ts';
export { type CodeTrust, type TrustedKey, trustCodeKeys } from './trust.ts';
export { type CodeCheck, type CodeReport, type CodeVerdict, verifyLicenceCode } from './verify.ts';
