import { getGuide, searchItems } from '@miaopi/contracts';
import { useQueries } from '@tanstack/react-query';
import { api, queryKey, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Empty } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useKioskTexts } from './kiosk-texts.ts';

/** What one can apply for here: items for people, open online, whose guide names the kiosk. */
export function ChooseItem({ onChoose }: { onChoose: (slug: string) => void }) {
  const t = useKioskTexts();
  const say = useSay();
  const found = useRead(searchItems, { query: { for: 'person' as never, limit: 50 } }, { staleTime: 60_000 });
  const online = found.data?.items.filter((one) => one.online) ?? [];
  const guides = useQueries({
    queries: online.map(({ slug }) => ({
      queryKey: queryKey(getGuide, { params: { slug } }),
      queryFn: () => api.call(getGuide, { params: { slug } }),
      staleTime: 60_000,
    })),
  });
  const open = online.filter((_, i) => guides[i]?.data?.channels.includes('kiosk'));
  const waiting = found.isPending || guides.some((g) => g.isPending);
  return (
    <div className="kiosk__step">
      <h1 tabIndex={-1}>{t.chooseItem}</h1>
      {found.error ? (
        <Failure error={found.error} retry={() => found.refetch()} />
      ) : waiting ? (
        <Skeleton />
      ) : open.length === 0 ? (
        <Empty icon="search" title={t.noItems} />
      ) : (
        <ul className="kiosk__choices">
          {open.map((one) => (
            <li key={one.slug}>
              <button type="button" className="kiosk__choice" onClick={() => onChoose(one.slug)}>
                <strong>{say(one.name)}</strong>
                <span>{say(one.summary)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!waiting && !found.error && <p>{t.otherItems}</p>}
    </div>
  );
}
