import { listHalls } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** Halls the office runs, then those where its items are served. */
export function HallsPage() {
  const t = useT();
  const say = useSay();
  const read = useRead(listHalls, {}, { staleTime: 0 });
  return (
    <Page title={t('halls')} lead={t('hallsLead')}>
      <Loaded query={read} shape="list">
        {({ halls }) => {
          const own = halls.filter((h) => h.abilities.edit?.allowed);
          const others = halls.filter((h) => !h.abilities.edit?.allowed);
          const row = (h: (typeof halls)[number], editable: boolean) => (
            <li key={h.id} className="card hall-card">
              <div>
                <h2>{editable ? <Link to={`/studio/halls/${h.id}`}>{say(h.name)}</Link> : say(h.name)}</h2>
                <p className="quiet">{h.address}</p>
              </div>
              <p className="tabular">
                {t('today')} {h.today}
              </p>
              <div className="button-row">
                {editable && <ButtonLink to={`/studio/halls/${h.id}`}>{t('edit')}</ButtonLink>}
                <a className="button button--text" href={`/work/bookings?hall=${h.id}`}>
                  {t('day')}
                </a>
              </div>
            </li>
          );
          return (
            <div className="stack">
              {own.length === 0 ? (
                <Empty icon="calendar" title={t('none')} text={t('noneText')}>
                  <ButtonLink to="/studio/halls/new" kind="primary" icon="plus">
                    {t('open')}
                  </ButtonLink>
                </Empty>
              ) : (
                <>
                  <div className="button-row">
                    <ButtonLink to="/studio/halls/new" kind="primary" icon="plus">
                      {t('open')}
                    </ButtonLink>
                  </div>
                  <ul className="hall-list">{own.map((h) => row(h, true))}</ul>
                </>
              )}
              {others.length > 0 && (
                <section>
                  <h2 className="hall-list__title">{t('others')}</h2>
                  <ul className="hall-list">{others.map((h) => row(h, false))}</ul>
                </section>
              )}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
