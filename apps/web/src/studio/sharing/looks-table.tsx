import { listShareLooks } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** What a system asked, the latest first: what, for what, by what right, and what it was answered. */
export function LooksTable({ systemId }: { systemId: string }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const looks = useRead(listShareLooks, { params: { systemId } }, { staleTime: 0 });
  return (
    <section className="stack" aria-labelledby="looks-title">
      <div>
        <h2 id="looks-title">{t('looks')}</h2>
        <p className="quiet">{t('looksLead')}</p>
      </div>
      <Loaded query={looks} shape="lines">
        {(all) =>
          all.length === 0 ? (
            <Empty icon="eye" title={t('noLooks')} text={t('noLooksText')} />
          ) : (
            <table className="record-table">
              <thead>
                <tr>
                  <th scope="col">{t('time')}</th>
                  <th scope="col">{t('what')}</th>
                  <th scope="col">{t('purpose')}</th>
                  <th scope="col">{t('basis')}</th>
                  <th scope="col">{t('operator')}</th>
                  <th scope="col">{t('answer')}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((k, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two questions may come in one millisecond
                  <tr key={`${k.at}${i}`}>
                    <td data-label={t('time')} className="tabular">
                      {formatInstant(k.at, lang, true)}
                    </td>
                    <td data-label={t('what')}>
                      {say(k.what)}
                      {k.typeName && <span className="quiet"> {say(k.typeName)}</span>}
                    </td>
                    <td data-label={t('purpose')}>
                      {k.purpose || '—'}
                      {k.caseNumber && (
                        <span className="quiet tabular">
                          {' '}
                          {t('caseNumber')} {k.caseNumber}
                        </span>
                      )}
                    </td>
                    <td data-label={t('basis')}>{k.basis ? say(k.basis) : '—'}</td>
                    <td data-label={t('operator')}>{k.operator ?? '—'}</td>
                    <td data-label={t('answer')}>
                      <Tag tone={k.status === 0 ? 'ok' : 'danger'}>{say(k.answer)}</Tag>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}
