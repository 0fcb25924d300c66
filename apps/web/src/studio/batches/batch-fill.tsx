import {
  addBatchPictures,
  checkLicenceBatch,
  type LicenceBatch,
  removeBatchPictures,
  uploadBatchTable,
} from '@miaopi/contracts';
import { useState } from 'react';
import { formatBytes, formatCount } from '../../texts/format.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, FileLink, Notice } from '../../ui/kit.tsx';
import { BatchFindings } from './batch-findings.tsx';
import { BatchMapping } from './batch-mapping.tsx';
import { BatchPreview } from './batch-preview.tsx';
import { BatchPropose } from './batch-propose.tsx';
import { BatchSummary } from './batch-summary.tsx';
import { FileButton } from './file-button.tsx';
import { useT } from './texts.ts';
import type { ChangeBatch } from './use-batch.ts';

/** Table, pictures, columns, check, hand in: one below the other, each as soon as it can be done. */
export function BatchFill({ batch, changing }: { batch: LicenceBatch; changing: ChangeBatch }) {
  const t = useT();
  const say = useSay();
  const [mapping, setMapping] = useState(batch.mapping);
  const { change, busy } = changing;
  const { table, archives, counts } = batch;
  const withPictures = batch.targets.some((target) => target.type === 'picture');
  const fresh = batch.checkedAt !== undefined && JSON.stringify(mapping) === JSON.stringify(batch.mapping);
  const steps = withPictures ? 5 : 4;
  const number = (n: number) => (withPictures ? n : n - (n > 2 ? 1 : 0));
  if (!batch.edit.allowed)
    return (
      <Notice tone="unknown" icon="lock" title={t('refused')}>
        <p>{batch.edit.reason && say(batch.edit.reason)}</p>
      </Notice>
    );
  return (
    <>
      <Step n={1} of={steps} title={t('table')} text={t('tableText')}>
        {table && (
          <p className="batch-file">
            <strong>{table.name}</strong>{' '}
            <span className="quiet tabular">
              {formatBytes(table.bytes)} · {formatCount(table.rows)} {t('rows')} · {t('encoding')}{' '}
              {table.encoding === 'utf-8' ? 'UTF-8' : 'GBK'}
            </span>
          </p>
        )}
        <div className="button-row">
          <FileButton
            label={t(table ? 'replaceTable' : 'chooseTable')}
            accept=".csv,text/csv"
            primary={!table}
            busy={busy !== undefined}
            onFile={(file) => void change(uploadBatchTable, { file })}
          />
          <FileLink href={`/api/studio/licence-batches/${batch.id}/template.csv`}>{t('template')}</FileLink>
        </div>
      </Step>
      {withPictures && (
        <Step n={2} of={steps} title={t('pictures')} text={t('picturesText')}>
          {archives.length > 0 && (
            <ul className="batch-archives">
              {archives.map((archive) => (
                <li key={archive.id}>
                  <span>
                    <strong>{archive.name}</strong>{' '}
                    <span className="quiet tabular">
                      {formatBytes(archive.bytes)} · {formatCount(archive.pictures)} {t('pictureCount')}
                    </span>
                  </span>
                  <Button
                    kind="text"
                    icon="trash"
                    busy={busy !== undefined}
                    aria-label={`${t('remove')} ${archive.name}`}
                    onClick={() => change(removeBatchPictures, { archiveId: archive.id })}
                  >
                    {t('remove')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <div className="button-row">
            <FileButton
              label={t('choosePictures')}
              accept=".zip,application/zip"
              busy={busy !== undefined}
              onFile={(file) => void change(addBatchPictures, { file })}
            />
          </div>
        </Step>
      )}
      {table && (
        <Step n={number(3)} of={steps} title={t('mapping')} text={t('mappingText')}>
          <BatchMapping targets={batch.targets} table={table} mapping={mapping} onChange={setMapping} />
        </Step>
      )}
      {table && (
        <Step n={number(4)} of={steps} title={t('check')} text={t('checkText')}>
          <div className="button-row">
            <Button
              kind={fresh ? 'plain' : 'primary'}
              icon="check-circle"
              busy={busy !== undefined}
              onClick={() => change(checkLicenceBatch, { body: { mapping } })}
            >
              {t(busy === checkLicenceBatch.name ? 'checking' : 'check')}
            </Button>
          </div>
          {!fresh && counts.rows > 0 && <p className="quiet">{t('changed')}</p>}
          {fresh && (
            <>
              <BatchSummary batch={batch} />
              {counts.faulty > 0 && <BatchFindings batch={batch} />}
              <BatchPreview batch={batch} />
            </>
          )}
        </Step>
      )}
      {table && fresh && (
        <Step n={number(5)} of={steps} title={t('propose')} text={t('proposeText')}>
          <BatchPropose batch={batch} changing={changing} />
        </Step>
      )}
      {!(table && fresh) && <BatchPropose batch={batch} changing={changing} dropOnly />}
    </>
  );
}

function Step(props: { n: number; of: number; title: string; text: string; children: React.ReactNode }) {
  return (
    <section className="card batch-step">
      <h2>
        <span className="batch-step__number tabular" aria-hidden="true">
          {props.n}
        </span>
        {props.title}
      </h2>
      <p className="quiet">{props.text}</p>
      {props.children}
    </section>
  );
}
