import { getMe } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { problemOf, queryKey, useAskToSignIn, useMe } from '../app/api.ts';
import { Page } from '../app/page.tsx';
import { useTexts } from '../texts/lang.tsx';
import { Button, ButtonLink, Notice } from './kit.tsx';

/** Whether this device has a network, as far as the browser knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

/** After this many milliseconds what is still loading says that it takes longer than it should. */
const SLOW = 10_000;

/** A page's own shape while it loads; without a network it says that it waits for one, and goes on by itself. */
export function Skeleton({ shape = 'page' }: { shape?: 'page' | 'list' | 'lines' | 'paper' }) {
  const texts = useTexts();
  const online = useOnline();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW);
    return () => clearTimeout(timer);
  }, []);
  if (!online)
    return (
      <Notice tone="waiting" icon="offline" title={texts.errors.offline} live="polite">
        <p>{texts.errors.offlinePage}</p>
      </Notice>
    );
  return (
    <div className="stack" role="status">
      <span className={slow ? 'quiet' : 'visually-hidden'}>{slow ? texts.common.slow : texts.common.loading}</span>
      {shape !== 'list' && shape !== 'paper' && <span className="skeleton skeleton--title" />}
      {shape === 'list' &&
        [1, 2, 3].map((n) => (
          <span className="card" key={n}>
            <span className="skeleton skeleton--line skeleton--short" />
            <span className="skeleton skeleton--line" />
          </span>
        ))}
      {shape === 'paper' && <span className="skeleton skeleton--paper" />}
      {(shape === 'page' || shape === 'lines') && (
        <>
          <span className="skeleton skeleton--line" />
          <span className="skeleton skeleton--line" />
          <span className="skeleton skeleton--line skeleton--short" />
        </>
      )}
      {shape === 'page' && <span className="skeleton skeleton--block" />}
    </div>
  );
}

/**
 * What happened, what is safe, what to do, and the request number. Whose session has run out signs in over the page where it can ask for that, so that
 * what is written stays; then what was read is read again, and what was sent can be sent again.
 */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const texts = useTexts();
  const location = useLocation();
  const client = useQueryClient();
  const me = useMe();
  const ask = useAskToSignIn();
  const [sessionThen] = useState(me?.csrf);
  const problem = problemOf(error);
  const status = problem?.status ?? 0;
  // signed in anew in another window: this one still sent the token of the former session
  const outdated = problem?.code === 'kernel.forged';
  const anew = ((status === 401 && ask !== undefined) || outdated) && me != null && me.csrf !== sessionThen;
  useEffect(() => {
    if (outdated) void client.invalidateQueries({ queryKey: queryKey(getMe) });
  }, [client, outdated]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each signing in, however often the page is drawn
  useEffect(() => {
    if (anew) retry?.();
  }, [anew]);
  const home = homeOf(location.pathname, texts.errors);
  const here = encodeURIComponent(location.pathname + location.search);
  const [title, text] =
    status === 404
      ? home.official
        ? [texts.errors.missing, texts.errors.missingOfficial]
        : [texts.errors.missing, texts.errors.missingText]
      : status === 401 && ask
        ? [texts.signIn.ended, texts.signIn.endedText]
        : status === 401 || status === 403
          ? [
              problem?.title || texts.errors.refused,
              problem?.detail || (home.official ? texts.errors.refusedOfficial : texts.errors.refusedText),
            ]
          : status === 429
            ? [texts.errors.busy, problem?.detail || texts.errors.busyText]
            : status >= 500
              ? [texts.errors.server, texts.errors.serverText]
              : status === 0
                ? [navigator.onLine ? texts.errors.unreachable : texts.errors.offline, texts.errors.unreachableText]
                : [problem?.title ?? texts.errors.server, problem?.detail ?? ''];
  if (anew)
    return retry ? (
      <Skeleton shape="lines" />
    ) : (
      <Notice tone="ok" title={texts.signIn.again} live="polite">
        <p>{texts.signIn.againText}</p>
      </Notice>
    );
  return (
    <Notice
      tone={status === 404 ? 'unknown' : status === 0 ? 'waiting' : 'danger'}
      icon={status === 0 ? 'offline' : undefined}
      title={title}
      live="alert"
    >
      <p>{text}</p>
      {problem?.requestId && <p className="quiet tabular">{texts.common.requestNumber(problem.requestId)}</p>}
      <div className="button-row">
        {retry && status !== 403 && status !== 401 && <Button onClick={retry}>{texts.common.retry}</Button>}
        {status === 401 && ask && (
          <Button kind="primary" onClick={ask}>
            {texts.nav.signIn}
          </Button>
        )}
        {((status === 401 && !ask) || (status === 403 && !me)) && (
          <ButtonLink to={`/signin?to=${here}`} kind="primary">
            {texts.nav.signIn}
          </ButtonLink>
        )}
        {(status === 404 || (status === 403 && me && home.official && retry && home.to !== location.pathname)) && (
          <ButtonLink to={home.to}>{home.text}</ButtonLink>
        )}
      </div>
    </Notice>
  );
}

/** Where the part of the site begins that somebody is in. */
function homeOf(path: string, t: { goHome: string; goStudio: string; goWork: string }) {
  if (/^\/studio(\/|$)/.test(path)) return { to: '/studio', text: t.goStudio, official: true };
  if (/^\/work(\/|$)/.test(path)) return { to: '/work', text: t.goWork, official: true };
  return { to: '/', text: t.goHome, official: false };
}

/** Loading, failed or there: the three a read can be in. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  shape?: 'page' | 'list' | 'lines' | 'paper';
  children: (data: T) => ReactNode;
}) {
  if (props.query.data !== undefined) return props.children(props.query.data);
  if (props.query.error) return <Failure error={props.query.error} retry={() => props.query.refetch()} />;
  return <Skeleton shape={props.shape} />;
}

export function NotFound() {
  const texts = useTexts();
  return (
    <Page title={texts.errors.notFound} lead={texts.errors.notFoundText} width="narrow">
      <div className="button-row">
        <ButtonLink to="/" kind="primary">
          {texts.errors.goHome}
        </ButtonLink>
        <ButtonLink to="/search">{texts.home.allItems}</ButtonLink>
      </div>
    </Page>
  );
}

/** Says when the network goes and when it is back. */
export function OfflineBar() {
  const texts = useTexts();
  const online = useOnline();
  return (
    <div role="status" className={online ? undefined : 'offline-bar'}>
      {!online && `${texts.errors.offline}${texts.common.colon}${texts.errors.offlineText}`}
    </div>
  );
}
