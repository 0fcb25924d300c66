/** The last requests a system saw, as its page shows them: who asked for what and why, with everything personal masked. */
export interface LoggedRequest {
  readonly at: string;
  readonly operation: string;
  readonly caller: string;
  readonly purpose: string;
  readonly caseRef: string;
  readonly subject: string;
  readonly outcome: string;
  readonly ms: number;
}

const KEPT = 50;

export interface RequestLog {
  add(entry: LoggedRequest): void;
  /** Newest first. */
  list(): readonly LoggedRequest[];
}

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    add(entry) {
      entries.unshift(entry);
      if (entries.length > KEPT) entries.length = KEPT;
    },
    list: () => entries,
  };
}

/** `990101199001011234` → `9901**********1234`; short texts lose their middle too. */
export function maskSubject(value: unknown): string {
  if (typeof value !== 'string' || value === '') return '';
  const signs = [...value];
  const keep = signs.length >= 11 ? 4 : 1;
  if (signs.length <= keep * 2) return '*'.repeat(signs.length);
  return signs.slice(0, keep).join('') + '*'.repeat(signs.length - 2 * keep) + signs.slice(-keep).join('');
}
