import { createHash, randomUUID } from 'node:crypto';

/** ms a call may take. */
const budget = 8000;
const largest = 1024 * 1024;

export interface SfAccount {
  /** 顾客编码 */
  readonly partner: string;
  /** 校验码: signs, and never travels. */
  readonly checkword: string;
  /** Of the production or the sandbox; ends in `/std/service`. */
  readonly url: string;
}

/** A service that understood the question and refused it, with its code. */
export class SfRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code} ${message}`);
    this.name = 'SfRefusal';
    this.code = code;
  }
}

/**
 * 数字签名 of 丰桥: base64 of the MD5 over message, time stamp and check word as a form encodes them (blank as `+`, `*-._` as they are: what Java's URLEncoder does, which the
 * vendor's own programs use).
 */
export function sfDigest(message: string, timestamp: string, checkword: string): string {
  const encoded = new URLSearchParams([['', `${message}${timestamp}${checkword}`]]).toString().slice(1);
  return createHash('md5').update(encoded).digest('base64');
}

/**
 * One call of the standard interface (`/std/service`): form in, JSON out, in which the content is JSON in a text again.
 * @returns `msgData` of the answer
 * @throws SfRefusal when the service says no; Error when there is no answer
 */
export async function sfCall(
  account: SfAccount,
  now: Date,
  service: string,
  content: object,
): Promise<Readonly<Record<string, unknown>>> {
  const message = JSON.stringify(content);
  const timestamp = String(now.getTime());
  const reply = await fetch(account.url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams({
      partnerID: account.partner,
      requestID: randomUUID(),
      serviceCode: service,
      timestamp,
      msgDigest: sfDigest(message, timestamp, account.checkword),
      msgData: message,
    }),
    signal: AbortSignal.timeout(budget),
  });
  if (!reply.ok) throw new Error(`the carrier answered ${reply.status}`);
  const text = await reply.text();
  if (text.length > largest) throw new Error('the carrier’s answer is too long');
  const outer = record(JSON.parse(text));
  // A1000: the call came through; everything else is about signature, account or frequency
  if (outer.apiResultCode !== 'A1000') throw refusal(outer.apiResultCode, outer.apiErrorMsg);
  const inner = record(JSON.parse(String(outer.apiResultData)));
  if (inner.success !== true && inner.success !== 'true') throw refusal(inner.errorCode, inner.errorMsg);
  return record(inner.msgData ?? {});
}

function refusal(code: unknown, message: unknown): SfRefusal {
  return new SfRefusal(String(code ?? '').slice(0, 20), String(message ?? '').slice(0, 200));
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('the carrier’s answer is not as agreed');
  return value as Readonly<Record<string, unknown>>;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 200) : [];
}
