/** Days after a case has closed in which its sides may still write to each other. */
export const openDays = 30;
const day = 24 * 3_600_000;

export function isClosed(closedAt: Date | null, now: Date): boolean {
  return closedAt !== null && now.getTime() - closedAt.getTime() > openDays * day;
}
