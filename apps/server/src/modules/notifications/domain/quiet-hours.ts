/** Minutes after midnight in Shanghai, from inclusive, to exclusive; over midnight when `to` is the smaller. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const day = 24 * 60;
/** Shanghai is eight hours ahead of UTC, all the year. */
const ahead = 8 * 60;

/** The end of the quiet hours that an instant lies in; undefined when it lies in none. */
export function afterQuiet(quiet: QuietHours | undefined, now: Date): Date | undefined {
  if (!quiet || quiet.from === quiet.to) return undefined;
  const total = Math.floor(now.getTime() / minute);
  const at = (total + ahead) % day;
  const { from, to } = quiet;
  const inside = from < to ? at >= from && at < to : at >= from || at < to;
  if (!inside) return undefined;
  return new Date((total + ((to - at + day) % day)) * minute);
}
