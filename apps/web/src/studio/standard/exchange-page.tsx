import { getStandardExchange } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { FaultTable } from './fault-list.tsx';
import { useT } from './texts.ts';

/** The exchange schema: the last handing over, what lies there, what came from others and is faulty. */
export function ExchangePage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const state = useRead(getStandardExchange, {}, { staleTime: 0, refetchInterval: 30_000 });
  return (
    <Page title={t('exchange')} lead={t('exchangeLead')}>
      <Loaded query={state} shape="page">
        {(x) => (
          <div className="stack">
            {x.error ? (
              <Notice tone="danger" title={t('exchangeFailed')} live="alert">
                <p>
                  {x.failedAt && formatInstant(x.failedAt, lang, true)} · {x.error}
                </p>
              </Notice>
            ) : (
              <Notice tone={x.ranAt ? 'ok' : 'waiting'} title={t(x.ranAt ? 'exchangeGood' : 'exchangeWaits')} />
            )}
            <dl className="facts facts--small card">
              <dt>{t('dataSource')}</dt>
              <dd>
                <code>{x.source}</code>
              </dd>
              <dt>{t('lastRun')}</dt>
              <dd className="tabular">{x.ranAt ? formatInstant(x.ranAt, lang, true) : '—'}</dd>
              <dt>{t('lastHanded')}</dt>
              <dd className="tabular">
                {x.handedAt
                  ? `${formatInstant(x.handedAt, lang, true)} · ${x.batch ?? ''} · ${x.cases} ${t('casesUnit')}, ${x.licences} ${t('licencesUnit')}, ${x.rows} ${t('rowsUnit')}`
                  : '—'}
              </dd>
              <dt>{t('received')}</dt>
              <dd className="tabular">
                {x.received} {t('casesUnit')} · {x.faulty} {t('faultyUnit')}
              </dd>
            </dl>
            {x.tables.length > 0 && (
              <table className="record-table record-table--dense">
                <thead>
                  <tr>
                    <th scope="col">{t('table')}</th>
                    <th scope="col">{t('content')}</th>
                    <th scope="col">{t('rowCount')}</th>
                    <th scope="col">{t('lastChange')}</th>
                  </tr>
                </thead>
                <tbody>
                  {x.tables.map((one) => (
                    <tr key={one.name}>
                      <th scope="row" data-label={t('table')}>
                        {one.name}
                      </th>
                      <td data-label={t('content')}>{say(one.title)}</td>
                      <td data-label={t('rowCount')} className="tabular">
                        {one.rows}
                      </td>
                      <td data-label={t('lastChange')} className="tabular">
                        {one.lastAt ? formatInstant(one.lastAt, lang) : '—'}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <section className="stack" aria-labelledby="faulty-title">
              <h2 id="faulty-title">{t('faultyCases')}</h2>
              {x.faultyCases.length === 0 ? (
                <Empty icon="check-circle" title={t('noFaultyCases')} text={t('noFaultyText')} />
              ) : (
                x.faultyCases.map((one) => (
                  <div key={one.number} className="stack">
                    <h3 className="tabular">
                      {one.number || '—'} · {one.source} · {formatInstant(one.at, lang)}
                    </h3>
                    <FaultTable faults={one.faults} />
                  </div>
                ))
              )}
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
