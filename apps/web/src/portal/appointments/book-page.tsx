import { getBooking, listHallsOfItem, type OwnBooking } from '@miaopi/contracts';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useBookingTexts } from './booking-texts.ts';
import { ChooseHall } from './choose-hall.tsx';
import { ChooseTime } from './choose-time.tsx';
import { ConfirmBar } from './confirm-bar.tsx';
import './booking.css';

interface Wish {
  readonly hall?: string | undefined;
  readonly date?: string | undefined;
  readonly from?: string | undefined;
}

/**
 * F154: hall, day and time of an appointment. What is chosen stands in the address, so that it is still chosen after signing in; `move` names the
 * booking that is to be taken to another time.
 */
export function BookPage() {
  const { slug = '' } = useParams();
  const t = useBookingTexts();
  const say = useSay();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const moving = search.get('move') ?? undefined;
  const halls = useRead(listHallsOfItem, { params: { slug } }, { staleTime: 0 });
  const old = useRead(
    getBooking,
    { params: { bookingId: moving ?? '' } },
    { enabled: moving !== undefined && Boolean(me) },
  );
  // the address follows: what is pressed must show at once
  const [wish, setWish] = useState<Wish>(() => ({
    hall: search.get('hall') ?? undefined,
    date: search.get('date') ?? undefined,
    from: search.get('from') ?? undefined,
  }));
  const choose = (next: Wish) => {
    setWish(next);
    const named = { move: moving, ...next };
    const told = Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
    setSearch(told, { replace: true, preventScrollReset: true });
  };
  if (halls.error)
    return (
      <Page title={t.choose} width="narrow">
        <Failure error={halls.error} retry={() => halls.refetch()} />
      </Page>
    );
  if (!halls.data)
    return (
      <Page title={t.choose} heading={null} width="narrow">
        <Skeleton />
      </Page>
    );
  const { data } = halls;
  const only = data.halls.length === 1 ? data.halls[0]?.hall.id : undefined;
  const { date, from } = wish;
  const hallId = wish.hall ?? only;
  const chosen = data.halls.find((one) => one.hall.id === hallId);
  const title = (moving ? t.moveTitle : t.title)(say(data.itemName));
  return (
    <Page title={title} lead={t.lead} width="narrow" className="book-page">
      {data.halls.length === 0 ? (
        <Empty icon="calendar" title={t.noHall} text={t.noHallText}>
          <ButtonLink to={`/items/${slug}`}>{t.guide}</ButtonLink>
        </Empty>
      ) : (
        <>
          {moving && <FormerTime own={old.data} />}
          <ChooseHall halls={data.halls} chosen={chosen?.hall.id} onChoose={(hall) => choose({ hall })} />
          {chosen && (
            <ChooseTime
              key={chosen.hall.id}
              slug={slug}
              hallId={chosen.hall.id}
              date={date}
              from={from}
              onDate={(day) => choose({ hall: chosen.hall.id, date: day })}
              onTime={(day, time) => choose({ hall: chosen.hall.id, date: day, from: time })}
            />
          )}
          <ConfirmBar
            slug={slug}
            hall={chosen?.hall}
            date={date}
            from={from}
            moving={moving}
            onLost={() => chosen && choose({ hall: chosen.hall.id, ...(date ? { date } : {}) })}
          />
        </>
      )}
    </Page>
  );
}

function FormerTime({ own }: { own: OwnBooking | undefined }) {
  const t = useBookingTexts();
  const say = useSay();
  if (!own) return null;
  const { booking: b } = own;
  return (
    <p className="quiet tabular">
      {t.number} {b.number} · {b.date} {b.from}–{b.to} · {say(b.hall.name)}
    </p>
  );
}
