import type { LicenceBatch } from '@miaopi/contracts';
import { More } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** The paper of the first row that can be made. */
export function BatchPreview({ batch }: { batch: LicenceBatch }) {
  const t = useT();
  const { sampleRow: row } = batch;
  if (row === undefined) return null;
  return (
    <More summary={t('preview')} open>
      <figure className="batch-preview">
        <img
          src={`/api/studio/licence-batches/${batch.id}/preview/${row}?${encodeURIComponent(batch.checkedAt ?? '')}`}
          alt={`${t('previewRow')} ${row} ${t('previewText')}`}
        />
        <figcaption className="quiet">
          {t('previewRow')} {row} {t('previewText')}
        </figcaption>
      </figure>
    </More>
  );
}
