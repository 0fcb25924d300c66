import type { Text } from './text.ts';

/** Seven kinds, each with one HTTP status (RFC 9457 problem details). */
export type ErrorKind =
  | 'invalid'
  | 'denied'
  | 'missing'
  | 'conflict'
  | 'unready'
  | 'upstream'
  | 'bug'
  | 'limited'
  | 'down'
  | 'unauthenticated';

export const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  unready: 409,
  limited: 429,
  upstream: 502,
  down: 503,
  bug: 500,
};

export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: Text;
}

export interface ErrorOptions {
  /** For the log; never shown. */
  readonly log?: string;
  readonly issues?: readonly Issue[];
  readonly cause?: unknown;
  /** Replaces the remedy of the definition. */
  readonly detail?: Text;
  /** Further members of the problem details, e.g. the newer draft. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The one error of the server: a code of a module, a text for the person and a separate one for the log. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly title: Text;
  readonly detail: Text | undefined;
  readonly issues: readonly Issue[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;

  constructor(kind: ErrorKind, code: string, title: Text, detail: Text | undefined, options: ErrorOptions = {}) {
    super(options.log ?? title.en, { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.title = title;
    this.detail = options.detail ?? detail;
    this.issues = options.issues;
    this.extra = options.extra;
  }
}

export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly title: Text;
  /** What the person can do now. */
  readonly remedy?: Text;
}

/** Declares a module's errors; `errors.wrong_state()` makes one with code `cases.wrong_state`. */
export function defineErrors<const D extends Readonly<Record<string, ErrorDefinition>>>(
  module: string,
  definitions: D,
): { readonly [K in keyof D]: (options?: ErrorOptions) => AppError } {
  const made: Record<string, (options?: ErrorOptions) => AppError> = {};
  for (const [name, d] of Object.entries(definitions)) {
    made[name] = (options) => new AppError(d.kind, `${module}.${name}`, d.title, d.remedy, options);
  }
  return made as { readonly [K in keyof D]: (options?: ErrorOptions) => AppError };
}

/** Errors that belong to no module. */
export const kernelErrors = defineErrors('kernel', {
  invalid_request: {
    kind: 'invalid',
    title: { zh: '请求内容有误', en: 'The request is not right' },
    remedy: { zh: '请按各字段的提示更正后重试。', en: 'Correct the fields named below and try again.' },
  },
  sign_in_needed: {
    kind: 'unauthenticated',
    title: { zh: '请先登录', en: 'Please sign in first' },
    remedy: {
      zh: '登录后会回到当前页面；申请表的草稿和办件里正在填写的内容都还在。',
      en: 'You come back to this page after signing in; drafts of forms, and what you were writing in a case, are kept.',
    },
  },
  not_permitted: {
    kind: 'denied',
    title: { zh: '您的账号不能使用此功能', en: 'Your account may not use this' },
  },
  forged: {
    kind: 'denied',
    title: { zh: '请求未通过安全校验', en: 'The request did not pass the forgery check' },
    remedy: { zh: '请刷新页面后重试。', en: 'Reload the page and try again.' },
  },
  not_found: { kind: 'missing', title: { zh: '没有找到', en: 'Not found' } },
  too_many: {
    kind: 'limited',
    title: { zh: '操作过于频繁', en: 'Too many requests' },
    remedy: { zh: '请稍候再试。', en: 'Wait a moment and try again.' },
  },
  busy: {
    kind: 'conflict',
    title: { zh: '同一操作正在处理', en: 'The same operation is being carried out' },
    remedy: { zh: '请稍候，无需重复提交。', en: 'Wait a moment; there is no need to send it again.' },
  },
  too_large: {
    kind: 'invalid',
    title: { zh: '提交的内容过大', en: 'What was sent is too large' },
    remedy: { zh: '请减少内容或压缩文件后重试。', en: 'Send less, or a smaller file.' },
  },
  down: {
    kind: 'down',
    title: { zh: '系统暂时不能服务', en: 'The service is not available at the moment' },
    remedy: {
      zh: '您已提交的内容是安全的，请过几秒再试。',
      en: 'What you submitted is safe. Try again in a few seconds.',
    },
  },
  bug: {
    kind: 'bug',
    title: { zh: '系统出现问题，未能完成操作', en: 'Something went wrong on our side' },
    remedy: {
      zh: '您已提交的内容是安全的。请稍后重试；如仍不行，请将编号告知我们。',
      en: 'What you submitted is safe. Try again later; if it persists, tell us the number below.',
    },
  },
});
