import { type CaseView, getGuide } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { ButtonLink } from '../../ui/kit.tsx';
import { BOOKING } from '../appointments/booking-texts.ts';
import { OriginalList } from './original-list.tsx';
import { useOriginalsTexts } from './originals-texts.ts';

/** F090–F092 on the page of a case: its mode in plain words, the visits planned and made, the originals. */
export function CaseHandling({ view, heading = 'h2' }: { view: CaseView; heading?: 'h2' | 'h3' }) {
  const t = useOriginalsTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  const { handling } = view;
  if (!handling) return null;
  const { visits, originals } = handling;
  const Heading = heading;
  const waits = originals.some((o) => String(o.state) !== 'equal');
  return (
    <section className="stack stack--tight">
      <Heading>{t.title}</Heading>
      <p>
        <strong>{say(handling.name)}</strong>
        {handling.situation && <span className="quiet"> {say(handling.situation)}</span>}
      </p>
      <div className="handling__visits">
        <p>
          {t.planned(visits.planned)}
          {visits.made.length > 0 && `${texts.common.comma}${t.made(visits.made.length)}`}
        </p>
        {visits.made.map((one) => (
          <p key={one.on} className="quiet">
            <span className="tabular">{formatDate(one.on, lang)}</span>{' '}
            {one.what.map((w) => say(w)).join(texts.common.comma)}
          </p>
        ))}
      </div>
      {originals.length > 0 && (
        <>
          <OriginalList originals={originals} />
          {waits && (
            <p className="quiet">
              {t.where}
              {texts.common.colon}
              {say(handling.where)}
            </p>
          )}
          {waits && String(handling.mode) === 'at-collection' && <p className="quiet">{t.atCollection}</p>}
        </>
      )}
    </section>
  );
}

/** What the applicant is asked to bring, while the case waits for it. */
export function ToBring({ view }: { view: CaseView }) {
  const t = useOriginalsTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  const guide = useRead(getGuide, { params: { slug: view.slug } }, { staleTime: 60_000 });
  if (!view.handling) return null;
  return (
    <section className="card stack" aria-labelledby="to-bring">
      <h2 id="to-bring">{t.originals}</h2>
      <OriginalList originals={view.handling.originals} />
      <p>
        {t.where}
        {texts.common.colon}
        <strong>{say(view.handling.where)}</strong>
      </p>
      {view.dueAt && <p>{t.until(formatDate(view.dueAt, lang))}</p>}
      {guide.data?.bookable && (
        <div className="button-row no-print">
          <ButtonLink to={`/items/${view.slug}/book`} icon="calendar">
            {BOOKING[lang].link}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
