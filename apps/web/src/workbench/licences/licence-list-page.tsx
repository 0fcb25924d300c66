import { listOfficeLicences, type OfficeLicence } from '@miaopi/contracts';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty, Field, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { useOfficeTexts } from './office-texts.ts';
import { usePaperOrderTexts } from './paper-order-texts.ts';
import { toneOf } from './state-tone.ts';
import './licences.css';

const perPage = 30;

/** The licences of the official's office, filtered; the filter stands in the address. */
export function LicenceListPage() {
  const t = useOfficeTexts();
  const say = useSay();
  const papers = usePaperOrderTexts();
  const [filter, setFilter] = useSearchParams();
  const [words, setWords] = useState(filter.get('q') ?? '');
  const query = {
    limit: perPage,
    ...(filter.get('state') ? { state: filter.get('state') as never } : {}),
    ...(filter.get('type') ? { type: filter.get('type') ?? '' } : {}),
    ...(filter.get('q') ? { words: filter.get('q') ?? '' } : {}),
  };
  const list = useRead(listOfficeLicences, { query }, { keep: true, staleTime: 0 });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(filter);
    if (value) next.set(name, value);
    else next.delete(name);
    setFilter(next);
  };
  return (
    <Place title={t.title} lead={t.lead} className="office-licences">
      <div className="button-row">
        <ButtonLink to="/work/licences/papers" icon="file">
          {papers.open}
        </ButtonLink>
      </div>
      <form
        className="office-licences__filter"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', words.trim());
        }}
      >
        <Field label={t.words}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="search"
              maxLength={120}
              value={words}
              onChange={(e) => setWords(e.target.value)}
            />
          )}
        </Field>
        <Field label={t.type}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={filter.get('type') ?? ''}
              onChange={(e) => set('type', e.target.value)}
            >
              <option value="">{t.allTypes}</option>
              {list.data?.types.map((type) => (
                <option key={type.typeCode} value={type.typeCode}>
                  {`${say(type.name)} (${type.count})`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.state}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={filter.get('state') ?? ''}
              onChange={(e) => set('state', e.target.value)}
            >
              <option value="">{t.allStates}</option>
              {Object.entries(t.states).map(([state, name]) => (
                <option key={state} value={state}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" kind="primary">
          {t.search}
        </Button>
      </form>
      <Loaded query={list} shape="list">
        {(data) =>
          data.licences.length === 0 ? (
            <Empty icon="search" title={t.none} text={t.noneText} />
          ) : (
            <LicenceTable key={filter.toString()} first={data.licences} next={data.next} query={query} />
          )
        }
      </Loaded>
    </Place>
  );
}

function LicenceTable(props: { first: readonly OfficeLicence[]; next: string | undefined; query: { limit: number } }) {
  const t = useOfficeTexts();
  const say = useSay();
  const { lang } = useLang();
  const [later, setLater] = useState<{ rows: readonly OfficeLicence[]; next: string | undefined }>({
    rows: [],
    next: props.next,
  });
  const more = async () => {
    const page = await api.call(listOfficeLicences, { query: { ...props.query, after: later.next } as never });
    setLater({ rows: [...later.rows, ...page.licences], next: page.next });
  };
  return (
    <div className="stack">
      <table className="record-table office-licences__table">
        <thead>
          <tr>
            <th scope="col">{t.licence}</th>
            <th scope="col">{t.holder}</th>
            <th scope="col">{t.issued}</th>
            <th scope="col">{t.validTo}</th>
            <th scope="col">{t.state}</th>
          </tr>
        </thead>
        <tbody>
          {[...props.first, ...later.rows].map((row) => (
            <tr key={row.id}>
              <td data-label={t.licence}>
                <Link to={`/work/licences/${row.id}`} className="tabular">
                  {row.number}
                </Link>
                <span className="quiet office-licences__type">{say(row.name)}</span>
              </td>
              <td data-label={t.holder}>
                {row.holder} <span className="quiet tabular">{row.holderNumber}</span>
              </td>
              <td data-label={t.issued} className="tabular">
                {formatDate(row.issuedAt, lang)}
              </td>
              <td data-label={t.validTo} className="tabular">
                {row.validTo ? formatDate(row.validTo, lang) : t.longTerm}
              </td>
              <td data-label={t.state}>
                <Tag tone={toneOf(row)}>{row.recalled ? t.states.recalled : say(row.stateName)}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {later.next && <Button onClick={more}>{t.more}</Button>}
    </div>
  );
}
