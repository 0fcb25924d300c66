/** Door of the archive module: packages of closed cases that verify on their own, and the search in history. */
export { type Archive, createArchive } from './archive.ts';
export { type PackageReport, verifyPackage } from './domain/verify-package.ts';
