import { randomBytes } from '#platform';
import { equalBytes, utf8Bytes } from './bytes.ts';
import { parseCertificate, verifyWithCertificate } from './certificate.ts';
import { digestToSign } from './digest-to-sign.ts';
import { GmError } from './errors.ts';
import { fromBase64, toBase64 } from './pem.ts';
import {
  CLIENT_HEADER,
  MAC_HEADER,
  MAX_BODY,
  NONCE_HEADER,
  requestMac,
  responseMac,
  type SigningRefusal,
  TIME_HEADER,
} from './remote-protocol.ts';
import { SIGNATURE_ALGORITHMS, signatureAlgorithmOf } from './signature-algorithm.ts';
import type { Signer } from './signer.ts';

/** Why a remote signature did not come. */
export type RemoteSigningReason = SigningRefusal | 'timeout' | 'unreachable' | 'bad_answer' | 'bad_signature';

/** A signing service that did not sign: `code` is always `remote_signing`. */
export class RemoteSigningError extends GmError {
  readonly reason: RemoteSigningReason;
  /** Asking again later may help. */
  readonly retryable: boolean;

  constructor(reason: RemoteSigningReason, message: string, options?: { cause?: unknown }) {
    super('remote_signing', `${reason}: ${message}`, options);
    this.name = 'RemoteSigningError';
    this.reason = reason;
    this.retryable = reason === 'timeout' || reason === 'unreachable' || reason === 'unavailable';
  }
}

export interface RemoteSignerOptions {
  /** Where the service is asked, https outside of a trusted host. */
  readonly url: string;
  /** Who asks. */
  readonly client: string;
  /** Shared with the service, 16 to 64 bytes: authenticates both sides with HMAC-SM3. */
  readonly secret: Uint8Array;
  /** Name of the key at the service. */
  readonly key: string;
  /** DER of the certificate of the key; decides the algorithm. */
  readonly certificate: Uint8Array;
  /** Milliseconds until the caller gives up; default 5,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
}

/**
 * Signer over a signing service (签名验签服务器) by HTTP; only the digest leaves. Each answer is authenticated and its
 * signature verified with the certificate before it is given on. The protocol stands in `remote-protocol.ts`.
 * `sign` rejects with {@link RemoteSigningError}.
 * @throws GmError `certificate`, `argument` (secret, url), `unsupported` (a key of another kind)
 */
export function remoteSigner(options: RemoteSignerOptions): Signer {
  const certificate = parseCertificate(Uint8Array.from(options.certificate));
  const algorithm = signatureAlgorithmOf(certificate.publicKeyAlgorithm);
  if (!algorithm) throw new GmError('unsupported', 'remote keys are SM2, P-256 or RSA');
  const { secret } = options;
  if (secret.length < 16 || secret.length > 64) throw new GmError('argument', 'the shared secret has 16 to 64 bytes');
  if (!/^https?:\/\//.test(options.url)) throw new GmError('argument', 'the url starts with https:// (or http://)');
  const ask = options.fetch ?? fetch;
  const now = options.now ?? (() => new Date());

  return {
    algorithm,
    certificate: certificate.der,
    async sign(message) {
      const digest = toBase64(digestToSign(algorithm, certificate.der, message));
      const body = utf8Bytes(JSON.stringify({ key: options.key, algorithm, digest }));
      const time = now().toISOString();
      const nonce = toBase64(randomBytes(16));
      const request: RequestInit = {
        method: 'POST',
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          [CLIENT_HEADER]: options.client,
          [TIME_HEADER]: time,
          [NONCE_HEADER]: nonce,
          [MAC_HEADER]: requestMac(secret, options.client, time, nonce, body),
        },
        body: new Uint8Array(body),
      };
      const answer = await exchange(ask, options.url, request, options.timeoutMs ?? 5000);
      const signature = readAnswer(answer, secret, nonce);
      if (!verifyWithCertificate(certificate, SIGNATURE_ALGORITHMS[algorithm].oid, message, signature)) {
        throw new RemoteSigningError('bad_signature', 'the signature is not of this certificate: check the key name');
      }
      return signature;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly mac: string;
  readonly body: Uint8Array;
}

async function exchange(ask: typeof fetch, url: string, request: RequestInit, timeoutMs: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await ask(url, { ...request, signal });
    return { status: response.status, mac: response.headers.get(MAC_HEADER) ?? '', body: await readBounded(response) };
  } catch (cause) {
    if (cause instanceof RemoteSigningError) throw cause;
    if (signal.aborted) throw new RemoteSigningError('timeout', `no answer within ${timeoutMs} ms`, { cause });
    throw new RemoteSigningError('unreachable', 'the service cannot be reached: check address and network', { cause });
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) break;
    length += next.value.length;
    if (length > MAX_BODY) {
      await reader?.cancel();
      throw new RemoteSigningError('bad_answer', `the answer is over ${MAX_BODY} bytes`);
    }
    parts.push(next.value);
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const REFUSALS: ReadonlySet<string> = new Set<SigningRefusal>([
  'unauthorised',
  'stale',
  'replayed',
  'malformed',
  'unknown_key',
  'refused',
  'unavailable',
]);

function readAnswer({ status, mac, body }: Answer, secret: Uint8Array, nonce: string): Uint8Array {
  const authentic = equalBytes(utf8Bytes(mac), utf8Bytes(responseMac(secret, nonce, status, body)));
  // A service that does not know the secret cannot authenticate its refusal; that refusal is all it can tell.
  if (!authentic) {
    if (status === 401) throw new RemoteSigningError('unauthorised', 'the service does not know client or secret');
    if (status >= 500) throw new RemoteSigningError('unavailable', `the service answered ${status}`);
    throw new RemoteSigningError('bad_answer', 'the answer does not prove that it comes from the service');
  }
  const fields = parseJson(body);
  if (status === 200 && typeof fields.signature === 'string') {
    try {
      return fromBase64(fields.signature);
    } catch (cause) {
      throw new RemoteSigningError('bad_answer', 'the signature is not base64', { cause });
    }
  }
  const error = String(fields.error);
  const reason = REFUSALS.has(error) ? (error as SigningRefusal) : 'bad_answer';
  throw new RemoteSigningError(reason, String(fields.message ?? `status ${status}`).slice(0, 300));
}

function parseJson(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new RemoteSigningError('bad_answer', 'the answer is not a JSON object');
}
