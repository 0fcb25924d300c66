import { createDecipheriv, type KeyObject, sign, verify } from 'node:crypto';

/** WECHATPAY2-SHA256-RSA2048: each part on a line of its own, also the last. */
const lines = (...parts: string[]) => parts.map((part) => `${part}\n`).join('');

export interface Caller {
  readonly merchantId: string;
  /** Serial number of the merchant's certificate. */
  readonly serial: string;
  readonly key: KeyObject;
}

/** The `Authorization` of a call. @param path with its query, as sent */
export function authorization(
  caller: Caller,
  call: { readonly method: string; readonly path: string; readonly body: string },
  { timestamp, nonce }: { readonly timestamp: string; readonly nonce: string },
): string {
  const message = lines(call.method, call.path, timestamp, nonce, call.body);
  const signature = sign('sha256', Buffer.from(message), caller.key).toString('base64');
  return `WECHATPAY2-SHA256-RSA2048 mchid="${caller.merchantId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${caller.serial}"`;
}

export interface SignedHeaders {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly serial: string;
}

/** Whether WeChat Pay signed these bytes, with one of its keys that we know by serial. */
export function isSignedByWechat(
  { timestamp, nonce, signature, serial }: SignedHeaders,
  body: string,
  keys: Readonly<Record<string, KeyObject>>,
): boolean {
  const key = Object.hasOwn(keys, serial) ? keys[serial] : undefined;
  return (
    key !== undefined &&
    verify('sha256', Buffer.from(lines(timestamp, nonce, body)), key, Buffer.from(signature, 'base64'))
  );
}

/** What the page in the wallet is given to call the cashier. */
export function jsapiParameters(
  appId: string,
  prepayId: string,
  key: KeyObject,
  { timestamp, nonce }: { readonly timestamp: string; readonly nonce: string },
): Readonly<Record<string, string>> {
  const bundle = `prepay_id=${prepayId}`;
  const paySign = sign('sha256', Buffer.from(lines(appId, timestamp, nonce, bundle)), key).toString('base64');
  return { appId, timeStamp: timestamp, nonceStr: nonce, package: bundle, signType: 'RSA', paySign };
}

/** AEAD_AES_256_GCM: the tag is the last 16 bytes. @throws when it was not sealed with this key for this purpose */
export function openResource(
  resource: { readonly ciphertext: string; readonly nonce: string; readonly associated_data?: string },
  apiKey: string,
): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(resource.nonce));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - 16)), decipher.final()]).toString('utf8');
}
