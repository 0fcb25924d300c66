export type CodeErrorReason = 'alphabet' | 'length' | 'version' | 'field' | 'missing' | 'order';

/** A code or a list that is not what it should be; what it says is never partly believed. */
export class CodeError extends Error {
  readonly reason: CodeErrorReason;
  constructor(reason: CodeErrorReason, message: string) {
    super(message);
    this.name = 'CodeError';
    this.reason = reason;
  }
}
