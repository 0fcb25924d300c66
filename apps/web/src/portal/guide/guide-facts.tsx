import { downloadGuide, type Guide } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { formatCount, formatMoney, formatSeconds, formatShare } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { useLimit } from '../../texts/limit.ts';
import { Icon } from '../../ui/icon.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { BOOKING } from '../appointments/booking-texts.ts';
import { GuideModes } from '../originals/guide-modes.tsx';

/** What decides whether one goes on: visits, limit, fee, channel, and the one button. Stays in sight on wide screens. */
export function GuideFacts({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const limit = useLimit();
  const fee = guide.fee.charged
    ? formatMoney(guide.fee.lines.reduce((sum, line) => sum + line.amount, 0))
    : texts.common.free;
  return (
    <aside className="guide__facts card" aria-label={texts.guide.facts}>
      <dl>
        <div>
          <dt>{texts.guide.limit}</dt>
          <dd className="guide__figure">{limit(guide.promised)}</dd>
        </div>
        <div>
          <dt>{texts.guide.visits}</dt>
          <dd>
            {guide.visits === 0 ? texts.guide.visitsZero : texts.common.times(guide.visits)}
            {guide.modes.length > 1 && <GuideModes guide={guide} />}
            {guide.visitReason && <span className="quiet">{say(guide.visitReason)}</span>}
          </dd>
        </div>
        <div>
          <dt>{texts.guide.fee}</dt>
          <dd className="tabular">{fee}</dd>
        </div>
        <div>
          <dt>{texts.guide.statutory}</dt>
          <dd>{guide.statutory ? limit(guide.statutory) : texts.guide.noStatutory}</dd>
        </div>
        <div>
          <dt>{texts.guide.channel}</dt>
          <dd>{guide.channels.map((one) => texts.guide.channels[one] ?? one).join(texts.common.comma)}</dd>
        </div>
        {guide.figures.medianSeconds !== null && (
          <div>
            <dt>{texts.guide.medianAuto}</dt>
            <dd className="tabular">{formatSeconds(guide.figures.medianSeconds, lang)}</dd>
          </div>
        )}
        {guide.figures.automaticShare !== null && (
          <div>
            <dt>{texts.guide.automaticShare}</dt>
            <dd className="tabular">
              {formatShare(guide.figures.automaticShare)}
              <span className="quiet"> {texts.guide.decided(formatCount(guide.figures.decided))}</span>
            </dd>
          </div>
        )}
      </dl>
      {guide.online ? (
        <ButtonLink to={`/items/${guide.slug}/apply`} kind="primary" size="large" className="button--wide">
          {texts.guide.apply}
        </ButtonLink>
      ) : (
        <Notice tone="waiting">{texts.guide.closed[guide.state]}</Notice>
      )}
      {guide.bookable && (
        <ButtonLink to={`/items/${guide.slug}/book`} icon="calendar" className="button--wide">
          {BOOKING[lang].link}
        </ButtonLink>
      )}
      <a
        className="button button--text button--wide"
        href={api.url(downloadGuide, { params: { slug: guide.slug } })}
        download
      >
        <Icon name="download" />
        {texts.guide.download}
      </a>
    </aside>
  );
}
