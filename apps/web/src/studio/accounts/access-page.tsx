import { type AccessPolicy, listAccessPolicies } from '@miaopi/contracts';
import { useState } from 'react';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Empty, Tag } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { AccessDialog, type Pair } from './access-dialog.tsx';
import { useT } from './texts.ts';

const tones = { open: 'ok', 'read-only': 'waiting', closed: 'danger' } as const;

/** F041: which class of users finds which application open; one cell is changed and no other moves. */
export function AccessPage() {
  const t = useT();
  const { lang } = useLang();
  const list = useRead(listAccessPolicies, {});
  const [pair, setPair] = useState<Pair>();
  if (list.error)
    return (
      <Page title={t('access')} lead={t('accessLead')}>
        <Failure error={list.error} retry={() => list.refetch()} />
      </Page>
    );
  const { data } = list;
  const ruleOf = ({ application, userClass }: Pair): AccessPolicy['rule'] =>
    data?.inForce.find((p) => p.application === application && p.userClass === userClass)?.rule ?? 'open';
  return (
    <Page title={t('access')} lead={t('accessLead')}>
      {!data ? (
        <Skeleton />
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways on a phone, also by keyboard */}
          <section className="access" aria-label={t('access')} tabIndex={0}>
            <table className="record-table record-table--dense">
              <thead>
                <tr>
                  <th scope="col">{t('userClass')}</th>
                  {data.applications.map((application) => (
                    <th scope="col" key={application}>
                      {t(`app-${application}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.userClasses.map((userClass) => (
                  <tr key={userClass}>
                    <th scope="row">{t(`class-${userClass}`)}</th>
                    {data.applications.map((application) => {
                      const rule = ruleOf({ application, userClass });
                      const kept = application === 'studio' && userClass === 'operator';
                      const tag = <Tag tone={tones[rule]}>{t(`rule-${rule}`)}</Tag>;
                      return (
                        <td key={application} data-label={t(`app-${application}`)}>
                          {data.maySet && !kept ? (
                            <button
                              type="button"
                              className="access__cell"
                              aria-label={`${t(`class-${userClass}`)} · ${t(`app-${application}`)} · ${t(`rule-${rule}`)} · ${t('change')}`}
                              onClick={() => setPair({ application, userClass })}
                            >
                              {tag}
                            </button>
                          ) : (
                            tag
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <h2 className="access__history">{t('history')}</h2>
          {data.history.length === 0 ? (
            <Empty icon="inbox" title={t('none')} text={t('accessNone')} />
          ) : (
            <ul className="seal-list">
              {data.history.map((p) => (
                <li key={p.id} className="card seal-row">
                  <p>
                    <strong>
                      {t(`class-${p.userClass}`)} · {t(`app-${p.application}`)}
                    </strong>{' '}
                    <Tag tone={tones[p.rule]}>{t(`rule-${p.rule}`)}</Tag>
                  </p>
                  <p>{p.reason}</p>
                  <p className="quiet">
                    <span className="tabular">{formatInstant(p.at, lang)}</span> {p.by.name} {p.by.number}
                    {p.until && (
                      <>
                        {' '}
                        · {t('until')} <span className="tabular">{formatInstant(p.until, lang)}</span>
                      </>
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {pair && (
        <AccessDialog
          pair={pair}
          rule={ruleOf(pair)}
          onClose={() => setPair(undefined)}
          onDone={() => {
            setPair(undefined);
            void list.refetch();
          }}
        />
      )}
    </Page>
  );
}
