import type { SealCard } from '@miaopi/contracts';
import { formatDate } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { useT } from './texts.ts';

const left = 190;
const width = 720;
const row = 28;

/** When the seals end: a bar each over their three years, today as a line, the 60 days of renewal in another colour. The list beside says the same in words. */
export function ValidityChart({ seals }: { seals: readonly SealCard[] }) {
  const t = useT();
  const { lang } = useLang();
  const shown = seals.filter((s) => s.state === 'in-use' || s.state === 'suspended').slice(0, 14);
  if (shown.length === 0) return null;
  const now = Date.now();
  const from = Math.min(...shown.map((s) => Date.parse(s.validFrom)), now);
  const to = Math.max(...shown.map((s) => Date.parse(s.validTo)));
  const x = (at: number) => left + ((at - from) / Math.max(to - from, 1)) * (width - left - 12);
  const height = shown.length * row + 46;
  const renewal = 60 * 86_400_000;
  return (
    <figure className="seal-chart seal-chart--validity">
      <figcaption className="quiet">
        {(['bar', 'renewal'] as const).map((part) => (
          <span key={part} className="seal-chart__key">
            <svg viewBox="0 0 24 12" aria-hidden="true">
              <rect width={24} height={12} rx={3} className={`seal-chart__${part}`} />
            </svg>
            {t(part === 'bar' ? 'timeline' : 'renewalTime')}
          </span>
        ))}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('timeline')}>
        {shown.map((seal, i) => {
          const y = 20 + i * row;
          const end = Date.parse(seal.validTo);
          return (
            <g key={seal.id}>
              <text x={left - 10} y={y + 15} className="seal-chart__label" textAnchor="end">
                {seal.name.length > 13 ? `${seal.name.slice(0, 12)}…` : seal.name}
              </text>
              <rect
                x={x(Date.parse(seal.validFrom))}
                y={y + 4}
                width={Math.max(2, x(end - renewal) - x(Date.parse(seal.validFrom)))}
                height={14}
                rx={3}
                className="seal-chart__bar"
              />
              <rect
                x={x(end - renewal)}
                y={y + 4}
                width={Math.max(2, x(end) - x(end - renewal))}
                height={14}
                rx={3}
                className="seal-chart__renewal"
              />
              <title>{`${seal.name}: ${t('validTo')} ${formatDate(seal.validTo, lang)}`}</title>
            </g>
          );
        })}
        <line x1={x(now)} x2={x(now)} y1={16} y2={height - 22} className="seal-chart__now" />
        <text x={x(now)} y={11} textAnchor={x(now) > width - 60 ? 'end' : 'middle'} className="seal-chart__axis">
          {t('today')}
        </text>
        <text x={width - 12} y={height - 6} textAnchor="end" className="seal-chart__axis">
          {formatDate(new Date(to).toISOString(), lang)}
        </text>
      </svg>
    </figure>
  );
}
