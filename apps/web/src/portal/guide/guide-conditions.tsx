import type { Guide } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';

type Basis = Guide['basis'][number];

/** A clause, named; its content in own words opens on demand. */
export function BasisLine({ basis }: { basis: Basis }) {
  const texts = useTexts();
  return (
    <details className="basis">
      <summary lang="zh-CN">{texts.guide.article(basis.law, basis.article)}</summary>
      <p lang="zh-CN">{basis.content}</p>
      {basis.issuedBy && (
        <p className="quiet" lang="zh-CN">
          {basis.issuedBy}
        </p>
      )}
    </details>
  );
}

export function GuideConditions({ guide }: { guide: Guide }) {
  const texts = useTexts();
  const say = useSay();
  return (
    <section id="conditions">
      <h2>{texts.guide.conditions}</h2>
      <p className="quiet">{texts.guide.conditionsIntro(guide.conditions.length)}</p>
      <ol className="conditions">
        {guide.conditions.map((condition) => (
          <li key={condition.id}>
            <p className="conditions__text">{say(condition.text)}</p>
            <BasisLine basis={condition.basis} />
            <p className="quiet">
              {texts.guide.remedy}
              {texts.common.colon}
              {say(condition.remedy)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
