import type { BodyOf, ParamsOf, Problem, QueryOf, ReplyOf, RouteContract } from '@miaopi/contracts';
import type { OpenActs } from './open-acts.ts';

/** An answer that was not a success, with its problem details (RFC 9457). */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

export interface ClientOptions {
  /** Origin of the server, e.g. `http://127.0.0.1:8080`; empty in the browser. */
  readonly base?: string;
  readonly fetch?: typeof fetch;
  readonly lang?: () => 'zh' | 'en';
  /** Value for `x-csrf`; known after `getMe` or `signIn`. */
  readonly csrf?: () => string | undefined;
  /** The visit at one's window, while one calls for the person who stands there. */
  readonly desk?: () => string | undefined;
  /** Told when a call is refused because nobody is signed in, before it throws. */
  readonly signInNeeded?: (contract: RouteContract) => void;
  /** Keeps cookies outside a browser. */
  readonly cookies?: boolean;
  /** For callers that make a new request id each time they send: an act asked again while the first is under way or after its answer was lost carries the id of the first. */
  readonly openActs?: OpenActs;
}

type Input<C extends RouteContract> = {
  params?: ParamsOf<C>;
  query?: Partial<QueryOf<C>>;
  body?: BodyOf<C>;
  /** For upload routes. */
  file?: { name: string; data: Blob };
  signal?: AbortSignal;
};

export interface Client {
  /** Calls a route; resolves to its JSON answer, throws {@link ApiProblem}. */
  call<C extends RouteContract>(contract: C, input?: Input<C>): Promise<ReplyOf<C>>;
  /** Calls a route that answers with bytes or a stream. */
  raw<C extends RouteContract>(contract: C, input?: Input<C>): Promise<Response>;
  /** Address of a route, for links and event sources. */
  url<C extends RouteContract>(contract: C, input?: Pick<Input<C>, 'params' | 'query'>): string;
}

/** A typed client made from the contracts; the same in the browser, the command line and tests. */
export function createClient(options: ClientOptions = {}): Client {
  const jar = new Map<string, string>();
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));

  function url(contract: RouteContract, input: Input<RouteContract> = {}): string {
    const path = contract.path.replace(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown> | undefined)?.[key] ?? '')),
    );
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(input.query ?? {}))
      if (value !== undefined) query.set(key, String(value));
    const desk = contract.atDesk ? options.desk?.() : undefined;
    if (desk) query.set('desk', desk);
    const search = query.toString();
    return `${options.base ?? ''}${path}${search ? `?${search}` : ''}`;
  }

  /**
   * Sends an act with its id, or the one of the act that it repeats. No whole answer, a server in trouble and one that is still at it leave open whether it was
   * done.
   */
  async function answer<T>(
    contract: RouteContract,
    input: Input<RouteContract>,
    read: (response: Response) => T | Promise<T>,
  ): Promise<T> {
    const { openActs } = options;
    const { requestId } = (input.body ?? {}) as { readonly requestId?: string };
    if (!openActs || requestId === undefined) return read(await sendOnce(contract, input));
    const id = openActs.ask(contract, input, requestId);
    const body = { ...(input.body as unknown as object), requestId: id } as never;
    try {
      const reply = await read(await sendOnce(contract, { ...input, body }));
      openActs.answered(contract, input);
      return reply;
    } catch (error) {
      const refused = error instanceof ApiProblem && error.problem.status < 500 && error.problem.code !== 'kernel.busy';
      if (refused) openActs.answered(contract, input);
      throw error;
    }
  }

  async function sendOnce(contract: RouteContract, input: Input<RouteContract>): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.lang?.() ?? 'zh' };
    const csrf = options.csrf?.();
    if (csrf && contract.method !== 'GET') headers['x-csrf'] = csrf;
    if (options.cookies && jar.size > 0) headers.cookie = [...jar].map(([k, v]) => `${k}=${v}`).join('; ');
    let body: BodyInit | undefined;
    if (input.file) {
      const form = new FormData();
      form.set('file', input.file.data, input.file.name);
      body = form;
    } else if (input.body !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(input.body);
    }
    const response = await send(url(contract, input), {
      method: contract.method,
      headers,
      body,
      signal: input.signal,
      credentials: 'same-origin',
    });
    if (options.cookies)
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (problem.code === 'kernel.sign_in_needed') options.signInNeeded?.(contract);
    throw new ApiProblem(problem);
  }

  return {
    url: url as Client['url'],
    raw: (contract, input = {}) => answer(contract, input as Input<RouteContract>, (response) => response),
    call: (contract, input = {}) =>
      answer(contract, input as Input<RouteContract>, (response) =>
        response.status === 204 ? undefined : response.json(),
      ) as never,
  };
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {
      type: 'about:blank',
      title: response.statusText || `HTTP ${response.status}`,
      status: response.status,
      code: 'kernel.unreadable_answer',
      requestId: response.headers.get('x-request-id') ?? '',
    };
  }
}
