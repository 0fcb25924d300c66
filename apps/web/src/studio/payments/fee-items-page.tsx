import { listFeeItems } from '@miaopi/contracts';
import { Fragment } from 'react';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatMoney } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { Empty } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** What the items in force charge. */
export function FeeItemsPage() {
  const t = useT();
  const say = useSay();
  const read = useRead(listFeeItems, {}, { staleTime: 60_000 });
  return (
    <Page title={t('feeItems')} lead={t('feeItemsLead')}>
      <Loaded query={read} shape="list">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="file" title={t('noFees')} />
          ) : (
            <ul className="fee-list">
              {items.map((item) => (
                <li key={item.slug} className="card">
                  <h2>
                    <a href={`/items/${item.slug}`}>{say(item.name)}</a>
                  </h2>
                  <p className="quiet">
                    {say(item.office)} · {t(item.due === 'decision' ? 'dueDecision' : 'dueLicence')} · {item.payDays}{' '}
                    {t('days')}
                  </p>
                  {item.lines.map((line) => (
                    <dl key={line.code} className="facts">
                      <dt>{t('fee')}</dt>
                      <dd>
                        {say(line.name)} <span className="quiet tabular">{line.code}</span>
                      </dd>
                      <dt>{t('standard')}</dt>
                      <dd className="tabular">
                        {say(line.standard)} · {formatMoney(line.amount)}
                      </dd>
                      <dt>{t('basis')}</dt>
                      <dd lang="zh-CN">
                        {item.basis.law} {item.basis.article}
                      </dd>
                      {line.reductions.map((r) => (
                        <Fragment key={r.name.zh}>
                          <dt>{t('reductions')}</dt>
                          <dd>
                            {say(r.name)} <span className="tabular">−{r.percent}%</span>{' '}
                            <span className="quiet" lang="zh-CN">
                              {r.law} {r.article}
                            </span>
                          </dd>
                        </Fragment>
                      ))}
                    </dl>
                  ))}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
