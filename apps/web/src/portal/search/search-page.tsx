import { getHome, searchItems } from '@miaopi/contracts';
import { useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { SearchBox } from '../home/search-box.tsx';
import { ItemRow } from './item-row.tsx';
import './search.css';

const FILTERS = ['for', 'theme', 'office', 'nature', 'event'] as const;

/** Search and directory in one: by words, by person or firm, by theme, office and nature (F058–F060). */
export function SearchPage() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const [params, setParams] = useSearchParams();
  // an address may carry more than the field takes
  const q = (params.get('q') ?? '').slice(0, 100);
  const query = Object.fromEntries([['q', q], ...FILTERS.map((key) => [key, params.get(key)])].filter(([, v]) => v));
  const found = useRead(searchItems, { query: { ...query, limit: 50 } }, { keep: true });
  const set = (key: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (value) next.set(key, value);
    else next.delete(key);
    setParams(next, { preventScrollReset: true });
  };
  const filtered = FILTERS.some((key) => params.get(key));
  const facet = (key: string, legend: string, options: readonly { value: string; label: string; count?: number }[]) => (
    <fieldset className="facet">
      <legend>{legend}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={params.get(key) === option.value}
          onClick={() => set(key, params.get(key) === option.value ? undefined : option.value)}
        >
          <span>{option.label}</span>
          {option.count !== undefined && <span className="count">{option.count}</span>}
        </button>
      ))}
    </fieldset>
  );
  const facets = found.data?.facets;
  const event = params.get('event');
  const home = useRead(getHome, {}, { staleTime: 60_000, enabled: event !== null });
  const eventName = home.data?.lifeEvents.find((one) => one.name === event)?.label;
  return (
    <Page
      title={q ? `${q} · ${texts.search.title}` : texts.search.title}
      heading={eventName ? say(eventName) : (event ?? texts.search.title)}
      className="search-page"
    >
      <SearchBox initial={q} compact />
      <div className="search-page__columns">
        <details className="facets" open={typeof window === 'undefined' || window.innerWidth > 900}>
          <summary>{texts.search.filters}</summary>
          {facet('for', texts.search.for, [
            { value: 'person', label: texts.search.forPerson },
            { value: 'firm', label: texts.search.forFirm },
          ])}
          {facets &&
            facets.offices.length > 0 &&
            facet(
              'office',
              texts.search.offices,
              facets.offices.map((one) => ({ value: one.code, label: say(one.name), count: one.count })),
            )}
          {facets &&
            facets.themes.length > 0 &&
            facet(
              'theme',
              texts.search.themes,
              facets.themes.map((one) => ({
                value: one.name,
                label: texts.search.themeNames[one.name] ?? one.name,
                count: one.count,
              })),
            )}
          {facet(
            'nature',
            texts.search.nature,
            Object.entries(texts.search.natures)
              .sort()
              .map(([value, label]) => ({ value, label })),
          )}
          {filtered && (
            <Button kind="text" icon="cross" onClick={() => setParams(q ? { q } : {})}>
              {texts.search.clear}
            </Button>
          )}
        </details>
        <section aria-live="polite" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
          <Loaded query={found} shape="list">
            {(data) =>
              data.items.length === 0 ? (
                <Empty icon="search" title={texts.search.none(q)} text={texts.search.noneHelp}>
                  {filtered && <Button onClick={() => setParams(q ? { q } : {})}>{texts.search.clear}</Button>}
                </Empty>
              ) : (
                <>
                  <h2 className="search-page__count">{texts.search.found(data.total, q)}</h2>
                  <ul className="item-list">
                    {data.items.map((item) => (
                      <ItemRow key={item.slug} item={item} summary />
                    ))}
                  </ul>
                </>
              )
            }
          </Loaded>
        </section>
      </div>
    </Page>
  );
}
