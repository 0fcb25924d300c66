import { canonicalRegionCode, isWithinRegion } from './table.ts';

/** Leading digits of a region code that a scope of 通办范围 (2.4.7) keeps; 6 跨村 reaches over the villages of one town. */
const DIGITS: Readonly<Record<string, number>> = { '2': 2, '3': 4, '4': 6, '5': 9, '6': 9 };

/**
 * 通办: whether a window in a region may receive for an item of another.
 *
 * @param window region of the office whose window it is; both regions in any length
 * @param item `region` of the office in charge, `area`: its 通办范围 (national element 2.4.7, `CROSS_REGION_SCOPES`); an unknown scope is the region itself
 */
export function isReceivedAt(window: string, item: { readonly region: string; readonly area: string }): boolean {
  if (item.area === '1') return canonicalRegionCode(window) !== undefined;
  const full = canonicalRegionCode(item.region)?.padEnd(12, '0');
  const digits = DIGITS[item.area];
  return isWithinRegion(window, full && digits !== undefined ? full.slice(0, digits) : item.region);
}
