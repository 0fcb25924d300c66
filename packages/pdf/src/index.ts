export type { SealPlace } from './appearance.ts';
export type { PdfCheck, PdfCheckId, PdfSeverity, PdfText } from './check-texts.ts';
export { PdfError, type PdfErrorCode } from './errors.ts';
export type { PdfLimits } from './limits.ts';
export { locatePdfText, type PdfTextLines, type PdfTextPlace, readPdfText } from './locate.ts';
export type { PdfPicture } from './picture.ts';
export { type SignPdfOptions, signPdf } from './sign.ts';
export { type PdfContents, type PdfReport, readPdf, type VerifyPdfOptions, verifyPdf } from './verify.ts';
export type { PdfSignatureReport, PdfTrust } from './verify-signature.ts';
