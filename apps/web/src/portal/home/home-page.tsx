import { getHome } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useElder } from '../../app/settings.tsx';
import { wasSignedIn } from '../../app/signed-in-hint.ts';
import { formatCount, formatSeconds, formatShare } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ItemRow } from '../search/item-row.tsx';
import { MattersComing, MyMatters } from './my-matters.tsx';
import { QueryField, VerifyField } from './open-fields.tsx';
import { SearchBox } from './search-box.tsx';
import './home.css';

const EVENT_ICON: Record<string, IconName> = {
  出生: 'baby',
  上学: 'school',
  就业: 'work',
  居住: 'house',
  出行: 'car',
  经营: 'shop',
  开办企业: 'shop',
  养老: 'elder',
  就医: 'heart',
  社保: 'shield',
};

/** Portal home: one question, what is mine, life events, what is used most, and two open fields. */
export function HomePage() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const { elder } = useElder();
  const me = useMe();
  const home = useRead(getHome, {}, { staleTime: 60_000 });
  const today = home.data?.today;
  const hot = home.data?.hot ?? [];
  const instant = hot.filter((item) => item.tags.some((tag) => tag.zh === '秒批')).length;
  return (
    <Page title={texts.brandLine} heading={null} className="home">
      <section className="hero">
        <div className="hero__inner">
          <h1 tabIndex={-1}>{texts.home.title}</h1>
          <p className="hero__sub">{texts.home.sub}</p>
          <SearchBox />
          <ul className="hero__words" aria-label={texts.home.popular}>
            <li aria-hidden="true">{texts.home.popular}</li>
            {texts.home.popularWords.slice(0, elder ? 3 : 5).map((word) => (
              <li key={word}>
                <Link to={`/search?q=${encodeURIComponent(word)}`}>{word}</Link>
              </li>
            ))}
          </ul>
        </div>
      </section>
      {today && today.cases > 0 && (
        <p className="living" title={texts.home.livingSource}>
          <Icon name="check-circle" />
          <span className="tabular">{texts.home.living(formatCount(today.cases))}</span>
          {today.automaticShare !== null && (
            <Link to="/smart" className="tabular">
              {texts.home.livingShare(formatShare(today.automaticShare))}
            </Link>
          )}
          {today.medianSeconds !== null && (
            <span className="tabular">{texts.home.livingMedian(formatSeconds(today.medianSeconds, lang))}</span>
          )}
        </p>
      )}
      {today && today.cases === 0 && instant > 0 && (
        <p className="living">
          <Icon name="check-circle" />
          <Link to="/smart" className="tabular">
            {texts.home.livingNone(hot.length, instant)}
          </Link>
        </p>
      )}
      {me?.account === 'staff' && (
        <section className="mine card mine--staff">
          <h2>{texts.home.mine(me.name)}</h2>
          <p className="quiet">{texts.home.staffText}</p>
          <a className="button button--primary" href="/work">
            {texts.home.toWork}
          </a>
        </section>
      )}
      {me === undefined && wasSignedIn() && <MattersComing />}
      {me?.account === 'person' && <MyMatters me={me} />}
      <div className="home__columns">
        <section aria-labelledby="hot">
          <h2 id="hot">{texts.home.hot}</h2>
          <Loaded query={home} shape="list">
            {(data) => (
              <ul className="item-list">
                {data.hot.slice(0, elder ? 3 : 8).map((item) => (
                  <ItemRow key={item.slug} item={item} />
                ))}
              </ul>
            )}
          </Loaded>
          <p className="home__all">
            <Link to="/search">{texts.home.allItems}</Link>
          </p>
        </section>
        <div className="stack">
          <section aria-labelledby="events" className="card">
            <h2 id="events">{texts.home.lifeEvents}</h2>
            <ul className="events">
              {(home.data?.lifeEvents ?? []).map((event) => (
                <li key={event.name}>
                  <Link to={`/search?event=${encodeURIComponent(event.name)}`}>
                    <Icon name={EVENT_ICON[event.name] ?? 'grid'} />
                    <span>{say(event.label)}</span>
                    <span className="count" aria-hidden="true">
                      {event.count}
                    </span>
                    <span className="visually-hidden">, {texts.home.eventItems(event.count)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
          <QueryField />
          <VerifyField />
        </div>
      </div>
    </Page>
  );
}
