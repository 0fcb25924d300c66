import { listPublicNotices } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { NOTICES } from './public-notices-texts.ts';

/** 公告送达 (F204): results whose holders could not be reached, names masked, until their days are over. */
export function PublicNoticesPage() {
  const say = useSay();
  const { lang } = useLang();
  const t = NOTICES[lang];
  const read = useRead(listPublicNotices, {}, { staleTime: 60_000 });
  return (
    <Page title={t.title} lead={t.lead} width="narrow">
      <Loaded query={read} shape="list">
        {({ notices }) =>
          notices.length === 0 ? (
            <Empty icon="check-circle" title={t.none} text={t.noneText} />
          ) : (
            <ul className="stack">
              {notices.map((n) => (
                <li key={n.number} className="card">
                  <h2 className="card__title">
                    {n.holder}
                    <span> · </span>
                    {say(n.result)}
                  </h2>
                  <p>{t.body(say(n.office), formatDate(n.until, lang))}</p>
                  <p className="quiet">{n.number}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
