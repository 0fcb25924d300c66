/** A question to an outside system. */
export interface Question {
  readonly requestId: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Why it is asked, in Chinese; travels with the request. */
  readonly purpose: string;
  readonly caseRef?: string;
  readonly signal: AbortSignal;
}

/** A connector's answer, already believed: its signature was checked. */
export interface ConnectorAnswer {
  readonly status: 'found' | 'none';
  readonly data: Readonly<Record<string, unknown>>;
  readonly issuedAt: string;
  /** The answer byte for byte, with its signature: the evidence. */
  readonly original?: { readonly body: string; readonly signature: string; readonly certificate: string };
}

/** A plug of the exchange: one outside system. Throws {@link UnavailableError} for anything that is no answer. */
export interface Connector {
  readonly system: string;
  ask(question: Question): Promise<ConnectorAnswer>;
}

/** `record`: the system is well, this one record can't be had just now. */
export type UnavailableReason = 'timeout' | 'down' | 'record' | 'untrusted' | 'malformed' | 'circuit-open';

export class UnavailableError extends Error {
  readonly reason: UnavailableReason;
  constructor(reason: UnavailableReason, detail: string) {
    super(detail);
    this.name = 'UnavailableError';
    this.reason = reason;
  }
}
