import { listComplaints } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { ComplaintTag } from './complaint-tag.tsx';
import { useComplaintTexts } from './complaint-texts.ts';

/** F167: what I complained of, the newest first. */
export function MyComplaints() {
  const t = useComplaintTexts();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const read = useInfiniteQuery({
    queryKey: [listComplaints.name, 'own'],
    queryFn: ({ pageParam }) => api.call(listComplaints, { query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  if (read.error) return <Failure error={read.error} retry={() => read.refetch()} />;
  if (!read.data) return <Skeleton shape="list" />;
  const complaints = read.data.pages.flatMap((page) => page.complaints);
  if (complaints.length === 0)
    return (
      <Empty icon="sound" title={t.none} text={t.noneText}>
        <ButtonLink to="/complain">{t.title}</ButtonLink>
      </Empty>
    );
  return (
    <>
      <ul className="my-list">
        {complaints.map((one) => (
          <li key={one.id}>
            <div>
              <p className="my-list__name">
                <strong>{say(one.itemName ?? one.office)}</strong>
                <ComplaintTag state={one.state} />
              </p>
              <p className="quiet">
                {t.kinds[one.kind]} · {say(one.office)}
              </p>
              <p className="quiet tabular">
                {one.number} · {formatDate(one.at, lang)}
                {one.state === 'open' && one.promisedOn && ` · ${t.promised(formatDate(one.promisedOn, lang))}`}
              </p>
            </div>
            <ButtonLink to={`/complaints/${one.id}`}>
              {t.see}
              <span className="visually-hidden"> {one.number}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
      <div className="button-row my-list__end">
        {read.hasNextPage && <Button onClick={() => read.fetchNextPage()}>{texts.common.loadMore}</Button>}
        <ButtonLink to="/complain" icon="plus">
          {t.title}
        </ButtonLink>
      </div>
    </>
  );
}
