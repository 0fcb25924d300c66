/** What is wrong with an identifier, for machines (`code`) and for people (`message`). */
export interface Issue {
  readonly code: string;
  readonly message: { readonly zh: string; readonly en: string };
}

/** Outcome of parsing hostile text: a value, or the first thing that is wrong with it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };

/** Thrown where code (not a person) supplies a malformed part, e.g. a 17-character issuer code. */
export class IdentifierError extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message.en);
    this.name = 'IdentifierError';
    this.issue = issue;
  }
}

export function issue(code: string, zh: string, en: string): Issue {
  return { code, message: { zh, en } };
}

export function fail(code: string, zh: string, en: string): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: issue(code, zh, en) };
}
