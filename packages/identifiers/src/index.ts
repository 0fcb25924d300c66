export {
  type Calendar,
  type CalendarTable,
  CalendarUnknownError,
  type CountedDay,
  createCalendar,
  createGrowingCalendar,
  type Derivation,
  type GrowingCalendar,
} from './calendar.ts';
export { CALENDAR_TABLE } from './calendar-table.ts';
export {
  type ArrangedYear,
  type ArrangementFault,
  arrangedYear,
  daysOfYear,
  type FestivalArrangement,
  faultsOfYear,
  readNotice,
  withYear,
} from './calendar-year.ts';
export {
  type ExchangeCaseNumber,
  makeExchangeCaseNumber,
  makeQueryCode,
  makeShortCaseNumber,
  parseExchangeCaseNumber,
  parseQueryCode,
  parseShortCaseNumber,
  QUERY_CODE_ALPHABET,
  type ShortCaseNumber,
} from './case-number.ts';
export { iso7064Mod11_2, iso7064Mod11_10, iso7064Mod37_36, luhn } from './check-characters.ts';
export { type CitizenId, citizenIdCheck, isSyntheticRegion, makeCitizenId, parseCitizenId } from './citizen-id.ts';
export {
  CONTACT_WAYS,
  type CodeEntry,
  CROSS_REGION_SCOPES,
  codeEntry,
  EXERCISE_LEVELS,
  HANDLING_FORMS,
  HOLDER_CODE_TYPES,
  IMPLEMENTER_NATURES,
  MATERIAL_RECEIPTS,
  ONLINE_DEPTHS,
  POWER_SOURCES,
  RESULT_TYPES,
  SERVICE_ITEM_TYPES,
  SERVICE_OBJECTS,
} from './code-lists.ts';
export {
  parseBankCard,
  parseHomeReturnPermit,
  parseMobile,
  parsePassport,
  parseTaiwanPermit,
} from './contact-and-papers.ts';
export { IdentifierError, type Issue, type Parsed } from './issue.ts';
export {
  type CatalogCode,
  type HandlingItemCode,
  makeCatalogCode,
  makeHandlingItemCode,
  makeTaskCode,
  parseCatalogCode,
  parseHandlingItemCode,
  parseTaskCode,
  type TaskCode,
} from './item-code.ts';
export {
  LICENCE_ROOT,
  type LicenceIdentifier,
  type LicenceIdentifierParts,
  makeLicenceIdentifier,
  type ParsedLicenceIdentifier,
  parseLicenceIdentifier,
} from './licence-identifier.ts';
export { NATIONS } from './nations.ts';
export { normaliseCode, toHalfWidth } from './normalise.ts';
export { compileNumberRule, type NumberParts, type NumberRule } from './number-rule.ts';
export { addDays, ageOn, daysInMonth, isPlainDate, weekday } from './plain-date.ts';
export { isReceivedAt } from './regions/cross-region.ts';
export { DEMO_REGIONS } from './regions/demo.ts';
export {
  canonicalRegionCode,
  createRegionTable,
  exchangeRegionCode,
  isWithinRegion,
  type Region,
  type RegionTable,
  regionOf,
  regionPrefix,
} from './regions/table.ts';
export { makeUscc, orgCodeCheck, parseOrgCode, parseUscc, type Uscc, type UsccBody, usccCheck } from './uscc.ts';
