export type { OfdAnnotation } from './annotations.ts';
export type * from './drawing.ts';
export { OfdError, type OfdErrorCode } from './errors.ts';
export { packOfd } from './pack.ts';
export type { OfdPackage, OfdPageRef, SignatureEntry, SignatureList } from './package.ts';
export type { OfdPermissions } from './permissions.ts';
export { type OfdDocument, readOfd } from './read.ts';
export { type OfdAttachment, type OfdInfo, type WriteOptions, writeOfd } from './write.ts';
export type { OfdLimits } from './zip-read.ts';
