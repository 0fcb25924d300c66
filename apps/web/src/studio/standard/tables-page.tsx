import { exportStandardRows, listStandardRows, listStandardTables, type StandardTableView } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Button, Empty, Field, FileLink, More } from '../../ui/kit.tsx';
import { Failure, Loaded, Skeleton } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import { anyCase, asked, type Which, WhichFields } from './which-fields.tsx';

type TableName = '申请信息';

/** The six tables: chosen, bounded, seen, taken away as a file. */
export function TablesPage() {
  const t = useT();
  const say = useSay();
  const choices = useRead(listStandardTables);
  const [name, setName] = useState<TableName>('申请信息');
  const [which, setWhich] = useState<Which>(anyCase);
  return (
    <Page title={t('tables')} lead={t('tablesLead')}>
      <Loaded query={choices}>
        {(all) => {
          const table = all.tables.find((one) => one.name === name);
          return (
            <div className="stack">
              <div className="studio-filters">
                <Field label={t('table')}>
                  {(c) => (
                    <select
                      {...c}
                      className="input"
                      value={name}
                      onChange={(e) => setName(e.target.value as TableName)}
                    >
                      {all.tables.map((one) => (
                        <option key={one.name} value={one.name}>
                          {say(one.title)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <WhichFields choices={all} which={which} onChange={setWhich} />
              </div>
              {table && <Rows key={`${name}${JSON.stringify(which)}`} table={table} which={which} />}
              {table && <Definition table={table} />}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Rows({ table, which }: { table: StandardTableView; which: Which }) {
  const t = useT();
  const say = useSay();
  const query = { table: table.name as TableName, ...asked(which) };
  const list = useInfiniteQuery({
    queryKey: [listStandardRows.name, query],
    queryFn: ({ pageParam }) =>
      api.call(listStandardRows, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // each look is on record: not again because a window was left and entered
    staleTime: 300_000,
  });
  if (list.error) return <Failure error={list.error} retry={() => list.refetch()} />;
  if (!list.data) return <Skeleton shape="lines" />;
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <Empty icon="inbox" title={t('noRows')} text={t('noRowsText')} />;
  return (
    <div className="stack">
      <div className="button-row">
        {(['csv', 'xlsx', 'json'] as const).map((format) => (
          <FileLink key={format} href={api.url(exportStandardRows, { query: { ...query, format } })}>
            {format.toUpperCase()}
          </FileLink>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard */}
      <section className="wide-table" tabIndex={0} aria-label={say(table.title)}>
        <table className="record-table record-table--dense">
          <thead>
            <tr>
              {table.fields.map((f) => (
                <th key={f.name} scope="col">
                  {say(f.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a case have no key of their own and never move
              <tr key={i}>
                {table.fields.map((f, n) => (
                  <td key={f.name} data-label={say(f.title)} className={f.type === 'text' ? undefined : 'tabular'}>
                    <span className="wide-table__cell">{row[n] ?? '—'}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {list.hasNextPage && (
        <div className="button-row">
          <Button onClick={() => list.fetchNextPage()}>{t('more')}</Button>
        </div>
      )}
    </div>
  );
}

function Definition({ table }: { table: StandardTableView }) {
  const t = useT();
  const say = useSay();
  return (
    <More summary={t('fields')}>
      <table className="record-table record-table--dense">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('length')}</th>
            <th scope="col">{t('needed')}</th>
            <th scope="col">{t('codes')}</th>
          </tr>
        </thead>
        <tbody>
          {table.fields.map((f) => (
            <tr key={f.name}>
              <th scope="row" data-label={t('field')}>
                {say(f.title)}
              </th>
              <td data-label={t('type')}>{t(`type-${f.type}`)}</td>
              <td data-label={t('length')} className="tabular">
                {f.max || '—'}
              </td>
              <td data-label={t('needed')}>{f.required ? t('yes') : '—'}</td>
              <td data-label={t('codes')}>{f.codes?.join('、') ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </More>
  );
}
