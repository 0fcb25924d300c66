import { listIncoming } from '@miaopi/contracts';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Place } from '../app/place.tsx';
import { AskLine } from '../list/ask-line.tsx';
import { IncomingRow } from './incoming-row.tsx';
import { useIncomingTexts } from './incoming-texts.ts';
import { useIncomingDialogs } from './use-incoming-dialogs.tsx';
import '../deliveries/deliveries.css';

const LISTS = ['arrived', 'coming', 'trouble', 'keeping', 'done'] as const;

/** F203 来件: what is to be opened, what is on its way, what went wrong, what is to be given back. */
export function IncomingPage() {
  const t = useIncomingTexts();
  const [search, setSearch] = useSearchParams();
  const list = LISTS.find((one) => one === search.get('list')) ?? 'arrived';
  const q = search.get('q') ?? '';
  const read = useRead(
    listIncoming,
    { query: { limit: 100, ...(q ? { q } : { list }) } },
    { staleTime: 0, keep: true, refetchInterval: 30_000 },
  );
  const { ask: askAbout, dialog } = useIncomingDialogs(() => void read.refetch());
  const ask = (words: string) => setSearch(words ? { q: words } : { list }, { replace: true });
  return (
    <Place title={t.title} lead={t.lead} width="wide">
      <Tabs label={t.title} shown={list}>
        {LISTS.map((one) => (
          <Link key={one} to={`/work/parcels?list=${one}`} aria-current={!q && one === list ? 'page' : undefined}>
            {t.lists[one]} <span className="tabular">{read.data?.counts[one]}</span>
          </Link>
        ))}
      </Tabs>
      <AskLine label={t.find} go={t.go} asked={q} ask={ask} />
      <Loaded query={read} shape="list">
        {(data) =>
          data.parcels.length === 0 ? (
            <Empty icon="inbox" title={q ? t.notFound : t.none[list]} />
          ) : (
            <ul className="deliveries">
              {data.parcels.map((p) => (
                <IncomingRow key={p.id} parcel={p} ask={askAbout} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {dialog}
    </Place>
  );
}
