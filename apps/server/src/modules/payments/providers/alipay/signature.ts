import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** RSA2 of the Alipay open platform: SHA256withRSA over `k=v&k=v` of all parameters but `sign`, by name, empty ones left out, values as they are before encoding. */
export function signedContent(parameters: Readonly<Record<string, string>>, without: readonly string[]): string {
  return Object.keys(parameters)
    .filter((key) => !without.includes(key) && parameters[key] !== '')
    .sort()
    .map((key) => `${key}=${parameters[key]}`)
    .join('&');
}

export function signText(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64');
}

export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}

/** Keys as the platform's console hands them out: PEM, or the bare base64 of PKCS#8 and SPKI. */
export function readPrivateKey(text: string): KeyObject {
  return text.includes('-----')
    ? createPrivateKey(text)
    : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
}

export function readPublicKey(text: string): KeyObject {
  return text.includes('-----')
    ? createPublicKey(text)
    : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
}

/**
 * The value of a member of an answer exactly as it was sent: it is these characters that are signed, not what a parser makes of them.
 * @returns undefined when the member is not there or not closed
 */
export function memberText(json: string, name: string): string | undefined {
  const begin = json.indexOf(`"${name}"`);
  if (begin < 0) return undefined;
  const open = json.indexOf('{', begin);
  if (open < 0) return undefined;
  let depth = 0;
  let quoted = false;
  for (let i = open; i < json.length; i++) {
    const c = json[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return json.slice(open, i + 1);
  }
  return undefined;
}
