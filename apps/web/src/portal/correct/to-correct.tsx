import type { CaseView } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink } from '../../ui/kit.tsx';
import { WithChinese } from '../../ui/with-chinese.tsx';
import { useCorrectTexts } from './correct-texts.ts';
import './correct.css';

/** On the page of a case that waits for its applicant: what is to be corrected, and the way there. */
export function ToCorrect({ view }: { view: CaseView }) {
  const t = useCorrectTexts();
  const say = useSay();
  const notice = view.corrections.at(-1);
  if (!notice) return null;
  return (
    <div className="card stack to-correct">
      <ol className="stack stack--tight">
        {notice.points.map((point) => (
          <li key={`${point.field} ${point.page ?? ''}`}>
            <p>
              <strong>{say(point.label)}</strong>
            </p>
            <p>
              {t.why}
              {point.page !== undefined && t.page(point.page)}
              <WithChinese text={point.why} />
            </p>
            <p className="quiet">
              {t.how}
              <WithChinese text={point.how} />
            </p>
          </li>
        ))}
      </ol>
      <div className="button-row">
        <ButtonLink kind="primary" icon="pencil" to={`/cases/${view.id}/correct`}>
          {t.openIt}
        </ButtonLink>
      </div>
      <p className="quiet">{t.elsewhere}</p>
    </div>
  );
}
