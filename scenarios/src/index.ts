export { buildDistrict, DEMO_PASSWORD, type DistrictOptions } from './district/build.ts';
export { buildCatalogue, type CatalogueEntry } from './district/catalogue.ts';
export { buildCrowd, type Crowd } from './district/crowd.ts';
export type {
  District,
  Firm,
  Mandate,
  Office,
  Person,
  Staff,
  StaffRole,
  StockLicence,
} from './district/model.ts';
export { type SignInRow, signInTable } from './district/sign-in-table.ts';
export {
  DistrictLoadError,
  type DistrictTarget,
  type Loaded,
  type LoadReport,
  loadDistrict,
} from './load/load-district.ts';
export {
  type AnswerFunction,
  createStubAnswers,
  isSystemId,
  issueOutsideKeys,
  joinRegisters,
  type Outside,
  type OutsideAnswer,
  type OutsideKeys,
  type OutsideRecord,
  OutsideRequestError,
  type OutsideValue,
  type PartyKeys,
  type Registers,
  type StartOutsideOptions,
  SYSTEM_IDS,
  SYSTEMS,
  type SystemId,
  startOutside,
} from './outside/index.ts';
