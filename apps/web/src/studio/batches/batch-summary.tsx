import type { LicenceBatch } from '@miaopi/contracts';
import { formatCount } from '../../texts/format.ts';
import { Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** What the dry run found, in one line. */
export function BatchSummary({ batch: { counts } }: { batch: LicenceBatch }) {
  const t = useT();
  const tone = counts.faulty === 0 ? 'ok' : counts.waiting === 0 ? 'danger' : 'waiting';
  const title = counts.faulty === 0 ? t('allGood') : counts.waiting === 0 ? t('noneGood') : t('someFaulty');
  return (
    <Notice tone={tone} title={title} live="polite">
      <p className="tabular">
        {formatCount(counts.rows)} {t('rows')} · {formatCount(counts.waiting)} {t('waiting')}
        {counts.faulty > 0 && ` · ${formatCount(counts.faulty)} ${t('faulty')}`}
      </p>
    </Notice>
  );
}
