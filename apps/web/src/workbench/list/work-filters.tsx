import { searchItems, WORK_DUE } from '@miaopi/contracts';
import { type Ref, useEffect, useState } from 'react';
import { type MeValue, useMe, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWorkTexts } from '../texts.ts';
import type { Work, WorkFilter } from './use-work.ts';

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

/** Steps and regions that the rows name, and the chosen one: who sees one of them only has nothing to choose. */
function useSteps(rows: Work['rows'], chosen: string) {
  const say = useSay();
  const steps = new Map(rows.flatMap((row) => (row.task ? [[row.task.step, say(row.task.name)] as const] : [])));
  if (chosen && !steps.has(chosen)) steps.set(chosen, chosen);
  return steps;
}

function Choice(props: {
  label: string;
  all: string;
  value: string;
  options: Iterable<readonly [string, string]>;
  onChange: (value: string) => void;
}) {
  return (
    <select
      className="input"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{props.all}</option>
      {[...props.options].map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Words, service, limit, and where there is something to choose, step and region. */
export function WorkFilters(props: { work: Work; searchRef: Ref<HTMLInputElement>; views: React.ReactNode }) {
  const { rows, filter, change } = props.work;
  const { list } = useWorkTexts();
  const say = useSay();
  const items = useItems(rows);
  const steps = useSteps(rows, filter.step);
  const regions = new Set([...rows.map((row) => row.region), ...(filter.region ? [filter.region] : [])]);
  const [words, setWords] = useState(filter.q);
  // cleared or chosen elsewhere: by a saved view, by the way back
  useEffect(() => setWords(filter.q), [filter.q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing is what starts the wait
  useEffect(() => {
    if (words.trim() === filter.q) return;
    const timer = setTimeout(() => change({ q: words.trim() }), 250);
    return () => clearTimeout(timer);
  }, [words]);
  const set = (name: keyof WorkFilter) => (value: string) => change({ [name]: value } as Partial<WorkFilter>);
  return (
    <search className="filters">
      <span className="filters__words">
        <Icon name="search" />
        <input
          ref={props.searchRef}
          type="search"
          className="input"
          aria-label={list.search}
          placeholder={list.search}
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
      <Choice
        label={list.item}
        all={list.allItems}
        value={filter.item}
        options={items.map((item) => [item.slug, say(item.name)] as const)}
        onChange={set('item')}
      />
      <Choice
        label={list.due}
        all={list.allDue}
        value={filter.due}
        options={WORK_DUE.map((due) => [due, list.dues[due]] as const)}
        onChange={set('due')}
      />
      {steps.size > 1 || filter.step ? (
        <Choice label={list.step} all={list.allSteps} value={filter.step} options={steps} onChange={set('step')} />
      ) : null}
      {regions.size > 1 || filter.region ? (
        <Choice
          label={list.region}
          all={list.allRegions}
          value={filter.region}
          options={[...regions].sort().map((code) => [code, code] as const)}
          onChange={set('region')}
        />
      ) : null}
      {props.views}
    </search>
  );
}
