/** Digits that name province, city, county, township and village (民政部统计用区划代码). */
const levels = [2, 4, 6, 9] as const;

/** What the codes of a region and of all regions in it begin with: `990101000000` → `990101`. */
export function regionPrefix(region: string): string {
  const level = levels.find((digits) => /^0*$/.test(region.slice(digits)));
  return region.slice(0, level ?? region.length);
}

export function liesIn(region: string, wider: string): boolean {
  return region.startsWith(regionPrefix(wider));
}
