import { type Guide, getResultSample } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { FlowList } from '../../flow/flow-list.tsx';
import { FlowPicture } from '../../flow/flow-picture.tsx';
import { FLOW } from '../../flow/flow-texts.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { More, Pause, Tag } from '../../ui/kit.tsx';

export function GuideSteps({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section id="steps">
      <h2>{texts.guide.steps}</h2>
      <ol className="line">
        {guide.steps.map((step) => (
          <li key={step.name} className="line__step">
            <div className="line__head">
              <h3>{texts.guide.stepNames[step.name] ?? step.name}</h3>
              <Tag tone={step.role === 'system' ? 'primary' : 'plain'}>
                {step.role === 'system' ? texts.guide.bySystem : texts.guide.byOfficial}
              </Tag>
              <Pause />
              <span className="line__time tabular">{texts.guide.days(step.days)}</span>
            </div>
            <p className="quiet">{say(step.standard)}</p>
          </li>
        ))}
      </ol>
      <h3>{FLOW[lang].title}</h3>
      <FlowPicture flow={guide.flow} name={say(guide.name)} />
      <More summary={FLOW[lang].inWords}>
        <FlowList flow={guide.flow} />
      </More>
    </section>
  );
}

export function GuideResult({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  const name = say(guide.result.name);
  return (
    <section id="result">
      <h2>{texts.guide.result}</h2>
      <p className="measure">{texts.guide.resultText(name)}</p>
      <figure className="sample">
        <img
          loading="lazy"
          src={api.url(getResultSample, { params: { slug: guide.slug } })}
          alt={texts.guide.sample(name)}
        />
        <figcaption className="quiet">{texts.guide.sampleNote}</figcaption>
      </figure>
      <p className="quiet">
        {texts.guide.elementNames.delivery}
        {texts.common.colon}
        {guide.delivery.map((one) => texts.guide.deliveries[one] ?? one).join(texts.common.comma)}
      </p>
    </section>
  );
}
