import { searchItems } from '@miaopi/contracts';
import { type Ref, useEffect, useState } from 'react';
import { type MeValue, useMe, useRead } from '../../app/api.ts';
import { formatCount, formatTime } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useWorkTexts } from '../texts.ts';
import { todayInChina } from './due.ts';
import { NothingHere } from './nothing-here.tsx';
import { SCOPES, type Work } from './use-work.ts';
import { WorkRowLink } from './work-row.tsx';

/** The services of the official's office, for the filter. Filters by what the rows name when the catalogue cannot be read. */
function useItems(rows: Work['rows']): { slug: string; name: { zh: string; en: string } }[] {
  const me: MeValue | null | undefined = useMe();
  const office = me?.staff?.office;
  const found = useRead(
    searchItems,
    { query: { office, limit: 100 } },
    { enabled: Boolean(office), staleTime: 600_000 },
  );
  const known = new Map((found.data?.items ?? []).map((item) => [item.slug, item.name]));
  for (const row of rows) known.set(row.slug, row.itemName);
  return [...known].map(([slug, name]) => ({ slug, name }));
}

function Loading() {
  const work = useWorkTexts();
  return (
    <div className="work-rows" role="status">
      <span className="visually-hidden">{work.list.loading}</span>
      {Array.from({ length: 12 }, (_, n) => n).map((n) => (
        <span key={n} className="work-row work-row--coming">
          <span className="skeleton skeleton--line" />
        </span>
      ))}
    </div>
  );
}

/** The left pane: whose, which, and the lines, the most urgent first. */
export function WorkList(props: {
  work: Work;
  openId: string | undefined;
  searchRef: Ref<HTMLInputElement>;
  tools: React.ReactNode;
}) {
  const { query, rows, counts, filter, change } = props.work;
  const work = useWorkTexts();
  const say = useSay();
  const items = useItems(rows);
  const [words, setWords] = useState(filter.q);
  const today = todayInChina();
  const Heading = props.openId ? 'h2' : 'h1';
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing is what starts the wait
  useEffect(() => {
    if (words === filter.q) return;
    const timer = setTimeout(() => change({ q: words.trim() }), 250);
    return () => clearTimeout(timer);
  }, [words]);
  const filtered = Boolean(filter.q || filter.item);
  const total = counts?.[filter.scope];
  return (
    <section className="pane pane--list" aria-labelledby="work-list-title">
      <header className="pane__head">
        <Heading id="work-list-title" tabIndex={-1}>
          {work.list.title}
        </Heading>
        {props.tools}
      </header>
      <nav className="scopes" aria-label={work.list.scopeLabel}>
        {SCOPES.map((scope, n) => (
          <button
            key={scope}
            type="button"
            className="scope"
            aria-pressed={filter.scope === scope}
            aria-keyshortcuts={String(n + 1)}
            onClick={() => change({ scope })}
          >
            {work.list.scopes[scope]}
            {counts && <span className="count">{counts[scope] < 1000 ? formatCount(counts[scope]) : '999+'}</span>}
          </button>
        ))}
      </nav>
      <search className="filters">
        <span className="filters__words">
          <Icon name="search" />
          <input
            ref={props.searchRef}
            type="search"
            className="input"
            aria-label={work.list.search}
            placeholder={work.list.search}
            aria-keyshortcuts="/"
            value={words}
            maxLength={100}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') change({ q: words.trim() });
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
        </span>
        <select
          className="input"
          aria-label={work.list.item}
          value={filter.item}
          onChange={(event) => change({ item: event.target.value })}
        >
          <option value="">{work.list.allItems}</option>
          {items.map((item) => (
            <option key={item.slug} value={item.slug}>
              {say(item.name)}
            </option>
          ))}
        </select>
      </search>
      {query.isError && rows.length > 0 && <p className="pane__note pane__note--waiting">{work.list.stale}</p>}
      <div className="pane__scroll" aria-busy={query.isFetching && rows.length === 0}>
        {query.isError && rows.length === 0 ? (
          <Failure error={query.error} retry={() => query.refetch()} />
        ) : query.isPending ? (
          <Loading />
        ) : rows.length === 0 ? (
          <NothingHere
            scope={filter.scope}
            filtered={filtered}
            pool={counts?.office ?? 0}
            toPool={() => change({ scope: 'office' })}
            clear={() => {
              setWords('');
              change({ q: '', item: '' });
            }}
          />
        ) : (
          <ul className="work-rows">
            {rows.map((row) => (
              <WorkRowLink
                key={row.id}
                row={row}
                open={row.id === props.openId}
                today={today}
                done={filter.scope === 'done'}
              />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <Button kind="text" size="wide" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {work.list.more}
          </Button>
        )}
      </div>
      <footer className="pane__foot">
        <span>
          {rows.length > 0 &&
            (filtered || total === undefined || query.hasNextPage
              ? work.list.shown(rows.length)
              : work.list.end(total))}
        </span>
        <span className="tabular">
          {query.dataUpdatedAt > 0 && work.list.updated(formatTime(new Date(query.dataUpdatedAt), true))}
        </span>
        <button type="button" className="icon-button" aria-label={work.list.refresh} onClick={() => query.refetch()}>
          <Icon name="refresh" />
        </button>
      </footer>
    </section>
  );
}
