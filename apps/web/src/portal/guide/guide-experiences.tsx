import type { Guide } from '@miaopi/contracts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { EXPERIENCE } from '../experiences/experience-texts.ts';

/** What people tell whose cases are closed (F064); nothing where nobody has yet. */
export function GuideExperiences({ guide }: { guide: Guide }) {
  const { lang } = useLang();
  const say = useSay();
  if (guide.experiences.length === 0) return null;
  return (
    <section id="experiences">
      <h2>{EXPERIENCE[lang].guideTitle}</h2>
      <p className="quiet">{EXPERIENCE[lang].guideIntro}</p>
      <ul className="experiences">
        {guide.experiences.map((one) => (
          <li key={one.id}>
            <figure>
              <blockquote className="experience-text">{one.text}</blockquote>
              <figcaption className="quiet">
                {say(one.by)} · <span className="tabular">{formatDate(one.on, lang)}</span>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </section>
  );
}
