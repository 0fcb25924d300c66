import { equalBytes, utf8Bytes } from './bytes.ts';
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
import type { DigestSigningKey } from './signing-key.ts';

export interface SigningService {
  /** The shared secret of a client, undefined when there is no such client. */
  secretOf(client: string): Uint8Array | undefined;
  /** The key a client may use under this name, undefined when there is none. */
  keyOf(client: string, key: string): Pick<DigestSigningKey, 'algorithm' | 'signDigest'> | undefined;
  now(): Date;
  /**
   * Notes a nonce and says whether it is new; must remember for twice `windowMs`. Default: in this process, the last
   * 100,000.
   */
  noteNonce?(client: string, nonce: string): boolean;
  /** How far a request's time may be from ours; default two minutes. Milliseconds. */
  readonly windowMs?: number;
}

/** A request as any HTTP server has it; header names in lower case. */
export interface SigningRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface SigningReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const STATUS: Readonly<Record<SigningRefusal, number>> = {
  unauthorised: 401,
  stale: 401,
  replayed: 409,
  malformed: 400,
  unknown_key: 404,
  refused: 403,
  unavailable: 503,
};

class Refusal extends Error {
  readonly code: SigningRefusal;
  constructor(code: SigningRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The service's side of the protocol as a function over any HTTP server: give it header and body, send what it returns.
 * Make it once, it remembers nonces.
 */
export function signingService(service: SigningService): (request: SigningRequest) => SigningReply {
  const noteNonce = service.noteNonce?.bind(service) ?? nonceMemory();
  return (request) => {
    const header = (name: string): string => {
      const value = request.headers[name];
      return typeof value === 'string' && value.length <= 256 ? value : '';
    };
    const client = header(CLIENT_HEADER);
    const nonce = header(NONCE_HEADER);
    const secret = client ? service.secretOf(client) : undefined;
    const reply = (status: number, fields: object): SigningReply => {
      const body = utf8Bytes(JSON.stringify(fields));
      return {
        status,
        headers: {
          'content-type': 'application/json',
          ...(secret ? { [MAC_HEADER]: responseMac(secret, nonce, status, body) } : {}),
        },
        body,
      };
    };
    try {
      const time = header(TIME_HEADER);
      if (!secret || request.body.length > MAX_BODY) throw new Refusal('unauthorised', 'unknown client');
      const mac = requestMac(secret, client, time, nonce, request.body);
      if (!equalBytes(utf8Bytes(header(MAC_HEADER)), utf8Bytes(mac))) {
        throw new Refusal('unauthorised', 'the request is not authentic');
      }
      const apart = Math.abs(service.now().getTime() - new Date(time).getTime());
      if (!(apart <= (service.windowMs ?? 120_000))) throw new Refusal('stale', 'clocks differ: set the time');
      if (!noteNonce(client, nonce)) throw new Refusal('replayed', 'this request was made before');
      return reply(200, { signature: toBase64(signatureFor(service, client, request.body)) });
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'unavailable';
      const message = error instanceof Refusal ? error.message : 'the key could not sign';
      return reply(STATUS[code], { error: code, message });
    }
  };
}

function signatureFor(service: SigningService, client: string, body: Uint8Array): Uint8Array {
  let fields: { key?: unknown; algorithm?: unknown; digest?: unknown };
  let digest: Uint8Array;
  try {
    fields = JSON.parse(new TextDecoder().decode(body)) as typeof fields;
    digest = fromBase64(String(fields.digest));
  } catch (error) {
    if (error instanceof GmError || error instanceof SyntaxError || error instanceof TypeError) {
      throw new Refusal('malformed', 'a JSON object with key, algorithm and digest (base64) is wanted');
    }
    throw error;
  }
  if (digest.length !== 32) throw new Refusal('malformed', 'the digest has 32 bytes');
  const key = typeof fields.key === 'string' ? service.keyOf(client, fields.key) : undefined;
  if (!key) throw new Refusal('unknown_key', 'there is no such key for this client');
  if (key.algorithm !== fields.algorithm) throw new Refusal('refused', `the key signs with ${key.algorithm}`);
  return key.signDigest(digest);
}

function nonceMemory(): (client: string, nonce: string) => boolean {
  const seen = new Set<string>();
  return (client, nonce) => {
    const name = `${client}\n${nonce}`;
    if (nonce.length < 16 || seen.has(name)) return false;
    if (seen.size >= 100_000) seen.delete(seen.values().next().value!);
    seen.add(name);
    return true;
  };
}
