import type { LicenceBatch } from '@miaopi/contracts';
import { More } from '../../ui/kit.tsx';
import { Picture } from '../../ui/picture.tsx';
import { useT } from './texts.ts';

/** The paper of the first row that can be made. */
export function BatchPreview({ batch }: { batch: LicenceBatch }) {
  const t = useT();
  const { sampleRow: row } = batch;
  if (row === undefined) return null;
  const caption = t('previewOf').replace('{row}', String(row));
  return (
    <More summary={t('preview')} open>
      <figure className="batch-preview">
        <Picture
          src={`/api/studio/licence-batches/${batch.id}/preview/${row}?${encodeURIComponent(batch.checkedAt ?? '')}`}
          alt={caption}
        />
        <figcaption className="quiet">{caption}</figcaption>
      </figure>
    </More>
  );
}
