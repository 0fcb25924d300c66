import type { LicenceBatch } from '@miaopi/contracts';
import { useId } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { useT } from './texts.ts';

/** What stands on the licence, from which column, and what the first rows say there. */
export function BatchMapping(props: {
  targets: LicenceBatch['targets'];
  table: NonNullable<LicenceBatch['table']>;
  mapping: LicenceBatch['mapping'];
  onChange: (mapping: LicenceBatch['mapping']) => void;
}) {
  const t = useT();
  const say = useSay();
  const id = useId();
  const { table, mapping } = props;
  const set = (target: string, column: string) => {
    const { [target]: _, ...rest } = mapping;
    props.onChange(column === '' ? rest : { ...rest, [target]: Number(column) });
  };
  return (
    <table className="batch-mapping">
      <thead>
        <tr>
          <th scope="col">{t('content')}</th>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('example')}</th>
        </tr>
      </thead>
      <tbody>
        {props.targets.map((target) => {
          const column = mapping[target.id];
          const examples = column === undefined ? [] : table.sample.map((row) => row[column] ?? '').filter(Boolean);
          return (
            <tr key={target.id}>
              <th scope="row" id={`${id}-${target.id}`}>
                {say(target.label)}
                {target.required && <span className="batch-needed"> *</span>}
              </th>
              <td>
                <select
                  className="input"
                  aria-labelledby={`${id}-${target.id}`}
                  aria-required={target.required}
                  value={column ?? ''}
                  onChange={(event) => set(target.id, event.target.value)}
                >
                  <option value="">{t('noColumn')}</option>
                  {table.headings.map((heading, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name; their place is what they are
                    <option key={i} value={i}>
                      {heading || `#${i + 1}`}
                    </option>
                  ))}
                </select>
              </td>
              <td className="quiet batch-mapping__examples">{examples.slice(0, 3).join(' · ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
