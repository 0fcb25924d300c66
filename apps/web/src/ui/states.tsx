import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { problemOf, useMe } from '../app/api.ts';
import { Page } from '../app/page.tsx';
import { useTexts } from '../texts/lang.tsx';
import { Button, ButtonLink, Notice } from './kit.tsx';

/** A page's own shape while it loads. */
export function Skeleton({ shape = 'page' }: { shape?: 'page' | 'list' | 'lines' | 'paper' }) {
  const texts = useTexts();
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">{texts.common.loading}</span>
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

/** What happened, what is safe, what to do, and the request number. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const texts = useTexts();
  const location = useLocation();
  const me = useMe();
  const problem = problemOf(error);
  const status = problem?.status ?? 0;
  const home = homeOf(location.pathname, texts.errors);
  const here = encodeURIComponent(location.pathname + location.search);
  const [title, text] =
    status === 404
      ? [texts.errors.missing, texts.errors.missingText]
      : status === 401 || status === 403
        ? [problem?.title || texts.errors.refused, problem?.detail || texts.errors.refusedText]
        : status === 429
          ? [texts.errors.busy, problem?.detail || texts.errors.busyText]
          : status >= 500
            ? [texts.errors.server, texts.errors.serverText]
            : status === 0
              ? [navigator.onLine ? texts.errors.unreachable : texts.errors.offline, texts.errors.unreachableText]
              : [problem?.title ?? texts.errors.server, problem?.detail ?? ''];
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
        {retry && status !== 403 && <Button onClick={retry}>{texts.common.retry}</Button>}
        {(status === 401 || (status === 403 && !me)) && (
          <ButtonLink to={`/signin?to=${here}`} kind="primary">
            {texts.nav.signIn}
          </ButtonLink>
        )}
        {status === 404 && <ButtonLink to={home.to}>{home.text}</ButtonLink>}
      </div>
    </Notice>
  );
}

/** Where the part of the site begins that somebody is in. */
function homeOf(path: string, t: { goHome: string; goStudio: string; goWork: string }): { to: string; text: string } {
  if (/^\/studio(\/|$)/.test(path)) return { to: '/studio', text: t.goStudio };
  if (/^\/work(\/|$)/.test(path)) return { to: '/work', text: t.goWork };
  return { to: '/', text: t.goHome };
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
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const set = () => setOnline(navigator.onLine);
    set();
    window.addEventListener('online', set);
    window.addEventListener('offline', set);
    return () => {
      window.removeEventListener('online', set);
      window.removeEventListener('offline', set);
    };
  }, []);
  return (
    <div role="status" className={online ? undefined : 'offline-bar'}>
      {!online && `${texts.errors.offline}${texts.common.colon}${texts.errors.offlineText}`}
    </div>
  );
}
