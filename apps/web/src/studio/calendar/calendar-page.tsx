import { type CalendarYear, getCalendar, type WorkingCalendar } from '@miaopi/contracts';
import { useLocation } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { ButtonLink, More, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT, words } from './texts.ts';
import { YearPicture } from './year-picture.tsx';

/** Days before the end from which it is something to do. */
const soon = 60;

export function CalendarPage() {
  const t = useT();
  const read = useRead(getCalendar, {}, { staleTime: 0 });
  return (
    <Page title={t('section')} lead={t('lead')}>
      <Loaded query={read} shape="list">
        {(calendar) => (
          <div className="stack stack--wide">
            <Stand calendar={calendar} />
            {calendar.years.map((year, n) => (
              <Year key={year.year} year={year} open={n === 0} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Stand({ calendar }: { calendar: WorkingCalendar }) {
  const t = useT();
  const { lang } = useLang();
  const say = words[lang];
  const entered = (useLocation().state as { entered?: number } | null)?.entered;
  const { knownThrough, next } = calendar;
  const left = (Date.parse(knownThrough) - Date.parse(todayInChina())) / 86_400_000;
  return (
    <>
      {entered !== undefined && (
        <Notice tone="ok" live="polite">
          <p>{say.entered(entered)}</p>
        </Notice>
      )}
      <Notice tone={left < soon ? 'waiting' : 'info'} icon="calendar" title={say.known(formatDate(knownThrough, lang))}>
        <p>{t('beyond')}</p>
        {calendar.abilities.enter?.allowed && (
          <p className="button-row">
            <ButtonLink to={`/studio/calendar/${next}`} kind={left < soon ? 'primary' : 'plain'}>
              {say.enter(next)}
            </ButtonLink>
            <ButtonLink to={`/studio/calendar/${next - 1}`} kind="text">
              {say.again(next - 1)}
            </ButtonLink>
          </p>
        )}
      </Notice>
    </>
  );
}

function Year({ year: y, open }: { year: CalendarYear; open: boolean }) {
  const t = useT();
  const { lang } = useLang();
  const say = words[lang];
  return (
    <section className="card" aria-labelledby={`year-${y.year}`}>
      <h2 id={`year-${y.year}`} className="tabular">
        {y.year} <span className="quiet">{say.days(y.workingDays)}</span>
      </h2>
      <p className="quiet">
        {y.source === 'entered'
          ? say.source(y.notice ?? '', y.by ?? '', y.at ? formatDate(y.at, lang) : '')
          : t('program')}
      </p>
      <More summary={say.title(y.year)} open={open}>
        <dl className="facts" lang={lang === 'zh' ? undefined : 'zh-CN'}>
          {y.festivals.map((f) => (
            <FestivalRow key={f.name} name={f.name} from={f.from} to={f.to} work={f.work} />
          ))}
        </dl>
        <YearPicture year={y.year} festivals={y.festivals} />
      </More>
    </section>
  );
}

function FestivalRow(f: CalendarYear['festivals'][number]) {
  const { lang } = useLang();
  const say = words[lang];
  const day = (at: string) => formatDate(at, lang).replace(/^\d{4}年| \d{4}$/, '');
  return (
    <>
      <dt>{f.name}</dt>
      <dd lang={lang === 'zh' ? undefined : 'en'}>
        {say.span(day(f.from), day(f.to))}
        {f.work.length > 0 && (
          <span className="quiet"> · {say.works(f.work.map(day).join(lang === 'zh' ? '、' : ', '))}</span>
        )}
      </dd>
    </>
  );
}
