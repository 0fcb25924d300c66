import type { checkStandard, ReplyOf, StandardFault } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Notice, Tag } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** What a check found: in one sentence, then fault by fault. */
export function FaultList({ checked }: { checked: ReplyOf<typeof checkStandard> }) {
  const t = useT();
  const { cases, rows, faulty, faults } = checked;
  return (
    <div className="stack">
      <Notice tone={faulty === 0 ? 'ok' : 'danger'} title={t(faulty === 0 ? 'good' : 'faulty')} live="polite">
        <p className="tabular">
          {cases} {t('casesUnit')} · {rows} {t('rowsUnit')} · {faulty} {t('faultsUnit')}
          {faulty > faults.length && ` · ${t('firstTold')}`}
        </p>
      </Notice>
      {faults.length > 0 && <FaultTable faults={faults} />}
    </div>
  );
}

export function FaultTable({ faults }: { faults: readonly StandardFault[] }) {
  const t = useT();
  const say = useSay();
  return (
    <table className="record-table record-table--dense">
      <thead>
        <tr>
          <th scope="col">{t('table')}</th>
          <th scope="col">{t('row')}</th>
          <th scope="col">{t('caseNumber')}</th>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('rule')}</th>
          <th scope="col">{t('fault')}</th>
          <th scope="col">{t('remedy')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((f, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
          <tr key={i}>
            <td data-label={t('table')}>{f.table}</td>
            <td data-label={t('row')} className="tabular">
              {f.row}
            </td>
            <td data-label={t('caseNumber')} className="tabular">
              <span className="wide-table__number">{f.case || '—'}</span>
            </td>
            <td data-label={t('field')}>{f.field}</td>
            <td data-label={t('rule')}>
              <Tag tone="danger">{f.rule}</Tag>
            </td>
            <td data-label={t('fault')}>{say(f.message)}</td>
            <td data-label={t('remedy')}>{say(f.remedy)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
