import { listCaseNotices } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Deliveries } from '../../notices/deliveries.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';

/** What the applicant was told, by which channels, and whether it arrived (F109). */
export function Told({ caseId }: { caseId: string }) {
  const t = useNoticeTexts();
  const say = useSay();
  const { lang } = useLang();
  const notices = useRead(listCaseNotices, { params: { caseId } });
  return (
    <section className="work-part" aria-labelledby="told-title">
      <div className="work-part__head">
        <h2 id="told-title">{t.told}</h2>
      </div>
      <Loaded query={notices} shape="list">
        {(data) =>
          data.notices.length === 0 ? (
            <p className="quiet">{t.toldNone}</p>
          ) : (
            <ul className="told-list">
              {data.notices.map((one) => (
                <li key={one.id}>
                  <strong>{say(one.title)}</strong>{' '}
                  <Tag tone={one.read ? 'ok' : 'plain'}>{one.read ? t.toldRead : t.toldUnread}</Tag>
                  <p>{say(one.body)}</p>
                  <p className="quiet tabular">{formatInstant(one.at, lang)}</p>
                  <Deliveries of={one.deliveries} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
