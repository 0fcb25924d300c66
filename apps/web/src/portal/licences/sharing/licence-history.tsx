import type { LicenceEvent } from '@miaopi/contracts';
import { formatInstant } from '../../../texts/format.ts';
import { useLang, useSay } from '../../../texts/lang.tsx';
import { WithChinese } from '../../../ui/with-chinese.tsx';
import { useSharingTexts } from './sharing-texts.ts';

/** What happened to a licence, the newest first. */
export function LicenceHistory({ events }: { events: readonly LicenceEvent[] }) {
  const t = useSharingTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <ol className="history">
      {events.toReversed().map((event) => (
        <li key={`${event.at} ${event.name.zh}`}>
          <strong>{say(event.name)}</strong> <span className="quiet tabular">{formatInstant(event.at, lang)}</span>
          {event.reason && (
            <p>
              <WithChinese text={say(event.reason)} />
            </p>
          )}
          {event.note && <blockquote lang="zh-CN">{event.note}</blockquote>}
          <p className="quiet">
            <WithChinese
              text={[event.document && `${t.document} ${event.document}`, event.by, event.confirmedBy]
                .filter(Boolean)
                .join(' · ')}
            />
          </p>
        </li>
      ))}
    </ol>
  );
}
