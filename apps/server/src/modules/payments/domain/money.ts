/** 分 as the two decimals of 元 that cashiers exchange: 1000 → "10.00". */
export function yuan(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** "10.00", "10.5" or "10" → 分; undefined for anything else, so that no sum is ever guessed. */
export function fenOf(text: string): number | undefined {
  const m = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  return m ? Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0')) : undefined;
}

/** ¥10.00 */
export function money(fen: number): string {
  return `¥${yuan(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`;
}
