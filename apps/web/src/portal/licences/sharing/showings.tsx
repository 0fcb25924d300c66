import type { LicenceSharing } from '@miaopi/contracts';
import { formatInstant, formatTime } from '../../../texts/format.ts';
import { useLang, useSay } from '../../../texts/lang.tsx';
import { useSharingTexts } from './sharing-texts.ts';

/** When the holder showed the licence, and who scanned it. */
export function Showings({ showings }: { showings: LicenceSharing['showings'] }) {
  const t = useSharingTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section className="stack" aria-labelledby="showings">
      <h3 id="showings">{t.showings}</h3>
      {showings.length === 0 ? (
        <p className="quiet">{t.noShowings}</p>
      ) : (
        <ul className="sharing__list">
          {showings.map((one) => (
            <li key={one.id}>
              <strong className="tabular">
                {formatInstant(one.startedAt, lang)} – {formatTime(one.endsAt)}
              </strong>
              <span className="quiet tabular">
                {one.checks.length === 0
                  ? t.notScanned
                  : one.checks
                      .toReversed()
                      .map((k) => t.scanned(formatTime(k.at, true), k.who ? say(k.who) : undefined))
                      .join(t.and)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
