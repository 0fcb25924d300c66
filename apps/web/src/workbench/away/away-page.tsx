import { AWAY_PHASES, type AwayCase, listAway } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../app/api.ts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field, Tag } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { AskLine } from '../list/ask-line.tsx';
import { AWAY } from './away-texts.ts';
import './away.css';

const day = 86_400_000;

/** F016: which cases of the office a vertical system has, since when, what it told last, and where it can't be asked. */
export function AwayPage() {
  const { lang } = useLang();
  const words = AWAY[lang];
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const system = search.get('system') ?? '';
  const phase = AWAY_PHASES.find((one) => one === search.get('phase'));
  const trouble = search.get('trouble') === '1';
  const q = search.get('q') ?? '';
  const query = {
    limit: 50,
    ...(system ? { system } : {}),
    ...(phase ? { phase: phase as never } : {}),
    ...(trouble ? { trouble } : {}),
    ...(q ? { q } : {}),
  };
  const read = useInfiniteQuery({
    queryKey: [listAway.name, query],
    queryFn: ({ pageParam }) => api.call(listAway, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
  const set = (next: Readonly<Record<string, string>>) =>
    setSearch(
      Object.entries({ system, phase: phase ?? '', trouble: trouble ? '1' : '', q, ...next }).filter(
        ([, v]) => v !== '',
      ),
      { replace: true },
    );
  const cases = read.data?.pages.flatMap((page) => page.cases) ?? [];
  const systems = read.data?.pages[0]?.systems ?? [];
  const filtered = system !== '' || phase !== undefined || trouble || q !== '';
  return (
    <Place title={words.title} lead={words.lead} width="wide">
      {read.error ? (
        <Failure error={read.error} retry={() => read.refetch()} />
      ) : !read.data ? (
        <Skeleton />
      ) : systems.length === 0 ? (
        <Empty icon="external" title={words.none} text={words.noneText} />
      ) : (
        <>
          <AskLine
            label={words.find}
            go={words.go}
            asked={q}
            ask={(q) => set({ q })}
            after={
              <label className="away-tick">
                <input
                  type="checkbox"
                  checked={trouble}
                  onChange={(e) => set({ trouble: e.target.checked ? '1' : '' })}
                />
                {words.troubleOnly} <span className="tabular">{systems.reduce((n, one) => n + one.trouble, 0)}</span>
              </label>
            }
          >
            <Field label={words.system}>
              {(c) => (
                <select {...c} className="input" value={system} onChange={(e) => set({ system: e.target.value })}>
                  <option value="">{words.all}</option>
                  {systems.map((one) => (
                    <option key={one.id} value={one.id}>
                      {say(one.name)} ({one.away})
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={words.phase}>
              {(c) => (
                <select {...c} className="input" value={phase ?? ''} onChange={(e) => set({ phase: e.target.value })}>
                  <option value="">{words.allPhases}</option>
                  {AWAY_PHASES.map((one) => (
                    <option key={one} value={one}>
                      {words.phases[one]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </AskLine>
          {cases.length === 0 && filtered ? (
            <Empty icon="search" title={words.notFound} />
          ) : (
            <ul className="away-list">
              {cases.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          )}
          {read.hasNextPage && (
            <div className="button-row">
              <Button onClick={() => read.fetchNextPage()}>{words.more}</Button>
            </div>
          )}
        </>
      )}
    </Place>
  );
}

function Row({ of }: { of: AwayCase }) {
  const { lang } = useLang();
  const words = AWAY[lang];
  const say = useSay();
  const days = Math.floor((Date.now() - Date.parse(of.since)) / day);
  const wants = of.phase === 'correction' || of.phase === 'registered';
  return (
    <li className="card">
      <div className="stack stack--tight">
        <p>
          <Link to={`/work/${of.id}`}>
            <strong>{say(of.itemName)}</strong> <span className="tabular">{of.number}</span>
          </Link>{' '}
          {of.applicant}
        </p>
        <p className="tag-row">
          <Tag tone={wants ? 'waiting' : 'primary'}>{words.phases[of.phase]}</Tag>{' '}
          {of.trouble && (
            <Tag tone="danger" icon="offline">
              {words.troubles[of.trouble] ?? words.otherTrouble}
            </Tag>
          )}
        </p>
      </div>
      <dl className="facts facts--small">
        <dt>{words.system}</dt>
        <dd>{say(of.system.name)}</dd>
        <dt>{words.since}</dt>
        <dd className="tabular">
          {formatDate(of.since, lang)}
          {days > 0 && ` · ${words.days(days)}`}
        </dd>
        <dt>{words.last}</dt>
        <dd>
          {of.last ? (
            <>
              {say(of.last.name)} <span className="tabular quiet">{formatInstant(of.last.at, lang)}</span>
              {of.last.opinion && <span className="away-list__said">{of.last.opinion}</span>}
            </>
          ) : of.opened ? (
            words.nothing
          ) : (
            words.never
          )}
        </dd>
        {of.trouble && of.askedNext && (
          <>
            <dt>{words.asked}</dt>
            <dd className="tabular">{formatInstant(of.askedNext, lang)}</dd>
          </>
        )}
      </dl>
    </li>
  );
}
