import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWorkTexts } from '../texts.ts';

const ICON: Record<string, IconName> = {
  met: 'check-circle',
  unmet: 'cross-circle',
  unknown: 'question',
  'not-applicable': 'info',
};

/** A verdict as icon and word. */
export function Verdict({ verdict }: { verdict: string }) {
  const { file } = useWorkTexts();
  return (
    <span className={`mark mark--${verdict}`}>
      <Icon name={ICON[verdict] ?? 'question'} />
      {file.verdicts[verdict] ?? verdict}
    </span>
  );
}

const RANK: Record<string, number> = { unmet: 0, unknown: 0, met: 1, 'not-applicable': 2 };

/** What needs judging first, else the order of the item. */
export function troubleFirst<C extends { verdict: unknown }>(conditions: readonly C[]): C[] {
  return [...conditions].sort((a, b) => (RANK[String(a.verdict)] ?? 0) - (RANK[String(b.verdict)] ?? 0));
}

export function isOpen(condition: { verdict: unknown }): boolean {
  return condition.verdict === 'unmet' || condition.verdict === 'unknown';
}
