import { newSecret } from '../../kernel/ids.ts';

/** Holds the secret of a browser that seals are bound to; read it with `cookies[sealDeviceCookie]`. */
export const sealDeviceCookie = 'seal_device';

/** Three years, as long as a seal runs. */
const maxAge = 3 * 365 * 86_400;

interface CookieJar {
  readonly cookies: Readonly<Record<string, string | undefined>>;
  setCookie(name: string, value: string, options: { readonly maxAge?: number; readonly httpOnly?: boolean }): void;
}

/** The device's secret, made now when it has none. */
export function deviceOf({ cookies, setCookie }: CookieJar): string {
  const known = cookies[sealDeviceCookie];
  const secret = known && /^[A-Za-z0-9_-]{43}$/.test(known) ? known : newSecret();
  setCookie(sealDeviceCookie, secret, { maxAge });
  return secret;
}
