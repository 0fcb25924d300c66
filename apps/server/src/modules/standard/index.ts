/** Door of the standard module: case data by the national data standard, checked, exported, exchanged and read by other systems. */
export type { Fault } from './domain/fault.ts';
export { createStandard, type Standard } from './standard.ts';
export { type Checked, checkEveryCase, checkFront } from './use-cases/check-all.ts';
export { checkFile } from './use-cases/check-file.ts';
