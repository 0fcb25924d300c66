import type { DaySpan } from '@miaopi/contracts';

const piece = /^(\d{1,2})[:：](\d{2})\s*[-–—~至]\s*(\d{1,2})[:：](\d{2})$/;

/** `09:00-12:00 13:30-17:00`, as people type it; undefined when it can't be read. Order and overlap are the server's to judge. */
export function readHours(text: string): DaySpan[] | undefined {
  const parts = text
    .normalize('NFKC')
    .trim()
    .replace(/\s*([-–—~至])\s*/g, '$1')
    .split(/[\s,，、;；]+/)
    .filter(Boolean);
  const spans: DaySpan[] = [];
  for (const part of parts) {
    const m = piece.exec(part);
    if (!m) return undefined;
    const [, h1 = '', m1 = '', h2 = '', m2 = ''] = m;
    if (Number(h1) > 23 || Number(h2) > 23 || Number(m1) > 59 || Number(m2) > 59) return undefined;
    spans.push({ from: `${h1.padStart(2, '0')}:${m1}`, to: `${h2.padStart(2, '0')}:${m2}` });
  }
  return spans;
}

export function hoursText(hours: readonly DaySpan[]): string {
  return hours.map((h) => `${h.from}-${h.to}`).join(' ');
}
