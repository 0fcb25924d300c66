import type { Text } from '../../../kernel/text.ts';

/** What a field of an exchanged table holds. Times are of Asia/Shanghai: `yyyy-mm-dd hh24:mi:ss`, days `yyyy-mm-dd`. */
export interface StandardField {
  /** As the standard writes it: 办件编号, or project_no. */
  readonly name: string;
  readonly title: Text;
  readonly type: 'text' | 'number' | 'time' | 'day' | 'binary';
  /** Characters at most; 0: no bound is told. */
  readonly max: number;
  readonly required: boolean;
  /** The only values there are. */
  readonly codes?: readonly string[];
  /** Kind of certificate whose number stands here: the field that names it. */
  readonly numberOf?: string;
}

export interface StandardTable {
  readonly name: string;
  readonly title: Text;
  readonly fields: readonly StandardField[];
}

/** One row as text by field; null or absent: empty. */
export type StandardRow = Readonly<Record<string, string | number | null | undefined>>;

type Rest = Partial<Pick<StandardField, 'codes' | 'numberOf'>>;

/** A field that may be empty. */
export function field(
  name: string,
  en: string,
  type: StandardField['type'],
  max = 0,
  rest: Rest & { readonly zh?: string } = {},
): StandardField {
  const { zh, ...more } = rest;
  return { name, title: { zh: zh ?? name, en }, type, max, required: false, ...more };
}

/** A field that must be filled. */
export function needed(...given: Parameters<typeof field>): StandardField {
  return { ...field(...given), required: true };
}
