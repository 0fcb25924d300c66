import { listAccountEvents } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { Button, Empty } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { EventRow } from './event-row.tsx';
import { useT } from './texts.ts';

/** What was done to accounts, the newest first; the head answers here what waits for him. */
export function RecordPage() {
  const t = useT();
  const list = useInfiniteQuery({
    queryKey: [listAccountEvents.name],
    queryFn: ({ pageParam }) => api.call(listAccountEvents, { query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const events = list.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Page title={t('record')} lead={t('recordLead')}>
      {list.error ? (
        <Failure error={list.error} retry={() => list.refetch()} />
      ) : !list.data ? (
        <Skeleton />
      ) : events.length === 0 ? (
        <Empty icon="inbox" title={t('none')} text={t('noneText')} />
      ) : (
        <ul className="seal-list">
          {events.map((event) => (
            <EventRow key={event.id} event={event} onAnswered={() => void list.refetch()} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="button-row">
          <Button onClick={() => list.fetchNextPage()}>{t('more')}</Button>
        </div>
      )}
    </Page>
  );
}
