import { type BatchFinding, type LicenceBatch, listBatchFindings } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, FileLink } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** Row, column, what is wrong, what to do; the whole list to be saved. */
export function BatchFindings({ batch }: { batch: LicenceBatch }) {
  const t = useT();
  const params = { batchId: batch.id };
  const first = useRead(listBatchFindings, { params }, { staleTime: 0 });
  return (
    <section className="batch-findings" aria-label={t(batch.counts.failed > 0 ? 'failures' : 'findings')}>
      <div className="batch-findings__head">
        <h3>{t(batch.counts.failed > 0 ? 'failures' : 'findings')}</h3>
        <FileLink href={`/api/studio/licence-batches/${batch.id}/findings.csv`}>{t('download')}</FileLink>
      </div>
      <Loaded query={first} shape="lines">
        {({ findings, next }) => <Pages key={findings[0]?.row} batchId={batch.id} first={findings} next={next} />}
      </Loaded>
    </section>
  );
}

function Pages(props: { batchId: string; first: readonly BatchFinding[]; next: number | undefined }) {
  const t = useT();
  const say = useSay();
  const [later, setLater] = useState<{ rows: readonly BatchFinding[]; next: number | undefined }>({
    rows: [],
    next: props.next,
  });
  const [error, setError] = useState<unknown>();
  const more = async () => {
    try {
      const params = { batchId: props.batchId };
      const page = await api.call(listBatchFindings, { params, query: { after: later.next ?? 0 } });
      setLater({ rows: [...later.rows, ...page.findings], next: page.next });
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <>
      <div className="table-scroll">
        <table className="batch-findings__table">
          <thead>
            <tr>
              <th scope="col">{t('row')}</th>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {[...props.first, ...later.rows].map((f, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
              <tr key={i}>
                <td className="tabular" data-row={t('row')}>
                  {f.row}
                </td>
                <td>{f.column || (f.number && <span className="tabular">{f.number}</span>)}</td>
                <td>
                  {say(f.text)}
                  {f.value && <span className="batch-value tabular">{f.value}</span>}
                </td>
                <td className="quiet">{say(f.remedy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {error !== undefined && <Failure error={error} />}
      {later.next !== undefined && <Button onClick={() => more()}>{t('more')}</Button>}
    </>
  );
}
