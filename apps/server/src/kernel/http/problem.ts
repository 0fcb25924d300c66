import type { Problem } from '@miaopi/contracts';
import { isLost } from '../db/database.ts';
import { AppError, type Issue, kernelErrors, statusOf } from '../errors.ts';
import type { Lang } from '../text.ts';

/** Problem details (RFC 9457) in the caller's language, and beside it in both; anything unforeseen becomes `kernel.bug` without a word of its inside. */
export function toProblem(error: unknown, lang: Lang, requestId: string): Problem & Record<string, unknown> {
  const e = error instanceof AppError ? error : fromFastify(error);
  return {
    type: `/problems/${e.code}`,
    title: e.title[lang],
    status: statusOf[e.kind],
    code: e.code,
    ...(e.detail ? { detail: e.detail[lang] } : {}),
    requestId,
    ...(e.issues ? { issues: [...e.issues] } : {}),
    texts: { title: e.title, ...(e.detail ? { detail: e.detail } : {}) },
    ...e.extra,
  };
}

interface FastifyFailure {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message?: string;
    readonly params?: Record<string, unknown>;
  }[];
  readonly validationContext?: string;
}

const unholdable = new Set(['22021', '22P05', '22003', '22P02']);

function fromFastify(error: unknown): AppError {
  const e = error as FastifyFailure;
  if (e.validation)
    return kernelErrors.invalid_request({ issues: e.validation.map((v) => toIssue(v, e.validationContext)) });
  if (e.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || e.code === 'FST_REQ_FILE_TOO_LARGE' || e.statusCode === 413)
    return kernelErrors.too_large();
  if (e.statusCode === 429) return kernelErrors.too_many();
  if (e.statusCode === 404) return kernelErrors.not_found();
  if (e.statusCode !== undefined && e.statusCode >= 400 && e.statusCode < 500)
    return kernelErrors.invalid_request({ log: String((error as Error).message) });
  // what no text or number of the database can hold (a zero byte, a number out of range) is the caller's mistake, found late
  if (e.code !== undefined && unholdable.has(e.code)) return kernelErrors.invalid_request({ cause: error });
  if (isLost(error)) return kernelErrors.down({ cause: error });
  return kernelErrors.bug({ cause: error });
}

function toIssue(v: NonNullable<FastifyFailure['validation']>[number], context: string | undefined): Issue {
  const named = v.params?.missingProperty ?? v.params?.additionalProperty;
  const path = `${context ?? 'body'}${v.instancePath}${typeof named === 'string' ? `/${named}` : ''}`.replaceAll(
    '/',
    '.',
  );
  if (v.keyword === 'additionalProperties')
    return {
      path,
      code: v.keyword,
      message: { zh: `${path} 不符合要求（没有这一项）`, en: `${path} is not known here` },
    };
  return {
    path,
    code: v.keyword,
    message: { zh: `${path} 不符合要求（${zhReason(v)}）`, en: `${path} ${v.message ?? 'is not right'}` },
  };
}

function zhReason(v: NonNullable<FastifyFailure['validation']>[number]): string {
  const limit = v.params?.limit;
  switch (v.keyword) {
    case 'required':
      return '缺少此项';
    case 'maxLength':
      return `不得超过 ${limit} 个字符`;
    case 'minLength':
      return `不得少于 ${limit} 个字符`;
    case 'type':
      return `类型应为 ${v.params?.type}`;
    case 'pattern':
      return '格式不对';
    case 'minimum':
    case 'maximum':
      return `超出范围 ${limit}`;
    default:
      return v.message ?? v.keyword;
  }
}
