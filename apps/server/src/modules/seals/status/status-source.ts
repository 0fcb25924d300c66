/** What is asked of an authority: an OCSPRequest, or its list of revoked certificates. */
export type StatusQuestion = { readonly kind: 'ocsp'; readonly request: Uint8Array } | { readonly kind: 'crl' };

/** Why nobody answered. */
export type StatusSilence = 'not-listed' | 'timeout' | 'unreachable' | 'refused' | 'too-large';

/** Nobody answered, or not with what was asked for. */
export class StatusSilent extends Error {
  readonly why: StatusSilence;
  constructor(why: StatusSilence, detail: string) {
    super(detail);
    this.name = 'StatusSilent';
    this.why = why;
  }
}

/** Brings an authority's own word on its certificates; what it says is judged by whoever asked. @throws StatusSilent */
export interface StatusSource {
  /** @param url as the certificate names it */
  ask(url: string, question: StatusQuestion): Promise<Uint8Array>;
}

/**
 * Hosts that may be asked, as certificates name them (`host` or `host:port`, lower case), each with the base address it is reached at; '' when that is the address
 * in the certificate. A certificate comes from whoever hands a file in: nobody else is ever asked.
 */
export type StatusHosts = Readonly<Record<string, string>>;

const mostBytes = { ocsp: 64 * 1024, crl: 8 * 1024 * 1024 } as const;
const mediaTypes = { ocsp: 'application/ocsp-response', crl: 'application/pkix-crl' } as const;

/**
 * OCSP and lists over HTTP (RFC 6960 appendix A.1, RFC 5280 4.2.1.13): POST and GET, no redirects, bounded in time and size. Who was silent is left
 * alone for half a minute, so that people do not wait for him one after another.
 */
export function httpStatusSource(
  hosts: () => StatusHosts,
  options: { readonly timeoutMs?: number; readonly restMs?: number } = {},
): StatusSource {
  const resting = new Map<string, number>();
  return {
    async ask(named, question) {
      const url = addressOf(named, hosts());
      if (!url) throw new StatusSilent('not-listed', `${named.slice(0, 200)} is not on the list of responders`);
      if ((resting.get(url.host) ?? 0) > Date.now())
        throw new StatusSilent('unreachable', `${url.host} was silent a moment ago`);
      try {
        const response = await fetch(url, {
          ...(question.kind === 'ocsp'
            ? {
                method: 'POST',
                body: Buffer.from(question.request),
                headers: { 'content-type': 'application/ocsp-request', accept: mediaTypes.ocsp },
              }
            : { headers: { accept: mediaTypes.crl } }),
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? 3000),
        });
        if (!response.ok) throw new StatusSilent('refused', `${url.host} answered ${response.status}`);
        return await bodyOf(response, mostBytes[question.kind]);
      } catch (error) {
        if (error instanceof StatusSilent) throw error;
        resting.set(url.host, Date.now() + (options.restMs ?? 30_000));
        const late = error instanceof DOMException && error.name === 'TimeoutError';
        throw new StatusSilent(late ? 'timeout' : 'unreachable', `${url.host}: ${(error as Error).message}`);
      }
    },
  };
}

/** The address that stands in for the one in a certificate; undefined when nobody may be asked there. */
export function addressOf(named: string, hosts: StatusHosts): URL | undefined {
  if (!URL.canParse(named)) return undefined;
  const url = new URL(named);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.username || url.password || !Object.hasOwn(hosts, url.host)) return undefined;
  const base = hosts[url.host]!;
  if (base === '') return url;
  // set part by part: resolved against the base, a path of two slashes would name another host
  const at = new URL(base);
  at.pathname = url.pathname;
  at.search = url.search;
  return at;
}

async function bodyOf(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += (part as Uint8Array).length;
    if (size > most) throw new StatusSilent('too-large', `an answer over ${most} bytes`);
    parts.push(part as Uint8Array);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** One that takes its time. */
export function slowStatusSource(source: StatusSource, ms: number): StatusSource {
  return {
    async ask(url, question) {
      await new Promise((resolve) => setTimeout(resolve, ms).unref());
      return source.ask(url, question);
    },
  };
}

/** One that is never there. */
export function failingStatusSource(why: StatusSilence = 'unreachable'): StatusSource {
  return {
    async ask() {
      throw new StatusSilent(why, 'nobody is there');
    },
  };
}
