/** Reasons why a PDF is not read, signed or drawn upon. */
export type PdfErrorCode =
  /** Not a PDF at all, or cut off. */
  | 'not_pdf'
  /** Against the syntax of ISO 32000, or readable in more than one way. */
  | 'structure'
  /** Beyond the limits. */
  | 'too_large'
  | 'encrypted'
  /** What this package does not do (filters, pictures). */
  | 'unsupported'
  /** An argument of the caller. */
  | 'argument'
  /** Earlier signatures forbid the change. */
  | 'not_permitted';

/** The only error this package throws on bad input. `message` (English) and `zh` name what is wrong and the remedy. */
export class PdfError extends Error {
  readonly code: PdfErrorCode;
  readonly zh: string;
  constructor(code: PdfErrorCode, message: string, zh: string) {
    super(message);
    this.name = 'PdfError';
    this.code = code;
    this.zh = zh;
  }
}

/** A fault of the file at a byte. */
export function broken(what: string, at: number): PdfError {
  return new PdfError('structure', `${what} (at byte ${at})`, `PDF 结构不正确（第 ${at} 字节处）：${what}`);
}

export function tooLarge(what: string): PdfError {
  return new PdfError('too_large', `Beyond the limits: ${what}`, `超出允许的范围：${what}`);
}
