/** Reasons why a document is not written, sealed or read. */
export type OfdErrorCode =
  | 'illegal_text'
  | 'illegal_number'
  | 'illegal_value'
  | 'missing_resource'
  | 'too_large'
  | 'not_sealable'
  | 'sealed'
  | 'zip'
  | 'xml'
  | 'structure';

/**
 * An OFD cannot be made or read. `message` (English) and `zh` name what is wrong and the remedy;
 * `reason` is a finer, stable name of the defect where a reader found one (e.g. `duplicate_entry`).
 */
export class OfdError extends Error {
  readonly code: OfdErrorCode;
  readonly zh: string;
  readonly reason: string;
  constructor(code: OfdErrorCode, message: string, zh: string, reason: string = code) {
    super(message);
    this.name = 'OfdError';
    this.code = code;
    this.zh = zh;
    this.reason = reason;
  }
}
