import { type CaseView, getGuide } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { useWorkTexts } from '../texts.ts';
import type { DecisionDraft, Outcome } from './decision-draft.ts';

/** The decision as the applicant will read it, while it is written. */
export function DecisionPreview({ view, outcome, draft }: { view: CaseView; outcome: Outcome; draft: DecisionDraft }) {
  const { decide } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const guide = useRead(getGuide, { params: { slug: view.slug } }, { staleTime: 600_000 });
  const grounds = view.conditions.filter((one) => draft.grounds[one.id]?.ticked);
  const basis = [...new Map(grounds.map((one) => [one.basis.law + one.basis.article, one.basis])).values()];
  const reason = draft.reason[outcome].trim();
  return (
    <section className="letter" aria-labelledby="letter-title">
      <h3 id="letter-title">{decide.preview}</h3>
      <div className="letter__paper">
        <p className="letter__title">{outcome === 'grant' ? decide.grantDocument : decide.refuseDocument}</p>
        <p>{decide.to(view.applicant)}</p>
        <p className="letter__reason">{reason || <span className="quiet">{decide.notYet}</span>}</p>
        {outcome === 'refuse' && (
          <>
            <h4>{decide.basis}</h4>
            {basis.length === 0 ? (
              <p className="quiet">{decide.noGrounds}</p>
            ) : (
              basis.map((one) => (
                <p key={one.law + one.article} lang="zh-CN">
                  {texts.guide.article(one.law, one.article)}：{one.content}
                </p>
              ))
            )}
            <h4>{decide.remedy}</h4>
            {grounds.length === 0 ? (
              <p className="quiet">{decide.noGrounds}</p>
            ) : (
              [...new Set(grounds.map((one) => say(one.remedy)))].map((one) => <p key={one}>{one}</p>)
            )}
            {guide.data && (
              <>
                <h4>{decide.rights}</h4>
                <p>
                  {decide.review}
                  {texts.common.colon}
                  {say(guide.data.appeal.review)}
                </p>
                <p>
                  {decide.court}
                  {texts.common.colon}
                  {say(guide.data.appeal.court)}
                </p>
              </>
            )}
          </>
        )}
        <p className="letter__sign">
          {say(view.office)}
          <br />
          {formatDate(new Date(), lang)}
        </p>
      </div>
    </section>
  );
}
