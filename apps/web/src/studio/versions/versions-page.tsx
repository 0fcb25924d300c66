import { listOutdated } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** Items with running cases of older versions, counted by version. */
export function VersionsPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const list = useRead(listOutdated, {});
  return (
    <Page title={t('versions')} lead={t('lead')}>
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="check" title={t('none')} text={t('noneText')} />
          ) : (
            <table className="record-table">
              <thead>
                <tr>
                  <th scope="col">{t('item')}</th>
                  <th scope="col">{t('inForce')}</th>
                  <th scope="col">{t('older')}</th>
                  <th scope="col">{t('open')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.slug}>
                    <td data-label={t('item')}>{say(item.name)}</td>
                    <td data-label={t('inForce')} className="tabular">
                      {item.inForce}
                    </td>
                    <td data-label={t('older')} className="tabular">
                      {item.versions
                        .map((v) =>
                          lang === 'zh' ? `第 ${v.version} 版 ${v.cases} 件` : `version ${v.version}: ${v.cases}`,
                        )
                        .join(lang === 'zh' ? '，' : ', ')}
                    </td>
                    <td data-label={t('open')}>
                      <ButtonLink to={`/studio/versions/${item.slug}`}>{t('open')}</ButtonLink>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Page>
  );
}
