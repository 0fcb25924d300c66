/** The audit has so many chains (docs/decisions/0005); an entry's place in its chain is the order of commits. */
export const chains = 64;

/**
 * How far somebody has read: the place in each chain of the audit. A place is given while the chain's head is locked, until the commit, so no commit can show up
 * behind a place that was read (docs/decisions/0049).
 */
export type Positions = readonly number[];

export const beginning: Positions = Array.from({ length: chains }, () => 0);

export function writeCursor(positions: Positions): string {
  return `1.${positions.map((n) => n.toString(36)).join('.')}`;
}

/** Undefined for a text that was never given out. */
export function readCursor(text: string): Positions | undefined {
  const [form, ...parts] = text.split('.');
  if (form !== '1' || parts.length !== chains || !parts.every((p) => /^[0-9a-z]{1,9}$/.test(p))) return undefined;
  return parts.map((p) => Number.parseInt(p, 36));
}
