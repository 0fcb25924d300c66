import type { Text } from '../../../kernel/text.ts';

/** What an official asks to be corrected. */
export interface AskedPoint {
  readonly field: string;
  readonly page?: number;
  readonly why: string;
  readonly how: string;
}

/** A place of the form as filed that a notice can name: a field, or a repeated section as a whole. */
export interface CorrectablePlace {
  readonly name: string;
  readonly label: Text;
  /** Handed in as a file. */
  readonly material: boolean;
  /** Why the applicant can't be asked to correct it. */
  readonly barred?: Text;
}

export interface PointFault {
  readonly index: number;
  readonly message: Text;
}

/** What is wrong with the points of a notice, each with the number of the point. */
export function pointFaults(
  points: readonly AskedPoint[],
  places: ReadonlyMap<string, CorrectablePlace>,
): PointFault[] {
  const faults: PointFault[] = [];
  const seen = new Set<string>();
  points.forEach(({ field, page }, index) => {
    const tell = (zh: string, en: string): void => {
      faults.push({ index, message: { zh, en } });
    };
    const place = places.get(field);
    if (!place) {
      tell(`提交的申请中没有“${field}”`, `There is no “${field}” in what was filed`);
      return;
    }
    const { label, barred } = place;
    if (barred) tell(`${label.zh}：${barred.zh}`, `${label.en}: ${barred.en}`);
    if (page !== undefined && !place.material)
      tell(`${label.zh}：不是材料，没有页码`, `${label.en}: this is no material and has no pages`);
    const key = `${field} ${page ?? ''}`;
    if (seen.has(key))
      tell(`${label.zh}：同一处列了两次，请合并`, `${label.en}: named twice for the same place; put both into one`);
    seen.add(key);
  });
  return faults;
}

/**
 * 行政许可法 第三十二条: everything is told at once. A further notice may name nothing but what the correction itself brought in that is wrong.
 * @param changed what the last correction changed; undefined when nothing was told before
 * @returns the points it must not name
 */
export function toldTooLate(
  points: readonly AskedPoint[],
  changed: readonly string[] | undefined,
): readonly AskedPoint[] {
  return changed === undefined ? [] : points.filter((p) => !changed.includes(p.field));
}
