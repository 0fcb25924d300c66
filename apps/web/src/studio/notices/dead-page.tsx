import { listDeadNotices, sendNoticesAgain } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Notice, Tag } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { reopened, useT } from './texts.ts';
import '../css/notices.css';

/** What the channels gave up; the operator sends it again. */
export function DeadPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const names = useNoticeTexts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<{ reopened: number } | { error: unknown }>();
  const list = useInfiniteQuery({
    queryKey: [listDeadNotices.name],
    queryFn: ({ pageParam }) => api.call(listDeadNotices, { query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const dead = list.data?.pages.flatMap((page) => page.dead) ?? [];
  const all = dead.length > 0 && dead.every((one) => chosen.has(one.id));

  function pick(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  async function again() {
    try {
      const answer = await api.call(sendNoticesAgain, { body: { ids: [...chosen].slice(0, 100) } });
      setOutcome(answer);
      setChosen(new Set());
      await list.refetch();
    } catch (error) {
      setOutcome({ error });
    }
  }

  return (
    <Page title={t('dead')} lead={t('deadLead')}>
      {outcome &&
        ('reopened' in outcome ? (
          <Notice tone="ok" title={say(reopened(outcome.reopened))} live="polite" />
        ) : (
          <Failure error={outcome.error} />
        ))}
      {list.error ? (
        <Failure error={list.error} retry={() => list.refetch()} />
      ) : !list.data ? (
        <Skeleton />
      ) : dead.length === 0 ? (
        <Empty icon="check-circle" title={t('none')} text={t('noneText')} />
      ) : (
        <>
          <div className="button-row">
            <label className="dead-pick">
              <input
                type="checkbox"
                checked={all}
                onChange={(event) => setChosen(new Set(event.target.checked ? dead.map((one) => one.id) : []))}
              />
              {t('pickAll')}
            </label>
            <Button kind="primary" icon="send" disabled={chosen.size === 0} onClick={again}>
              {t('again')}
              {chosen.size > 0 && ` (${chosen.size})`}
            </Button>
          </div>
          {dead.some((one) => chosen.has(one.id) && one.state === 'unknown') && (
            <p className="quiet">{t('unknownHint')}</p>
          )}
          <ul className="dead-list">
            {dead.map((one) => (
              <li key={one.id}>
                <label className="dead-pick">
                  <input
                    type="checkbox"
                    checked={chosen.has(one.id)}
                    onChange={(event) => pick(one.id, event.target.checked)}
                  />
                  <span className="visually-hidden">
                    {t('pick')} {names.channel[one.channel]} {formatInstant(one.at, lang)}
                  </span>
                </label>
                <div>
                  <strong>
                    {names.channel[one.channel]} · {names.kind[one.kind]}
                  </strong>{' '}
                  <Tag tone={one.state === 'failed' ? 'danger' : 'waiting'}>{t(one.state)}</Tag>{' '}
                  {one.replaced && <Tag tone="ok">{t('replaced')}</Tag>}
                  <p className="quiet tabular">
                    {formatInstant(one.at, lang)} · {one.official ? t('official') : t('applicant')} · {t('attempts')}{' '}
                    {one.attempts}
                  </p>
                  {one.error && (
                    <p>
                      <code>{one.error}</code>
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && (
        <div className="button-row">
          <Button onClick={() => list.fetchNextPage()}>{t('more')}</Button>
        </div>
      )}
    </Page>
  );
}
