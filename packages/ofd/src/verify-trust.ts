import {
  type Certificate,
  type Crl,
  GmError,
  type OcspResponse,
  OID,
  parseTimeStamp,
  verifyChain,
  verifyTimeStamp,
} from '@miaopi/gm';
import { check, type OfdCheck, type OfdCheckId } from './check-texts.ts';
import { OfdError } from './errors.ts';

/** Whom to trust. */
export interface OfdTrust {
  /** Trusted roots, DER or parsed (parse once for speed). */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  readonly intermediates?: readonly (Uint8Array | Certificate)[];
  readonly crls?: readonly (Uint8Array | Crl)[];
  /** Answers of OCSP responders, kept or fetched now; each counts only where it is authentic. */
  readonly ocsp?: readonly (Uint8Array | OcspResponse)[];
  /**
   * A sealing time without a time stamp is what the signer says. `believe` (default): it counts. `doubt`: a key that was
   * lost later may have put it back, so a revocation for loss of the key fails such seals whenever it was.
   */
  readonly statedTimes?: 'believe' | 'doubt';
  /**
   * Certificates of the seal makers accepted. Give them: without, anyone with two certificates under the anchors could
   * make a seal in any name. A seal made by its own user is refused in any case.
   */
  readonly sealMakers?: readonly (Uint8Array | Certificate)[];
  /** The moment of asking; default now. Signatures themselves are judged at their sealing time. */
  readonly at?: Date;
}

export const CLOCK_SKEW_MS = 10 * 60_000;
export const DAY_MS = 86_400_000;

/** Why a check failed, for experts; anything unforeseen is thrown on. */
export function explain(error: unknown): string {
  if (error instanceof OfdError || error instanceof GmError) return error.message;
  throw error;
}

/** A check that may meet malformed data. */
export function guarded(checks: OfdCheck[], id: OfdCheckId, verify: () => boolean): void {
  try {
    checks.push(check(id, verify()));
  } catch (error) {
    checks.push(check(id, false, 'error', explain(error)));
  }
}

/**
 * Judges the chain of a certificate at the sealing time; tells what the lists say about revocation then, and whether it was
 * revoked between then and now.
 */
export function judgeChain(
  checks: OfdCheck[],
  id: OfdCheckId,
  certificate: Certificate,
  time: Date,
  trust: OfdTrust,
  /** A time stamp proves the sealing time. */
  stamped: boolean,
): {
  readonly atSealing: 'pass' | 'fail' | 'unknown';
  readonly since: boolean;
  /** The trusted root the chain leads to. */
  readonly anchor?: Certificate;
} {
  const { anchors, intermediates, crls, ocsp } = trust;
  const timeProven = stamped || trust.statedTimes !== 'doubt';
  try {
    const usage = 'digitalSignature';
    const result = verifyChain(certificate, { anchors, intermediates, crls, ocsp, at: time, timeProven, usage });
    const failed = result.checks.filter((c) => c.verdict === 'fail').map((c) => `${c.id}: ${c.text.en}`);
    checks.push(check(id, result.ok, 'error', result.ok ? undefined : failed.join('; ')));
    const atSealing = result.checks.find((c) => c.id === 'revocation')?.verdict ?? 'unknown';
    const traced = result.checks.some((c) => c.id === 'path' && c.verdict === 'pass');
    return { atSealing, since: result.revokedLater !== undefined, ...(traced ? { anchor: result.chain.at(-1)! } : {}) };
  } catch (error) {
    checks.push(check(id, false, 'error', explain(error)));
    return { atSealing: 'unknown', since: false };
  }
}

/** The checks `revocation` and `revoked_since` over all chains of a signature. */
export function revocationChecks(chains: readonly ReturnType<typeof judgeChain>[]): OfdCheck[] {
  const revoked = chains.some((c) => c.atSealing === 'fail');
  const known = chains.every((c) => c.atSealing === 'pass');
  return [
    check('revocation', revoked ? false : known ? true : null, revoked ? 'error' : 'info'),
    check('revoked_since', !chains.some((c) => c.since), 'warning'),
  ];
}

/** SM3 by its identifiers, or by name as ofdrw writes it. */
export const SM3_NAMES: ReadonlySet<string> = new Set([OID.sm3, `${OID.sm3}.1`, 'SM3', 'sm3']);

/** Verdict about a token over `stamped`, which must lie in the span. */
export function timeStampVerdict(
  token: Uint8Array,
  stamped: Uint8Array,
  [earliest, latest]: readonly [number, number],
  trust: OfdTrust,
): [boolean, 'error', string | undefined] {
  try {
    const stamp = parseTimeStamp(token);
    const { anchors, intermediates, crls } = trust;
    const verdict = verifyTimeStamp(stamp, stamped, { anchors, intermediates, crls });
    if (!verdict.ok) return [false, 'error', verdict.text.en];
    const at = stamp.time.getTime();
    const plausible = at >= earliest && at <= latest;
    return [plausible, 'error', plausible ? undefined : `stamped at ${stamp.time.toISOString()}`];
  } catch (error) {
    return [false, 'error', explain(error)];
  }
}

/** Makers write UTC or Beijing time, with and without separators: half a day of difference says nothing. */
export function agrees(text: string, time: Date): boolean {
  const digits = text.replace(/\.\d+/, '').replace(/\D/g, '').slice(0, 14);
  const m = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(digits);
  if (!m) return false;
  const stated = Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!, +m[4]!, +m[5]!, +m[6]!);
  return Math.abs(stated - time.getTime()) <= DAY_MS / 2;
}

/**
 * A stated time: `yyyyMMddHHmmss[.SSS]`, with or without separators; UTC with a `Z`, otherwise Beijing time.
 * Undefined when it is none.
 */
export function readStatedTime(text: string): Date | undefined {
  const m = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.exec(
    text.trim(),
  );
  if (!m) return undefined;
  const zone = m[7] === undefined ? '+08:00' : m[7] === 'Z' ? 'Z' : m[7].replace(/(\d{2}):?(\d{2})$/, '$1:$2');
  const time = new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}${zone}`);
  return Number.isFinite(time.getTime()) ? time : undefined;
}
