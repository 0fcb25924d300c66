import type { Ready } from './chain-world.ts';
import { type Answer, openLines } from './http-line.ts';

/** HTTP over kept connections, as little work for the client's processor as can be. */
export interface HttpClient {
  /** The answer as JSON; throws on anything but 2xx. */
  json(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<Record<string, unknown>>;
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer>;
  close(): void;
}

export function createHttpClient(port: number): HttpClient {
  const lines = openLines(port);
  return {
    async json(method, path, headers, body) {
      const { status, text } = await lines.send(
        method,
        path,
        headers,
        body === undefined ? undefined : JSON.stringify(body),
      );
      if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
      return (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown>;
    },
    post: (path, headers, body) => lines.send('POST', path, headers, body),
    close: () => lines.close(),
  };
}

/** Works through all, so many at once; answers in order. */
export async function inParallel<T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const out: R[] = new Array(all.length);
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < all.length) {
        const i = next++;
        out[i] = await work(all[i]!);
      }
    }),
  );
  return out;
}

export interface Run {
  /** Cases whose licence was valid when the answer came. */
  readonly granted: number;
  readonly seconds: number;
  /** ms from the moment the request was due to the answer. */
  readonly latencies: readonly number[];
}

/** Hands one in and waits for the licence. Throws for any other end: a bench that fails says so. */
async function submit(client: HttpClient, ready: Ready): Promise<void> {
  const { status, text } = await client.post(
    `/api/drafts/${ready.draftId}/submit?wait=10000`,
    ready.headers,
    ready.body,
  );
  if (status !== 201) throw new Error(`submit: ${status} ${text.slice(0, 500)}`);
  // its own state stands before that of anything in it
  const [state] = /"state":"\w+"/.exec(text) ?? [];
  if (state !== '"state":"closed"' || !/"licence":\{[^{}]*"name":\{[^{}]*\}[^{}]*"state":"valid"/.test(text))
    throw new Error(`a case ended otherwise: ${text.slice(0, 1500)}`);
}

/** As many as so many connections manage, each with one request at a time. */
export async function closedLoop(client: HttpClient, cases: readonly Ready[], connections: number): Promise<Run> {
  const latencies: number[] = [];
  const began = performance.now();
  await inParallel(cases, connections, async (ready) => {
    const start = performance.now();
    await submit(client, ready);
    latencies.push(performance.now() - start);
  });
  return { granted: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
}

/** So many a second offered whether or not the former are answered; times count from when a request was due. */
export async function openLoop(client: HttpClient, cases: readonly Ready[], perSecond: number): Promise<Run> {
  const latencies: number[] = [];
  const began = performance.now();
  await Promise.all(
    cases.map(async (ready, i) => {
      const due = began + (i * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      await submit(client, ready);
      latencies.push(performance.now() - due);
    }),
  );
  return { granted: latencies.length, seconds: (performance.now() - began) / 1000, latencies };
}
