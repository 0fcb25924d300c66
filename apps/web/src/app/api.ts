import { ApiProblem, createClient, rememberOpenActs } from '@miaopi/client';
import { actFor, getMe, type ParamsOf, type QueryOf, type ReplyOf, type RouteContract } from '@miaopi/contracts';
import { keepPreviousData, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Lang } from '../texts/lang.tsx';

let csrf: string | undefined;
let lang: Lang = 'zh';
let desk: string | undefined;
let actRefused: (() => void) | undefined;

/** The one client of the pages. */
export const api = createClient({
  lang: () => lang,
  csrf: () => csrf,
  desk: () => desk,
  // what cannot be read says so where it would stand; what somebody does is asked for at once
  signInNeeded: ({ method }) => method !== 'GET' && actRefused?.(),
  openActs: rememberOpenActs(),
});

/** From now on routes a window needs are called for the person of this visit; undefined: for oneself. */
export function callForVisit(visit: string | undefined): void {
  desk = visit;
}

export function setApiLang(next: Lang): void {
  lang = next;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        // What was refused stays refused; what failed on the way is tried again.
        retry: (count, error) => !(error instanceof ApiProblem && error.problem.status < 500) && count < 2,
      },
    },
  });
}

interface ReadInput<C extends RouteContract> {
  params?: ParamsOf<C>;
  query?: Partial<QueryOf<C>>;
}

export function queryKey<C extends RouteContract>(contract: C, input: ReadInput<C> = {}): unknown[] {
  return [contract.name, input.params ?? {}, input.query ?? {}];
}

