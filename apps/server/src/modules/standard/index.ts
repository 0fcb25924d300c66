/** Door of the standard module: case data by the national data standard, checked, exported and read by other systems. */
export { createStandard, type Standard } from './standard.ts';
