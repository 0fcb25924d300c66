const dayForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeForm = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** `yyyy-mm-dd` that stands in the calendar. */
export function isDay(text: string): boolean {
  const [, year, month, day] = dayForm.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) >= 1900 && at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
}

/** `yyyy-mm-dd hh24:mi:ss`. Texts of this form stand in the order of time when they stand in the order of the alphabet. */
export function isTime(text: string): boolean {
  const [, day] = timeForm.exec(text) ?? [];
  return day !== undefined && isDay(day);
}

/** A moment as the standard writes it, in the time of Asia/Shanghai (UTC+8, no summer time since 1992). */
export function timeText(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