/** Reads a route; the answer is shared by all who ask the same. */
export function useRead<C extends RouteContract>(
  contract: C,
  input: ReadInput<C> = {},
  options: { enabled?: boolean; keep?: boolean; staleTime?: number; refetchInterval?: number | false } = {},
) {
  return useQuery<ReplyOf<C>, Error>({
    queryKey: queryKey(contract, input),
    queryFn: ({ signal }) => api.call(contract, { ...input, signal } as Parameters<typeof api.call<C>>[1]),
    enabled: options.enabled ?? true,
    staleTime: options.staleTime ?? 15_000,
    refetchInterval: options.refetchInterval ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

export type MeValue = NonNullable<ReplyOf<typeof getMe>>;

/**
 * Who is signed in: `undefined` while not known, `null` when nobody is. Where a page asks for signing in anew over itself (`useSessionKeeper`), whose session has run
 * out stays who he was: what he is writing is his until he signs out.
 */
export function useMe(): MeValue | null | undefined {
  const client = useQueryClient();
  const { data } = useQuery<MeValue | null, Error>({
    queryKey: queryKey(getMe),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const now = await api.call(getMe, { signal });
      const before = client.getQueryData<MeValue | null>(queryKey(getMe));
      const end = client.getQueryData<SessionEnd>(SESSION_END);
      if (now || !before || !end) return now;
      if (end === 'none') client.setQueryData<SessionEnd>(SESSION_END, 'asking');
      return before;
    },
  });
  csrf = data?.csrf ?? csrf;
  return data;
}

type SessionEnd = 'none' | 'asking' | 'declined';
const SESSION_END = ['session.end'];

const sessionEnd = { queryKey: SESSION_END, enabled: false, gcTime: Number.POSITIVE_INFINITY };

/** Stands over every page of the site that asks to sign in anew when the session has run out; one in a page. */
export function useSessionKeeper(): { state: SessionEnd; decline: () => void } {
  const client = useQueryClient();
  const { data } = useQuery<SessionEnd>({ ...sessionEnd, queryFn: () => 'none', initialData: 'none' });
  useEffect(() => {
    actRefused = () => {
      if (client.getQueryData(queryKey(getMe))) client.setQueryData<SessionEnd>(SESSION_END, 'asking');
    };
    return () => {
      actRefused = undefined;
      client.removeQueries({ queryKey: SESSION_END });
    };
  }, [client]);
  return { state: data, decline: () => void client.setQueryData<SessionEnd>(SESSION_END, 'declined') };
}

/** Asks whose session has run out to sign in over the page; undefined where nobody was signed in, or the page has no keeper. */
export function useAskToSignIn(): (() => void) | undefined {
  const client = useQueryClient();
  const me = useMe();
  const { data } = useQuery<SessionEnd>({ ...sessionEnd, queryFn: () => 'none' });
  return data && me ? () => void client.setQueryData<SessionEnd>(SESSION_END, 'asking') : undefined;
}

/** Takes over a new session (or its end) and forgets what belonged to the former one; with `keepPages` only if somebody else has signed in. */
export function useSetMe(): (me: MeValue | null, keepPages?: boolean) => void {
  const client = useQueryClient();
  return (me, keepPages) => {
    const former = client.getQueryData<MeValue | null>(queryKey(getMe));
    const same = !former || (isSamePerson(former, me) && former.actingFor?.id === me?.actingFor?.id);
    csrf = me?.csrf;
    client.setQueryData(queryKey(getMe), me);
    if (client.getQueryData(SESSION_END)) client.setQueryData<SessionEnd>(SESSION_END, 'none');
    // what a part of the page could not read for want of a session is read again by itself
    if (keepPages && same && me)
      void client.refetchQueries({
        predicate: ({ state: { error } }) => error instanceof ApiProblem && error.problem.status === 401,
      });
    if (!keepPages || !same)
      client.removeQueries({
        predicate: ({ queryKey: [name] }) =>
          name !== getMe.name && name !== SESSION_END[0] && !String(name).startsWith('catalog.'),
      });
  };
}

function isSamePerson(one: MeValue, other: MeValue | null): boolean {
  return one.account === other?.account && one.number === other.number;
}

/** Takes over the session of who has signed in anew over his page: for the firm he was acting for, as far as he still may. */
export function useSignedInAnew(): (me: MeValue) => Promise<void> {
  const client = useQueryClient();
  const setMe = useSetMe();
  return async (me) => {
    const former = client.getQueryData<MeValue | null>(queryKey(getMe));
    const principal = former && isSamePerson(former, me) ? former.actingFor?.id : undefined;
    let now = me;
    if (principal && principal !== me.actingFor?.id && me.principals.some(({ id }) => id === principal)) {
      csrf = me.csrf;
      now = (await api.call(actFor, { body: { principal } }).catch(() => me)) as MeValue;
    }
    setMe(now, true);
  };
}

/** What was refused, as it is said in the present language of the page, whichever it was asked in. A page keeps the error, not its words. */
export function problemOf(error: unknown): ApiProblem['problem'] | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const { texts } = error.problem;
  if (!texts) return error.problem;
  return { ...error.problem, title: texts.title[lang], ...(texts.detail ? { detail: texts.detail[lang] } : {}) };
}

/** The same in one line; `otherwise` where no server answered. */
export function faultText(error: unknown, otherwise: string): string {
  const problem = problemOf(error);
  if (!problem) return otherwise;
  return problem.detail ? `${problem.title}${lang === 'en' ? ': ' : '：'}${problem.detail}` : problem.title;
}

/** The session under which something was refused for want of one. */
const refusedUnder = new WeakMap<Error, string | undefined>();

/**
 * `faultText`, for a small message inside a page: nothing once whose session had run out has signed in anew. What he did is not done again by itself; what was read is
 * (`useSetMe`).
 */
export function useFaultText(): (error: unknown, otherwise: string) => string | undefined {
  const session = useMe()?.csrf;
  return (error, otherwise) => {
    if (!(error instanceof ApiProblem) || error.problem.status !== 401) return faultText(error, otherwise);
    if (!refusedUnder.has(error)) refusedUnder.set(error, session);
    return refusedUnder.get(error) === session ? faultText(error, otherwise) : undefined;
  };
}

/** An id for what is sent now. Sent again unchanged while it is under way or after its answer was lost, it goes with the id it had (`openActs`); changed, it is another act. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
