import { type LicenceBatchCard, listLicenceBatches } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatCount, formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { BatchStateTag } from './batch-state-tag.tsx';
import { NewBatchDialog } from './new-batch-dialog.tsx';
import { useT } from './texts.ts';

/** Batches of the office with how far each is. */
export function BatchesPage() {
  const t = useT();
  const say = useSay();
  const [creating, setCreating] = useState(false);
  const list = useRead(listLicenceBatches, {}, { staleTime: 0, refetchInterval: 5000 });
  return (
    <Page title={t('all')} lead={t('lead')}>
      <Loaded query={list} shape="list">
        {({ batches, types, edit }) =>
          edit.allowed ? (
            <>
              <div className="button-row">
                <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
                  {t('create')}
                </Button>
              </div>
              {batches.length === 0 ? (
                <Empty icon="inbox" title={t('none')} text={t('noneText')} />
              ) : (
                <ul className="batch-list">
                  {batches.map((batch) => (
                    <BatchRow key={batch.id} batch={batch} />
                  ))}
                </ul>
              )}
              {creating && <NewBatchDialog types={types} onClose={() => setCreating(false)} />}
            </>
          ) : (
            <Notice tone="unknown" icon="lock" title={t('refused')}>
              <p>{edit.reason && say(edit.reason)}</p>
            </Notice>
          )
        }
      </Loaded>
    </Page>
  );
}

function BatchRow({ batch }: { batch: LicenceBatchCard }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { counts } = batch;
  const total = counts.done + counts.waiting + counts.failed;
  const making = ['running', 'stopped', 'done'].includes(batch.state);
  return (
    <li className="card batch-row">
      <div className="batch-row__what">
        <h2>
          <Link to={`/studio/batches/${batch.id}`}>{batch.title}</Link>
        </h2>
        <p className="quiet">
          {say(batch.typeName)} · {t('createdBy')} {batch.createdBy} ·{' '}
          <span className="tabular nowrap">{formatDate(batch.createdAt, lang)}</span>
        </p>
      </div>
      <div className="batch-row__stand">
        <BatchStateTag batch={batch} />
        {making && (
          <progress
            className="batch-bar"
            max={total}
            value={counts.done}
            aria-label={`${t('progress')} ${batch.title}`}
          />
        )}
        <p className="tabular quiet">
          {making
            ? `${formatCount(counts.done)} / ${formatCount(total)} ${t('done')}`
            : counts.rows > 0 && `${formatCount(counts.rows)} ${t('rows')}`}
          {making && counts.failed > 0 && (
            <span className="batch-wrong">
              {' '}
              · {formatCount(counts.failed)} {t('failed')}
            </span>
          )}
          {!making && counts.faulty > 0 && (
            <span className="batch-wrong">
              {' '}
              · {formatCount(counts.faulty)} {t('faulty')}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
