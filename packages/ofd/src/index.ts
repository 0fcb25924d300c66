export { type AnnotatedCopy, annotateCopy, type CopyNote } from './annotate-copy.ts';
export type { OfdAnnotation } from './annotations.ts';
export type { OfdAttachment } from './attachments.ts';
export { changeOfd, type OfdChanges } from './change-package.ts';
export type { OfdCheck, OfdCheckId, OfdSeverity, OfdText } from './check-texts.ts';
export type * from './drawing.ts';
export { OfdError, type OfdErrorCode } from './errors.ts';
export { locateText, type TextPlace } from './locate.ts';
export { moduleSegments } from './modules.ts';
export { packOfd } from './pack.ts';
export type { OfdPackage, OfdPageRef, SignatureEntry, SignatureList } from './package.ts';
export type { OfdPermissions } from './permissions.ts';
export { type OfdDocument, openOfd, readOfd } from './read.ts';
export {
  type PreparedSealing,
  prepareSealing,
  ridingStamps,
  type SealedOfd,
  type SealOptions,
  type StampPlace,
  sealOfd,
  sealOfdSync,
} from './seal.ts';
export { type SignOptions, signOfd, signOfdSync } from './sign.ts';
export type { OfdSignatureReport } from './signature-report.ts';
export type { SignatureStamp } from './signature-xml.ts';
export { type StrippedOfd, stripSignatures } from './strip-signatures.ts';
export { renderSvg, type SvgOptions } from './svg.ts';
export { type OfdReport, type VerifyOptions, verifyOfd } from './verify.ts';
export type { OfdTrust } from './verify-trust.ts';
export { type OfdInfo, type WriteOptions, writeOfd } from './write.ts';
export type { OfdLimits } from './zip-read.ts';
