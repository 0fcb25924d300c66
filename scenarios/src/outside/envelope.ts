import type { OutsideRecord } from './systems.ts';

/** A request as it travels. Its time is `sentAt` or, failing that, the time inside a version 7 UUID used as requestId. */
export interface OutsideRequest {
  readonly requestId: string;
  readonly caller: string;
  readonly purpose: string;
  readonly caseRef: string;
  readonly sentAt: number;
  readonly params: OutsideRecord;
}

/** How far a request may lie from the receiver's clock, ms. */
export const FRESH_FOR = 5 * 60_000;

/** What keeps a request from being answered: the HTTP status and a sentence for the caller's log. */
export interface Refusal {
  readonly status: 400 | 401 | 404 | 405 | 413;
  readonly code: string;
  readonly detail: string;
}

const refuse = (status: Refusal['status'], code: string, detail: string): Refusal => ({ status, code, detail });

/** Reads the body of a request; never throws. */
export function readRequest(body: Uint8Array): OutsideRequest | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refuse(400, 'malformed', 'the body is not JSON in UTF-8');
  }
  if (!isRecord(parsed)) return refuse(400, 'malformed', 'the body must be a JSON object');
  const { requestId, caller, purpose, caseRef, params } = parsed;
  if (!isShortText(requestId, 100)) return refuse(400, 'malformed', 'requestId must be a text of 1 to 100 characters');
  if (!isShortText(caller, 200)) return refuse(400, 'malformed', 'caller must be a text of 1 to 200 characters');
  if (!isShortText(purpose, 500))
    return refuse(400, 'malformed', 'purpose must say in 1 to 500 characters why this is asked');
  if (!isRecord(params)) return refuse(400, 'malformed', 'params must be a JSON object');
  const sentAt = timeOf(parsed.sentAt, requestId);
  if (sentAt === null) {
    return refuse(401, 'no-time', 'the request has no time: send sentAt (ISO 8601) or a version 7 UUID as requestId');
  }
  return { requestId, caller, purpose, caseRef: isShortText(caseRef, 200) ? caseRef : '', sentAt, params };
}

export function isRefusal(value: OutsideRequest | Refusal): value is Refusal {
  return 'status' in value;
}

function timeOf(sentAt: unknown, requestId: string): number | null {
  if (typeof sentAt === 'string') {
    const time = Date.parse(sentAt);
    return Number.isNaN(time) ? null : time;
  }
  const v7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(requestId);
  return v7 === null ? null : Number.parseInt(`${v7[1]}${v7[2]}`, 16);
}

function isRecord(value: unknown): value is OutsideRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShortText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

/** Remembers request ids as long as they would still be fresh, so that none is answered twice. */
export interface ReplayGuard {
  /** False when the id was seen before. */
  admit(requestId: string, now: number): boolean;
}

export function createReplayGuard(): ReplayGuard {
  // Two halves that change places every FRESH_FOR × 2: forgetting costs nothing, and nothing fresh is forgotten.
  let young = new Set<string>();
  let old = new Set<string>();
  let turned = 0;
  return {
    admit(requestId, now) {
      if (now - turned > 2 * FRESH_FOR) {
        old = young;
        young = new Set();
        turned = now;
      }
      if (young.has(requestId) || old.has(requestId)) return false;
      young.add(requestId);
      return true;
    },
  };
}
