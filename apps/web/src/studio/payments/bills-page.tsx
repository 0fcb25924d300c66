import { type BillState, listOfficeBills } from '@miaopi/contracts';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { BillTag } from '../../portal/payments/bill-tag.tsx';
import { formatMoney } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

const states: readonly (readonly [BillState, { readonly zh: string; readonly en: string }])[] = [
  ['due', { zh: '待缴', en: 'To be paid' }],
  ['paid', { zh: '已缴', en: 'Paid' }],
  ['reconciled', { zh: '已对账', en: 'Reconciled' }],
  ['refunding', { zh: '退款中', en: 'Being refunded' }],
  ['refunded', { zh: '已退', en: 'Refunded' }],
  ['cancelled', { zh: '已作废', en: 'Void' }],
];

/** Bills of the office. */
export function BillsPage() {
  const t = useT();
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const [limit, setLimit] = useState(20);
  const state = states.find(([s]) => s === search.get('state'))?.[0];
  const q = search.get('q') ?? '';
  const read = useRead(
    listOfficeBills,
    { query: { limit, ...(state ? { state } : {}), ...(q ? { q } : {}) } },
    { staleTime: 0, keep: true },
  );
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(key, value);
    else next.delete(key);
    setSearch(next, { replace: true });
  };
  return (
    <Page title={t('bills')} lead={t('billsLead')}>
      <form
        className="fee-ask"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', typed.trim());
        }}
      >
        <Field label={t('state')}>
          {(c) => (
            <select {...c} className="input" value={state ?? ''} onChange={(e) => set('state', e.target.value)}>
              <option value="">{t('all')}</option>
              {states.map(([id, name]) => (
                <option key={id} value={id}>
                  {say(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('find')}>
          {(c) => (
            <input
              {...c}
              type="search"
              className="input"
              maxLength={60}
              value={typed}
              onChange={(e) => setTyped(e.target.value)}
            />
          )}
        </Field>
        <Button type="submit" icon="search">
          {t('go')}
        </Button>
      </form>
      <Loaded query={read} shape="list">
        {({ bills, next }) =>
          bills.length === 0 ? (
            <Empty icon="file" title={t('noBills')} />
          ) : (
            <>
              <ul className="fee-rows">
                {bills.map((b) => (
                  <li key={b.id}>
                    <div>
                      <p>
                        <Link to={`/studio/fees/bills/${b.id}`}>
                          <strong className="tabular">{b.number}</strong>
                        </Link>{' '}
                        <BillTag bill={b} />
                      </p>
                      <p className="quiet">
                        {b.payer} · {say(b.itemName)} · <span className="tabular">{b.caseNumber}</span>
                      </p>
                    </div>
                    <strong className="tabular">{formatMoney(b.total)}</strong>
                  </li>
                ))}
              </ul>
              {next && limit < 100 && <Button onClick={() => setLimit(100)}>{t('more')}</Button>}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
