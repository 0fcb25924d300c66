import { downloadGuide, type Guide } from '@miaopi/contracts';
import { Link } from 'react-router';
import { api } from '../../app/api.ts';
import { useElder } from '../../app/settings.tsx';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ButtonLink, More } from '../../ui/kit.tsx';
import { EXPERIENCE } from '../experiences/experience-texts.ts';
import { ItemTags } from '../search/item-tags.tsx';
import { HandOver } from '../vertical/hand-over.tsx';
import { GuideConditions } from './guide-conditions.tsx';
import { GuideElements } from './guide-elements.tsx';
import { GuideExperiences } from './guide-experiences.tsx';
import { GuideFacts } from './guide-facts.tsx';
import { GuideMaterials } from './guide-materials.tsx';
import { GuideResult, GuideSteps } from './guide-steps.tsx';
import './guide.css';

/** The guide with all elements of the national list; the same on the server (readable without script) and in the browser. */
export function GuideView({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const { elder } = useElder();
  const parts = [
    ['conditions', texts.guide.conditions],
    ['materials', texts.guide.materials],
    ['steps', texts.guide.steps],
    ['result', texts.guide.result],
    ...(guide.faqs.length ? [['faqs', texts.guide.faqs]] : []),
    ...(guide.experiences.length ? [['experiences', EXPERIENCE[lang].guideTitle]] : []),
    ['where', texts.guide.where],
    ['elements', texts.guide.elements],
  ] as const;
  return (
    <>
      <header className="guide-head">
        <ItemTags tags={guide.tags} />
        <h1 tabIndex={-1}>{say(guide.name)}</h1>
        <p className="guide-head__summary">{say(guide.summary)}</p>
      </header>
      <div className="guide">
        <GuideFacts guide={guide} />
        <article className="guide__main">
          <section>
            <h2>{texts.guide.who}</h2>
            <p className="measure">{say(guide.who)}</p>
          </section>
          {guide.vertical && <HandOver vertical={guide.vertical} at="guide" />}
          {!elder && (
            <nav aria-label={texts.guide.toc} className="guide__toc">
              <ul>
                {parts.map(([id, name]) => (
                  <li key={id}>
                    <a href={`#${id}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <GuideConditions guide={guide} />
          <GuideMaterials guide={guide} />
          <GuideSteps guide={guide} />
          <GuideResult guide={guide} />
          {guide.faqs.length > 0 && (
            <section id="faqs">
              <h2>{texts.guide.faqs}</h2>
              <div className="lined">
                {guide.faqs.map((faq) => (
                  <More key={faq.question.zh} summary={say(faq.question)}>
                    <p className="measure">{say(faq.answer)}</p>
                  </More>
                ))}
              </div>
            </section>
          )}
          <GuideExperiences guide={guide} />
          <section id="where">
            <h2>{texts.guide.where}</h2>
            <dl className="facts">
              <dt>{texts.guide.consult}</dt>
              <dd className="tabular">
                <a href={`tel:${guide.consult.phone}`}>{guide.consult.phone}</a>
              </dd>
              <dt>{texts.guide.complain}</dt>
              <dd className="tabular">
                <a href={`tel:${guide.complain.phone}`}>{guide.complain.phone}</a>
                {' · '}
                <Link to={`/complain?item=${guide.slug}`}>{texts.guide.makeComplaint}</Link>
              </dd>
              <dt>{texts.guide.window}</dt>
              <dd>{say(guide.consult.window)}</dd>
              <dt>{texts.guide.review}</dt>
              <dd>{say(guide.appeal.review)}</dd>
              <dt>{texts.guide.court}</dt>
              <dd>{say(guide.appeal.court)}</dd>
            </dl>
          </section>
          <GuideElements guide={guide} />
          <div className="button-row guide__end">
            {guide.online && (
              <ButtonLink to={`/items/${guide.slug}/apply`} kind="primary">
                {texts.guide.apply}
              </ButtonLink>
            )}
            <a
              className="button button--plain"
              href={api.url(downloadGuide, { params: { slug: guide.slug } })}
              download
            >
              <Icon name="download" />
              {texts.guide.download}
            </a>
          </div>
        </article>
      </div>
    </>
  );
}
