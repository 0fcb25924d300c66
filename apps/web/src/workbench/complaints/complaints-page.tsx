import { type Complaint, listWorkComplaints } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../app/api.ts';
import { COMPLAINT } from '../../portal/complaints/complaint-texts.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Place } from '../app/place.tsx';
import { WORDS } from './complaints-texts.ts';

const STATES = ['open', 'answered'] as const;

/** F167: complaints of this head's unit, those that wait the longest first. */
export function ComplaintsPage() {
  const { lang } = useLang();
  const words = WORDS[lang];
  const [search] = useSearchParams();
  const state = STATES.find((one) => one === search.get('list')) ?? 'open';
  const read = useInfiniteQuery({
    queryKey: [listWorkComplaints.name, state],
    queryFn: ({ pageParam }) =>
      api.call(listWorkComplaints, { query: { state, limit: 50, ...(pageParam ? { after: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const complaints = read.data?.pages.flatMap((page) => page.complaints) ?? [];
  return (
    <Place title={words.title} lead={words.lead} width="wide">
      <Tabs label={words.scope} shown={state}>
        {STATES.map((one) => (
          <Link key={one} to={`?list=${one}`} aria-current={state === one ? 'page' : undefined}>
            {words.states[one]}
            {one === 'open' && read.data && <span className="tabular">{read.data.pages[0]?.open}</span>}
          </Link>
        ))}
      </Tabs>
      {read.error ? (
        <Failure error={read.error} retry={() => read.refetch()} />
      ) : !read.data ? (
        <Skeleton shape="list" />
      ) : complaints.length === 0 ? (
        <Empty icon="inbox" title={words.empty[state]} text={words.emptyText} />
      ) : (
        <ul className="experiences-work">
          {complaints.map((one) => (
            <li key={one.id} className="card">
              <Row complaint={one} />
            </li>
          ))}
        </ul>
      )}
      {read.hasNextPage && (
        <div className="button-row">
          <Button onClick={() => read.fetchNextPage()}>{words.more}</Button>
        </div>
      )}
    </Place>
  );
}

function Row({ complaint: one }: { complaint: Complaint }) {
  const { lang } = useLang();
  const say = useSay();
  const words = WORDS[lang];
  return (
    <div className="stack stack--tight">
      <p className="tag-row">
        <Link to={`/work/complaints/${one.id}`}>
          <strong className="tabular">{one.number}</strong>
        </Link>{' '}
        <span>{COMPLAINT[lang].kinds[one.kind]}</span> {one.ofHead && <Tag>{words.ofHead}</Tag>}{' '}
        <DueTag complaint={one} />
      </p>
      <p className="quiet">
        {say(one.office)}
        {one.itemName && ` · ${say(one.itemName)}`}
        {one.caseNumber && (
          <>
            {' · '}
            <span className="tabular">{one.caseNumber}</span>
          </>
        )}
        {' · '}
        <span className="tabular">
          {words.at} {formatDate(one.at, lang)}
        </span>
      </p>
    </div>
  );
}

/** Until when it is to be answered; an answered one has nothing to be reminded of. */
export function DueTag({ complaint: one }: { complaint: Complaint }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  if (one.state === 'answered') return <Tag tone="ok">{words.states.answered}</Tag>;
  if (!one.promisedOn) return <Tag tone="waiting">{words.noDay}</Tag>;
  const today = todayInChina();
  const late = one.promisedOn < today;
  return (
    <Tag tone={late ? 'danger' : 'waiting'} icon={late ? 'warn' : 'clock'}>
      {late ? `${words.overdue} · ` : one.promisedOn === today && `${words.dueToday} · `}
      {words.promisedOn(formatDate(one.promisedOn, lang))}
    </Tag>
  );
}
