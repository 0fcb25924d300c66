import { type ManyAct, WORK_COUNTED_UP_TO, type WorkScope } from '@miaopi/contracts';
import { type Ref, useState } from 'react';
import { useMe } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatCount, formatTime } from '../../texts/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useWorkTexts } from '../texts.ts';
import { bulkActsOf } from './bulk-act.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { NothingHere } from './nothing-here.tsx';
import { chosenOf, NO_FILTER, SCOPES, type Work } from './use-work.ts';
import { ViewsDialog } from './views-dialog.tsx';
import { WorkFilters } from './work-filters.tsx';
import { WorkRowLink } from './work-row.tsx';

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

/** Lists of what waits: how many there are of the others is no news. */
const WAITING: ReadonlySet<WorkScope> = new Set(['mine', 'office']);

/** The left pane: whose, which, and the lines, the most urgent first. */
export function WorkList(props: {
  work: Work;
  openId: string | undefined;
  searchRef: Ref<HTMLInputElement>;
  tools: React.ReactNode;
}) {
  const { query, rows, counts, filter, change } = props.work;
  const work = useWorkTexts();
  const me = useMe();
  const [asked, setAsked] = useState<'views' | ManyAct>();
  /** Cases marked for an act on several; undefined where nothing is to be marked. */
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const today = todayInChina();
  const Heading = props.openId ? 'h2' : 'h1';
  const filtered = Object.keys(chosenOf(filter)).length > 0;
  const marked = rows.filter((row) => chosen?.has(row.id));
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
            {counts && WAITING.has(scope) && (
              <span className="count">
                {counts[scope] < WORK_COUNTED_UP_TO ? formatCount(counts[scope]) : `${WORK_COUNTED_UP_TO - 1}+`}
              </span>
            )}
          </button>
        ))}
      </nav>
      <WorkFilters
        work={props.work}
        searchRef={props.searchRef}
        views={
          <span className="filters__tools">
            <button type="button" className="top__button" onClick={() => setAsked('views')}>
              <Icon name="filter" />
              {work.views.open}
            </button>
            <button
              type="button"
              className="top__button"
              aria-pressed={chosen !== undefined}
              onClick={() => setChosen(chosen ? undefined : new Set())}
            >
              <Icon name="check" />
              {work.bulk.open}
            </button>
          </span>
        }
      />
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
            clear={() => change(NO_FILTER)}
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
                marked={chosen?.has(row.id)}
                mark={(on) => {
                  const next = new Set(chosen);
                  if (on) next.add(row.id);
                  else next.delete(row.id);
                  setChosen(next);
                }}
              />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <Button kind="text" size="wide" onClick={() => query.fetchNextPage()}>
            {work.list.more}
          </Button>
        )}
      </div>
      {chosen && (
        <fieldset className="bulk-bar" aria-label={work.bulk.open}>
          <label className="bulk-bar__all">
            <input
              type="checkbox"
              checked={rows.length > 0 && marked.length === rows.length}
              onChange={(event) => setChosen(new Set(event.target.checked ? rows.map((row) => row.id) : []))}
            />
            {work.bulk.chosen(marked.length)}
          </label>
          {bulkActsOf(me?.staff?.roles ?? []).map((act) => (
            <Button key={act} disabled={marked.length === 0} onClick={() => setAsked(act)}>
              {work.bulk.acts[act]}
            </Button>
          ))}
        </fieldset>
      )}
      <footer className="pane__foot">
        <span>
          {rows.length > 0 &&
            (filtered || query.hasNextPage ? work.list.shown(rows.length) : work.list.end(rows.length))}
        </span>
        <span className="tabular">
          {query.dataUpdatedAt > 0 && work.list.updated(formatTime(new Date(query.dataUpdatedAt), true))}
        </span>
        <button type="button" className="icon-button" aria-label={work.list.refresh} onClick={() => query.refetch()}>
          <Icon name="refresh" />
        </button>
      </footer>
      {asked === 'views' && <ViewsDialog filter={filter} change={change} onClose={() => setAsked(undefined)} />}
      {asked && asked !== 'views' && (
        <BulkDialog
          act={asked}
          rows={marked}
          onClose={() => {
            setAsked(undefined);
            setChosen(undefined);
          }}
        />
      )}
    </section>
  );
}
