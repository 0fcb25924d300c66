import type { ShareSystem } from '@miaopi/contracts';
import { formatCount, formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { useT } from './texts.ts';

/** What it asked in the last thirty days. */
export function SystemFigures({ system: { figures } }: { system: ShareSystem }) {
  const t = useT();
  const { lang } = useLang();
  return (
    <div className="system-figures">
      <p className="quiet">{t('month')}</p>
      <p>
        <strong className="tabular">{formatCount(figures.answered)}</strong> {t('answered')} ·{' '}
        <strong className="tabular">{formatCount(figures.refused)}</strong> {t('refused')}
      </p>
      <p className="quiet tabular">
        {figures.lastAt ? `${t('last')} ${formatInstant(figures.lastAt, lang)}` : t('never')}
      </p>
    </div>
  );
}
