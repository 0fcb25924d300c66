import type { LicenceTypeBody } from '@miaopi/contracts';
import { gradeNames, holderNames, shareNames } from './row-choices.ts';
import type { TextKey } from './texts.ts';

/** A member of the row that differs; `field`: of which field. Without `before` it is new, without `after` gone. */
export interface RowChange {
  readonly what: TextKey;
  readonly field?: string;
  readonly before?: string;
  readonly after?: string;
}

type Say = (key: TextKey) => string;

/** What differs between two rows, without their templates. */
export function rowChanges(before: LicenceTypeBody, after: LicenceTypeBody, t: Say): RowChange[] {
  const changes: RowChange[] = [];
  const compare = (what: TextKey, was: string | undefined, is: string | undefined, field?: string) => {
    if (was !== is)
      changes.push({
        what,
        ...(field ? { field } : {}),
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      });
  };
  compare('nameZh', before.name.zh, after.name.zh);
  compare('nameEn', before.name.en, after.name.en);
  compare('definingBody', before.definingBody, after.definingBody);
  compare('holder', t(holderNames[before.holder]), t(holderNames[after.holder]));
  compare('numberRule', before.numberRule, after.numberRule);
  compare('validity', validityText(before, t), validityText(after, t));
  compare('share', t(shareNames[before.share]), t(shareNames[after.share]));
  compare('grade', t(gradeNames[before.grade]), t(gradeNames[after.grade]));
  compare('relatedItems', before.relatedItems.join('\n'), after.relatedItems.join('\n'));
  const was = new Map(before.fields.map((f) => [f.name, f]));
  const is = new Map(after.fields.map((f) => [f.name, f]));
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [a, b] = [was.get(name), is.get(name)];
    if (!a || !b) compare('field', a && name, b && name, name);
    else {
      compare('labelZh', a.label.zh, b.label.zh, name);
      compare('labelEn', a.label.en, b.label.en, name);
      compare('mask', t(`mask.${a.mask ?? 'none'}`), t(`mask.${b.mask ?? 'none'}`), name);
    }
  }
  return changes;
}

export function validityText({ validity }: Pick<LicenceTypeBody, 'validity'>, t: Say): string {
  const name = t(`validity.${validity.kind}`);
  return validity.kind === 'years' ? `${name} · ${validity.years ?? ''}` : name;
}
