import type { LicenceBatch } from '@miaopi/contracts';
import { useParams } from 'react-router';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { BatchAsk } from './batch-ask.tsx';
import { BatchFill } from './batch-fill.tsx';
import { BatchFindings } from './batch-findings.tsx';
import { BatchPreview } from './batch-preview.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { BatchStateTag } from './batch-state-tag.tsx';
import { BatchSummary } from './batch-summary.tsx';
import { useT } from './texts.ts';
import { useBatch, useChangeBatch } from './use-batch.ts';

/** One batch, from its table to the last licence. */
export function BatchPage() {
  const t = useT();
  const { batchId = '' } = useParams();
  const query = useBatch(batchId);
  return (
    <Page
      title={query.data?.title ?? t('all')}
      // the batch's own says its state too
      heading={query.data ? null : undefined}
      up={{ to: '/studio/batches', text: t('back') }}
    >
      <Loaded query={query} shape="page">
        {(batch) => <Stand batch={batch} />}
      </Loaded>
    </Page>
  );
}

function Stand({ batch }: { batch: LicenceBatch }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const changing = useChangeBatch(batch.id);
  const { state } = batch;
  return (
    <div className="stack">
      <header className="page__head batch-head">
        <h1 tabIndex={-1}>{batch.title}</h1>
        <BatchStateTag batch={batch} />
        <p className="quiet">
          {say(batch.typeName)}
          {batch.proposedBy && (
            <>
              {' '}
              · {t('proposedBy')} {batch.proposedBy}{' '}
              <span className="tabular nowrap">{batch.proposedAt && formatInstant(batch.proposedAt, lang)}</span>
            </>
          )}
          {batch.decidedBy && (
            <>
              {' '}
              · {t('decidedBy')} {batch.decidedBy}{' '}
              <span className="tabular nowrap">{batch.decidedAt && formatInstant(batch.decidedAt, lang)}</span>
            </>
          )}
        </p>
      </header>
      {changing.error !== undefined && <Failure error={changing.error} />}
      {state === 'draft' && batch.note && (
        <Notice tone="danger" title={t('wasRefused')}>
          <p>{batch.note}</p>
        </Notice>
      )}
      {state === 'draft' && <BatchFill key={batch.table?.sm3 ?? ''} batch={batch} changing={changing} />}
      {state === 'proposed' && (
        <>
          <BatchAsk batch={batch} changing={changing} />
          <BatchSummary batch={batch} />
          <BatchPreview batch={batch} />
        </>
      )}
      {(state === 'running' || state === 'stopped' || state === 'done') && (
        <BatchProgress batch={batch} changing={changing} />
      )}
      {state === 'dropped' && <Notice tone="unknown" title={t('wasDropped')} />}
      {state !== 'draft' && state !== 'dropped' && batch.counts.faulty + batch.counts.failed > 0 && (
        <BatchFindings batch={batch} />
      )}
    </div>
  );
}
