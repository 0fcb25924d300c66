import { useTexts } from '../../texts/lang.tsx';

const SHORT = 80;

/** How many records a value that is a list holds. */
function countOf(value: string): number | undefined {
  if (!/^\s*[[{]/.test(value)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.length : Object.keys(parsed as object).length;
  } catch {
    return undefined;
  }
}

/** What was read: a short value as it is, a long one (eight years of contributions) folded, so that the line stays a line. */
export function ReadValue({ value }: { value: string }) {
  const texts = useTexts();
  if (value === 'true' || value === 'false') return value === 'true' ? texts.common.yes : texts.common.no;
  if (value.length <= SHORT) return <span className="tabular">{value || '—'}</span>;
  const count = countOf(value);
  return (
    <details className="long-value">
      <summary>{count === undefined ? `${value.slice(0, 40)}…` : texts.cases.records(count)}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="long-value__body tabular" tabIndex={0}>
        {value}
      </div>
    </details>
  );
}
