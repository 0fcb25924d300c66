import { listHallBookings, listHalls } from '@miaopi/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { AskLine } from '../list/ask-line.tsx';
import { BookingRows } from './booking-rows.tsx';
import { WORDS } from './bookings-texts.ts';
import { DeviceTrouble } from './device-trouble.tsx';

/** The day's bookings of a hall, for the counter. */
export function BookingsPage() {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const halls = useRead(listHalls, {}, { staleTime: 60_000 });
  const [search, setSearch] = useSearchParams();
  // the address follows: what is chosen must show at once
  const [asked, setAsked] = useState({
    hall: search.get('hall') ?? '',
    date: search.get('date') ?? '',
    q: search.get('q') ?? '',
  });
  const set = (key: keyof typeof asked, value: string) => {
    const next = { ...asked, [key]: value };
    setAsked(next);
    setSearch(
      Object.entries(next).filter(([, one]) => one !== ''),
      { replace: true },
    );
  };
  return (
    <Place title={words.title} lead={words.lead} width="wide">
      <Loaded query={halls} shape="list">
        {(data) => {
          const chosen = data.halls.find((h) => h.id === asked.hall) ?? data.halls[0];
          if (!chosen) return <Empty icon="calendar" title={words.noHall} text={words.noHallText} />;
          return (
            <>
              <AskLine label={words.find} go={words.go} asked={asked.q} ask={(q) => set('q', q)} longest={40}>
                <Field label={words.hall}>
                  {(c) => (
                    <select {...c} className="input" value={chosen.id} onChange={(e) => set('hall', e.target.value)}>
                      {data.halls.map((h) => (
                        <option key={h.id} value={h.id}>
                          {say(h.name)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <Field label={words.date}>
                  {(c) => (
                    <input
                      {...c}
                      type="date"
                      className="input tabular"
                      value={asked.date || today()}
                      onChange={(e) => set('date', e.target.value)}
                    />
                  )}
                </Field>
              </AskLine>
              <DeviceTrouble hallId={chosen.id} />
              <Day hallId={chosen.id} date={asked.date || undefined} q={asked.q || undefined} />
            </>
          );
        }}
      </Loaded>
    </Place>
  );
}

function Day({ hallId, date, q }: { hallId: string; date: string | undefined; q: string | undefined }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const [limit, setLimit] = useState(50);
  const read = useRead(
    listHallBookings,
    { params: { hallId }, query: { limit, ...(date ? { date } : {}), ...(q ? { q } : {}) } },
    { staleTime: 0, keep: true, refetchInterval: 30_000 },
  );
  return (
    <Loaded query={read} shape="list">
      {(data) => (
        <>
          <ul className="bookings-counts tabular">
            {(['booked', 'arrived', 'handled', 'missed'] as const).map((state) => (
              <li key={state}>
                <strong>{data.counts[state]}</strong> {words.counts[state]}
              </li>
            ))}
          </ul>
          {data.bookings.length === 0 ? (
            <Empty icon="calendar" title={q ? words.notFound : words.none} text={q ? undefined : words.noneText} />
          ) : (
            <BookingRows rows={data.bookings} />
          )}
          {data.next && limit < 100 && <Button onClick={() => setLimit(100)}>{words.more}</Button>}
        </>
      )}
    </Loaded>
  );
}

/** Today in China, as the server counts days. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
