/** Today in China, `yyyy-mm-dd`: the day the installation reckons by, whichever zone the machine is in. Ages and numbers of the district's people follow from it. */
export function todayInChina(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
