import { getDeliveryProof, keepAtCounter, listDeliveries, type OfficeDelivery } from '@miaopi/contracts';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, FileLink, More, Tag } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Place } from '../app/place.tsx';
import { AskLine } from '../list/ask-line.tsx';
import { WORDS } from './deliveries-texts.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SendAgainDialog } from './send-again-dialog.tsx';
import './deliveries.css';

const LISTS = ['counter', 'failed', 'moving', 'done'] as const;

interface Asked {
  readonly what: 'hand' | 'again' | 'publish';
  readonly delivery: OfficeDelivery;
}

/** F112, F204: the counter's list, what came back, what is under way, the register. */
export function DeliveriesPage() {
  const { lang } = useLang();
  const words = WORDS[lang];
  const [search, setSearch] = useSearchParams();
  const list = LISTS.find((one) => one === search.get('list')) ?? 'counter';
  const q = search.get('q') ?? '';
  const read = useRead(
    listDeliveries,
    { query: { list, limit: 100, ...(q ? { q } : {}) } },
    { staleTime: 0, keep: true, refetchInterval: 30_000 },
  );
  // what is being answered stays open when the list, read again, no longer has it
  const [asked, setAsked] = useState<Asked>();
  const dialog = asked && {
    delivery: asked.delivery,
    onClose: () => setAsked(undefined),
    done: () => {
      setAsked(undefined);
      void read.refetch();
    },
  };
  const set = (next: Record<string, string>) =>
    setSearch(
      Object.entries({ list, q, ...next }).filter(([, value]) => value !== ''),
      { replace: true },
    );
  return (
    <Place title={words.title} lead={words.lead} width="wide">
      <Tabs label={words.title} shown={list}>
        {LISTS.map((one) => (
          <Link key={one} to={`/work/deliveries?list=${one}`} aria-current={one === list ? 'page' : undefined}>
            {words.lists[one]} <span className="tabular">{read.data?.counts[one]}</span>
          </Link>
        ))}
      </Tabs>
      <AskLine label={words.find} go={words.go} asked={q} ask={(q) => set({ q })} />
      <Loaded query={read} shape="list">
        {(data) => (
          <>
            {data.deliveries.length === 0 ? (
              <Empty icon="inbox" title={q ? words.notFound : words.none[list]} />
            ) : (
              <ul className="deliveries">
                {data.deliveries.map((d) => (
                  <Row
                    key={d.id}
                    delivery={d}
                    ask={(what) => setAsked({ what, delivery: d })}
                    reload={() => void read.refetch()}
                  />
                ))}
              </ul>
            )}
            <ul className="deliveries-sums quiet tabular">
              {data.byMeans.map((m) => (
                <li key={m.means}>{words.total(words.means[m.means], m.delivered, m.open)}</li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {dialog && asked.what === 'hand' && <HandOverDialog {...dialog} />}
      {dialog && asked.what === 'again' && <SendAgainDialog {...dialog} />}
      {dialog && asked.what === 'publish' && <PublishDialog {...dialog} />}
    </Place>
  );
}

function Row({
  delivery: d,
  ask,
  reload,
}: {
  delivery: OfficeDelivery;
  ask: (what: Asked['what']) => void;
  reload: () => void;
}) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const can = (act: string) => d.abilities[act]?.allowed === true;
  const told = useRef<HTMLDivElement>(null);
  // below the buttons, at the edge of a small window
  useEffect(() => {
    if (trouble !== undefined) told.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble]);
  async function keep() {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(keepAtCounter, { params: { deliveryId: d.id }, body: { requestId: newRequestId() } });
      reload();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <li className="card">
      <div className="deliveries__head">
        <div>
          <p>
            <strong>{d.holder}</strong> <span className="tabular quiet">{d.holderNumber}</span>{' '}
            <Tag
              tone={
                d.state === 'returned' || d.state === 'withheld' ? 'danger' : d.state === 'delivered' ? 'ok' : 'waiting'
              }
            >
              {say(d.stateName)}
            </Tag>
          </p>
          <p>
            {say(d.result)} <span className="tabular quiet">{d.resultNumber}</span>
          </p>
          <p className="quiet tabular">
            {d.caseNumber} · {words.means[d.means]} · {formatInstant(d.changedAt, lang)}
            {d.waybill && ` · ${d.waybill}`}
            {d.receivedBy && ` · ${words.received} ${d.receivedBy}`}
            {d.noticeUntil && ` · ${d.noticeUntil}`}
          </p>
          {d.deliverBy && (
            <p>
              {d.deliverBy < todayInChina() ? (
                <Tag tone="danger" icon="clock">
                  {words.late(formatDate(d.deliverBy, lang))}
                </Tag>
              ) : (
                <span className="quiet">{words.deliverBy(formatDate(d.deliverBy, lang))}</span>
              )}
            </p>
          )}
          {d.to && d.state !== 'delivered' && (
            <p className="quiet">
              {d.to.name} <span className="tabular">{d.to.mobile}</span> {d.to.address}
            </p>
          )}
        </div>
        <div className="button-row">
          {can('handOver') && (
            <Button kind="primary" onClick={() => ask('hand')}>
              {words.hand}
              <span className="visually-hidden"> {d.holder}</span>
            </Button>
          )}
          {can('sendAgain') && <Button onClick={() => ask('again')}>{words.again}</Button>}
          {can('toCounter') && (
            <Button busy={busy} onClick={keep}>
              {words.counter}
            </Button>
          )}
          {can('publish') && (
            <Button kind="text" onClick={() => ask('publish')}>
              {words.publish}
            </Button>
          )}
          {d.deliveredAt && (
            <FileLink href={api.url(getDeliveryProof, { params: { deliveryId: d.id } })}>{words.proof}</FileLink>
          )}
        </div>
      </div>
      {trouble !== undefined && (
        <div ref={told}>
          <Failure error={trouble} />
        </div>
      )}
      <More summary={`${words.track} · ${d.number}`}>
        <ol className="history">
          {d.events.map((e) => (
            <li key={`${e.at} ${e.text.zh}`}>
              <p>
                {say(e.text)} <span className="quiet tabular">{formatInstant(e.at, lang)}</span>{' '}
                {e.by && <span className="quiet">{e.by}</span>}
              </p>
            </li>
          ))}
        </ol>
      </More>
    </li>
  );
}
