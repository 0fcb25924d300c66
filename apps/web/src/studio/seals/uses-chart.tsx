import type { getSealLedger, ReplyOf } from '@miaopi/contracts';
import { useT } from './texts.ts';

type Ledger = ReplyOf<typeof getSealLedger>;
const width = 720;
const height = 180;
const base = 150;

/** Uses of the last 28 days as columns, the usual day and the line above which an alarm is raised. */
export function UsesChart({ days, usual }: Pick<Ledger, 'days' | 'usual'>) {
  const t = useT();
  const judged = usual.days >= 7;
  const top = Math.max(judged ? usual.bound * 1.1 : 0, ...days.map((d) => d.uses), 5);
  const y = (n: number) => base - (n / top) * (base - 16);
  const step = (width - 44) / days.length;
  return (
    <figure className="seal-chart">
      <figcaption className="quiet">
        {t('perDay')}
        {judged ? ` · ${t('usual')} ${usual.day} · ${t('bound2')} ${usual.bound}` : ` · ${t('coldStart')}`}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={days.map((d) => `${d.day} ${d.uses}`).join(', ')}>
        {days.map((d, i) => (
          <rect
            key={d.day}
            x={40 + i * step + 2}
            y={y(d.uses)}
            width={Math.max(2, step - 4)}
            height={Math.max(0, base - y(d.uses))}
            rx={2}
            className={judged && d.uses > usual.bound ? 'seal-chart__over' : 'seal-chart__bar'}
          >
            <title>{`${d.day}: ${d.uses}`}</title>
          </rect>
        ))}
        <line x1={40} x2={width - 4} y1={base} y2={base} className="seal-chart__rule" />
        {judged && (
          <>
            <line x1={40} x2={width - 4} y1={y(usual.day)} y2={y(usual.day)} className="seal-chart__usual" />
            <line x1={40} x2={width - 4} y1={y(usual.bound)} y2={y(usual.bound)} className="seal-chart__bound" />
          </>
        )}
        <text x={34} y={y(top) + 4} textAnchor="end" className="seal-chart__axis">
          {Math.round(top)}
        </text>
        <text x={34} y={base + 4} textAnchor="end" className="seal-chart__axis">
          0
        </text>
        <text x={40} y={height - 10} className="seal-chart__axis">
          {days[0]?.day}
        </text>
        <text x={width - 4} y={height - 10} textAnchor="end" className="seal-chart__axis">
          {days.at(-1)?.day}
        </text>
      </svg>
    </figure>
  );
}
