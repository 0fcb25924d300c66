import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';

/** Where a browser wants its messages, with the keys only it can read with (Push API). */
export interface PushTarget {
  readonly endpoint: string;
  /** Uncompressed P-256 point, base64url. */
  readonly p256dh: string;
  /** 16 bytes, base64url. */
  readonly auth: string;
}

const recordSize = 4096;

/**
 * A message encrypted for one browser: RFC 8291 over aes128gcm (RFC 8188), in one record.
 * @param given for vectors: else a fresh key and salt
 * @throws when it does not fit into one record, or the browser's key is no point of the curve
 */
export function encryptPush(
  text: Uint8Array,
  target: PushTarget,
  given: { readonly privateKey?: Uint8Array; readonly salt?: Uint8Array } = {},
): Buffer {
  if (text.length > recordSize - 103) throw new Error('web push: the message is too long');
  const own = createECDH('prime256v1');
  if (given.privateKey) own.setPrivateKey(given.privateKey);
  else own.generateKeys();
  const salt = given.salt ?? randomBytes(16);
  const theirs = Buffer.from(target.p256dh, 'base64url');
  const ours = own.getPublicKey();
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const ikm = hkdf(own.computeSecret(theirs), Buffer.from(target.auth, 'base64url'), keyInfo, 32);
  const key = hkdf(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2 ends the last record (RFC 8188 §2)
  const sealed = Buffer.concat([
    cipher.update(text),
    cipher.update(Buffer.from([2])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const header = Buffer.alloc(21);
  header.set(salt, 0);
  header.writeUInt32BE(recordSize, 16);
  header.writeUInt8(ours.length, 20);
  return Buffer.concat([header, ours, sealed]);
}

function hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', ikm, salt, info, length));
}

/** A private JSON Web Key of P-256: the installation's name towards push services. */
export type PushKey = {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
};

export function newPushKey(): PushKey {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as PushKey;
}

/** As browsers want it to subscribe: the uncompressed point, base64url. */
export function publicPushKey(key: PushKey): string {
  return Buffer.concat([Buffer.from([4]), Buffer.from(key.x, 'base64url'), Buffer.from(key.y, 'base64url')]).toString(
    'base64url',
  );
}

/** Value of `Authorization` (VAPID, RFC 8292), good for twelve hours at one push service. */
export function pushAuthorization(key: PushKey, endpoint: string, contact: string, now: Date): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + 12 * 3600, sub: contact };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey({ key: { ...key }, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicPushKey(key)}`;
}
