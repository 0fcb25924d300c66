import type { CaseView } from '@miaopi/contracts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { MaterialPreview } from '../file/material-preview.tsx';
import { useIntakeTexts } from './intake-texts.ts';

/** What was told to be corrected, and each further filing side by side with the one before it. */
export function Corrections({ view }: { view: CaseView }) {
  const t = useIntakeTexts();
  const say = useSay();
  const { lang } = useLang();
  const situation = view.intake?.situation;
  if (!situation && view.corrections.length === 0 && view.filings.length === 0) return null;
  return (
    <section className="work-part" aria-labelledby="corrections-title">
      <div className="work-part__head">
        <h2 id="corrections-title">{view.corrections.length + view.filings.length > 0 ? t.title : t.receivedTitle}</h2>
      </div>
      {situation && <p className="quiet">{t.receivedAs(say(situation))}</p>}
      {view.corrections.map((one) => (
        <div key={one.nth} className="correction-told">
          <p>
            <strong>{t.notice(one.nth)}</strong> <span className="tabular">{one.number}</span>{' '}
            <span className="quiet">
              {t.by(one.askedBy)} · <span className="tabular">{formatInstant(one.askedAt, lang)}</span> ·{' '}
              <span className="tabular">{t.until(formatDate(one.until, lang))}</span>
            </span>
          </p>
          <ol>
            {one.points.map((point) => (
              <li key={`${point.field} ${point.page ?? ''}`}>
                <strong>{say(point.label)}</strong>
                {point.page !== undefined && <span className="tabular"> {t.pageOf(point.page)}</span>}
                <span className="correction-told__why">{point.why}</span>
                <span className="quiet">{point.how}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {view.filings.map((one) => (
        <div key={one.filing} className="correction-filed">
          <p>
            <strong>{t.filed(one.filing)}</strong>{' '}
            <span className="quiet">
              {t.how2[one.way]} · <span className="tabular">{formatInstant(one.at, lang)}</span>
              {one.from && ` · ${one.from}`}
              {one.byOfficial && ` · ${t.recordedBy(one.by)}`}
              {one.copies ? ` · ${t.copiesOf(one.copies)}` : ''}
            </span>
          </p>
          {one.changes.length === 0 ? (
            <p className="quiet">{t.noChange}</p>
          ) : (
            <table className="compare">
              <caption className="visually-hidden">{t.changed}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.changed}</th>
                  <th scope="col">{t.before}</th>
                  <th scope="col">{t.after}</th>
                </tr>
              </thead>
              <tbody>
                {one.changes.map((change) => (
                  <tr key={change.field}>
                    <th scope="row">{say(change.label)}</th>
                    {[
                      { text: change.before, files: change.beforeFiles },
                      { text: change.after, files: change.afterFiles },
                    ].map((side, n) => (
                      <td key={n === 0 ? 'before' : 'after'} data-label={n === 0 ? t.before : t.after}>
                        {say(side.text) || <span className="quiet">{t.nothingThere}</span>}
                        {side.files.map((fileId) => (
                          <MaterialPreview key={fileId} fileId={fileId} name={say(change.label)} />
                        ))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </section>
  );
}
