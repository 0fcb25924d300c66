import type { ItemPackage, LicenceType } from '@miaopi/items';

interface Text {
  readonly zh: string;
  readonly en: string;
}

type Mask = 'id' | 'mobile' | 'name' | 'all';

export interface TypeField {
  readonly key: string;
  readonly name: string;
  readonly label: Text;
  readonly type?: string;
  readonly mask?: Mask;
}

/** Fixed years from the day of issue, without end, or as the item's package computes it. */
export type ValidityRule =
  | { readonly kind: 'years'; readonly years: number }
  | { readonly kind: 'long-term' }
  | { readonly kind: 'item' };

/** A row of the licence catalogue (domain.md §3.6): what holds for every licence of a type, whichever case it comes from. */
export interface TypeRow {
  readonly name: Text;
  readonly definingBody: string;
  readonly holder: LicenceType['holder'];
  readonly validity: ValidityRule;
  readonly numberRule: string;
  readonly share: 'unconditional' | 'conditional' | 'none';
  /** `D`: its licences say what their holders declared. */
  readonly grade: 'A' | 'B' | 'D';
  readonly fields: readonly TypeField[];
  readonly relatedItems: readonly string[];
  /** The template as JSON of `@miaopi/layout`. */
  readonly paper: unknown;
}

/** The row an item's package describes: where a type starts from. */
export function rowOfPackage({ slug, licence, paper }: Pick<ItemPackage, 'slug' | 'licence' | 'paper'>): TypeRow {
  return {
    name: licence.name,
    definingBody: licence.typeCode.slice(0, 18),
    holder: licence.holder,
    validity: { kind: 'item' },
    numberRule: licence.numberRule,
    share: licence.share,
    grade: 'A',
    fields: licence.fields.map(({ key, name, label, type, mask }) => ({
      key,
      name,
      label,
      ...(type ? { type: typeof type === 'string' ? type : 'list' } : {}),
      ...(mask ? { mask } : {}),
    })),
    relatedItems: [slug],
    paper,
  };
}

const today = '今日';

/** The package as the row has it made: name, number, validity, labels, masks and template of the row; values from the package. */
export function governedPackage(pkg: ItemPackage, row: TypeRow): ItemPackage {
  const fields = new Map(row.fields.map((f) => [f.name, f]));
  const licence: LicenceType = {
    ...pkg.licence,
    name: row.name,
    numberRule: row.numberRule,
    share: row.share,
    ...validityOf(row.validity),
    fields: pkg.licence.fields.map(({ mask: _, ...field }) => {
      const of = fields.get(field.name);
      return { ...field, ...(of ? { label: of.label, ...(of.mask ? { mask: of.mask } : {}) } : {}) };
    }),
  };
  return { ...pkg, licence, paper: row.paper as ItemPackage['paper'] };
}

function validityOf(rule: ValidityRule): { validTo?: string } {
  switch (rule.kind) {
    case 'years':
      return { validTo: `${today} + duration("P${rule.years}Y") - duration("P1D")` };
    case 'long-term':
      return { validTo: 'null' };
    case 'item':
      return {};
  }
}

/** The template as it is typed: JSON. What is no JSON stays text, which is no template and told as such. */
export function readTemplate(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
