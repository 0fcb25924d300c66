/**
 * How a FEEL value stands on a paper: dates `2026年11月22日` (GB/T 15835 figures), booleans 是/否, null nothing, lists joined by 、.
 * Strings of the form `2026-11-22` are dates too: values that came through JSON.
 */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    return date ? `${date[1]}年${Number(date[2])}月${Number(date[3])}日` : value;
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(formatValue).join('、');
  if (isDay(value)) {
    const time = isTime(value) ? ` ${two(value.hour)}:${two(value.minute)}` : '';
    return `${value.year}年${value.month}月${value.day}日${time}`;
  }
  // A date and time of FEEL holds its two halves.
  const halves = value as { date?: unknown; time?: unknown };
  if (isDay(halves.date)) {
    return (
      formatValue(halves.date) + (isTime(halves.time) ? ` ${two(halves.time.hour)}:${two(halves.time.minute)}` : '')
    );
  }
  const own = value as { toString?: unknown };
  return typeof own.toString === 'function' && own.toString !== Object.prototype.toString ? String(value) : '';
}

function isDay(value: unknown): value is { year: number; month: number; day: number } {
  const v = value as { year?: unknown; month?: unknown; day?: unknown } | null | undefined;
  return (
    typeof v === 'object' &&
    v !== null &&
    typeof v.year === 'number' &&
    typeof v.month === 'number' &&
    typeof v.day === 'number'
  );
}

function isTime(value: unknown): value is { hour: number; minute: number } {
  const v = value as { hour?: unknown; minute?: unknown } | null | undefined;
  return typeof v === 'object' && v !== null && typeof v.hour === 'number' && typeof v.minute === 'number';
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
