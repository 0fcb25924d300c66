/** How long a passed live person check lets its person submit. */
export const personCheckMinutes = 15;

/** A face must be large enough to be compared, and no register takes more; pixels a side. */
export const portraitSides = { least: 120, most: 4000 } as const;

export function personCheckEnds(at: Date): Date {
  return new Date(at.getTime() + personCheckMinutes * 60_000);
}

/** The newest check decides: one that failed ends what an earlier one allowed. */
export function personCheckHolds(
  newest: { readonly same: boolean; readonly at: Date } | undefined,
  now: Date,
): boolean {
  return newest?.same === true && now.getTime() < personCheckEnds(newest.at).getTime();
}
