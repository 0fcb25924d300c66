import { listLicenceTypes } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { shareNames } from './row-choices.ts';
import { useT, versionName } from './texts.ts';

/** The licence types of the official's office, with what is in force and what waits. */
export function TypesPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const types = useRead(listLicenceTypes, {}, { staleTime: 0 });
  return (
    <Page title={t('types')} lead={t('typesLead')}>
      <Loaded query={types} shape="list">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="book" title={t('none')} text={t('noneText')} />
          ) : (
            <ul className="type-list">
              {all.map((type) => (
                <li key={type.typeCode} className="card type-card">
                  <div className="type-card__head">
                    <h2>
                      <Link to={`/studio/licence-types/${type.typeCode}`}>{say(type.name)}</Link>
                    </h2>
                    {type.draft && <Tag tone="waiting">{t('draftWaits')}</Tag>}
                  </div>
                  <dl className="facts facts--small">
                    <dt>{t('code')}</dt>
                    <dd className="tabular">{type.typeCode}</dd>
                    <dt>{t('numberRule')}</dt>
                    <dd>
                      <code>{type.numberRule}</code>
                    </dd>
                    <dt>{t('share')}</dt>
                    <dd>{t(shareNames[type.share])}</dd>
                    <dt>{t('inForce')}</dt>
                    <dd>
                      {versionName(type.version, lang)}
                      {type.source === 'package' && ` · ${t('fromPackage')}`}
                      {type.publishedAt && (
                        <span className="quiet tabular"> · {formatDate(type.publishedAt, lang)}</span>
                      )}
                    </dd>
                  </dl>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
