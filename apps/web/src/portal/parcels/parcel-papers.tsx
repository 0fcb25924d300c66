import type { OwnIncoming } from '@miaopi/contracts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { More, Notice, Tag, type Tone } from '../../ui/kit.tsx';
import { useParcelTexts } from './parcels-texts.ts';
import './parcels.css';

type Parcel = Pick<OwnIncoming, 'carrier' | 'tracking' | 'state' | 'stateName' | 'late' | 'papers' | 'events'>;

const tones: Readonly<Record<string, Tone>> = {
  unpaid: 'waiting',
  'to-send': 'waiting',
  moving: 'primary',
  out: 'primary',
  arrived: 'waiting',
  opened: 'ok',
  returned: 'danger',
  lost: 'danger',
  cancelled: 'plain',
};

export function ParcelState({ parcel }: { parcel: Pick<Parcel, 'state' | 'stateName' | 'late'> }) {
  const t = useParcelTexts();
  const say = useSay();
  return (
    <>
      <Tag tone={tones[String(parcel.state)] ?? 'plain'}>{say(parcel.stateName)}</Tag>
      {parcel.late && (
        <>
          {' '}
          <Tag tone="danger" icon="warn">
            {t.late}
          </Tag>
        </>
      )}
    </>
  );
}

const ways = new Set(['to-send', 'moving', 'out']);

/** Whether its carrier tells where it is; nothing where he does, or it is no longer on its way. */
export function ParcelTracking({ parcel }: { parcel: Pick<Parcel, 'carrier' | 'tracking' | 'state'> }) {
  const t = useParcelTexts();
  const say = useSay();
  const words = t.tracking[String(parcel.tracking)];
  if (!words || !ways.has(String(parcel.state))) return null;
  const text = words(say(parcel.carrier));
  if (String(parcel.tracking) === 'unknown')
    return (
      <Notice tone="waiting">
        <p>{text}</p>
      </Notice>
    );
  return <p className="quiet">{text}</p>;
}

/** 收件清单: each paper as announced, as found, and when it went back. */
export function ParcelPapers({ papers }: { papers: Parcel['papers'] }) {
  const t = useParcelTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <ul className="parcel-papers">
      {papers.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order, and two papers may share a name
        <li key={i}>
          <span>{say(p.name)}</span>{' '}
          <Tag tone={p.found === undefined ? 'plain' : String(p.found) === 'there' ? 'ok' : 'danger'}>
            {p.found === undefined ? t.announced : t.found[String(p.found)]}
          </Tag>
          {p.note && <span className="quiet"> {p.note}</span>}
          {p.receivedAt && (
            <span className="quiet tabular">
              {' '}
              {formatDate(p.receivedAt, lang)} {p.receivedBy}
            </span>
          )}
          {p.returnedAt && (
            <span className="quiet tabular">
              {' · '}
              {t.back(formatDate(p.returnedAt, lang), t.backs[String(p.returnedHow)] ?? '', p.returnedTo ?? '')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function ParcelEvents({ events, summary }: { events: Parcel['events']; summary: string }) {
  const say = useSay();
  const { lang } = useLang();
  return (
    <More summary={summary}>
      <ol className="history">
        {events.map((e) => (
          <li key={`${e.at} ${e.text.zh}`}>
            <p>
              {say(e.text)} <span className="quiet tabular">{formatInstant(e.at, lang)}</span>{' '}
              {e.by && <span className="quiet">{e.by}</span>}
            </p>
          </li>
        ))}
      </ol>
    </More>
  );
}
