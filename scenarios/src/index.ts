export { type BridgeToken, createBridge } from './bridge/bridge.ts';
export type { SealToken } from './bridge/seal-keys.ts';
export { demoSealToken, pkcs11SealToken } from './bridge/seal-tokens.ts';
export { demoTokens, pkcs11Token, UKEY_PIN } from './bridge/tokens.ts';
export { type DemoCarrier, type ParcelState, startCarrier } from './carrier/carrier.ts';
export { CARRIER_TARIFF } from './carrier/tariff.ts';
export { type Cashier, startCashier } from './cashier/cashier.ts';
export { type CashierKeys, makeCashierKeys } from './cashier/keys.ts';
export { FAULTS, type Fault } from './cashier/ledger.ts';
export { DEPARTMENT, type DemoDepartment, startDepartment } from './department/department.ts';
export { createDemoDevices, type DemoDevices, type DeviceMood } from './devices/devices.ts';
export { createHallDevice, type HallDevice, type HallDeviceMood } from './devices/hall-device.ts';
export { type EnteredDevice, startHallDevices } from './devices/hall-devices.ts';
export { buildDistrict, DEMO_PASSWORD, type DistrictOptions } from './district/build.ts';
export { buildCatalogue, type CatalogueEntry } from './district/catalogue.ts';
export { buildCrowd, type Crowd } from './district/crowd.ts';
export { type LicenceHolder, licenceHolders } from './district/licence-holders.ts';
export type {
  District,
  Firm,
  Hall,
  HolderSeal,
  Mandate,
  Office,
  Person,
  SharedSystem,
  Staff,
  StaffRole,
  StockLicence,
} from './district/model.ts';
export { type SignInRow, signInTable } from './district/sign-in-table.ts';
export { todayInChina } from './district/today.ts';
export { type AssumedYear, assumeYears } from './district/working-days.ts';
export { type FilingReply, filingClient } from './filing/filing-client.ts';
export { FILER, type FilingDepartment, startFilingDepartment } from './filing/filing-department.ts';
export {
  DistrictLoadError,
  type DistrictTarget,
  type Loaded,
  type LoadReport,
  loadDistrict,
} from './load/load-district.ts';
export {
  type AnswerFunction,
  createLicenceApp,
  createStatusService,
  createStubAnswers,
  isSystemId,
  issueOutsideKeys,
  joinRegisters,
  LICENCE_PASSWORD,
  LICENCE_STATUS_HOST,
  type LicenceApp,
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
export { type DemoVertical, startVertical, VERTICAL } from './vertical/vertical.ts';
