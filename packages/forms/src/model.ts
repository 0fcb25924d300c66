import type { Feel } from '@miaopi/decisions';

/** A text in both languages; Chinese is the source. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface FormDefinition {
  readonly sections: readonly Section[];
  /** Checks over several fields, run when every field they read is filled. */
  readonly checks?: readonly CrossCheck[];
}

export interface Section {
  /** Chinese name; for a repeated section also the key of the list in the answers. */
  readonly name: string;
  readonly title: Text;
  readonly intro?: Text;
  readonly show?: Feel;
  readonly repeat?: { readonly min: number; readonly max: number; readonly item: Text };
  /** Repeated only: list the first items come from, e.g. `evidence.人口信息.同户成员`; its fields prefill from `item.姓名`, by default from the entry of their own name. */
  readonly prefill?: readonly string[];
  /** Fields of this section that make up where a parcel goes: they are offered from the person's address book. Not in a repeated section. */
  readonly receiver?: { readonly name: string; readonly mobile: string; readonly address: string };
  readonly fields: readonly Field[];
}

export type FieldType =
  | 'text'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'citizenId'
  | 'uscc'
  | 'mobile'
  | 'region'
  | 'nation'
  | 'address'
  | 'file'
  | 'photo'
  | 'declaration';

export interface Field {
  /** Chinese name, unique in the form (in its section when repeated): the key in the answers and the name in FEEL. */
  readonly name: string;
  readonly label: Text;
  readonly type: FieldType;
  readonly hint?: Text;
  readonly placeholder?: Text;
  /** FEEL → boolean; hidden when false or null. A hidden field has no value. */
  readonly show?: Feel;
  /** `true`, `false` (default) or FEEL → boolean. */
  readonly require?: boolean | Feel;
  /** FEEL; the field is read-only and always holds this value. */
  readonly compute?: Feel;
  /** Where a first value comes from, tried in order, e.g. `account.姓名`, `evidence.人口信息.户籍地址`, `licence.建筑业企业资质证书.企业名称`, `earlier.联系电话`. */
  readonly prefill?: readonly string[];
  /** `self`: the person may change a prefilled value · `state`: may not when the state filled it (default for evidence and licence) · `never`: always read-only. */
  readonly edit?: 'self' | 'state' | 'never';
  readonly checks?: readonly Check[];
  readonly options?: readonly Option[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: { readonly regex: string; readonly message: Text };
  /** Files: accepted kinds and size in MB. */
  readonly accept?: readonly ('pdf' | 'jpeg' | 'png' | 'ofd')[];
  readonly maxMB?: number;
  /** Type `file`: how many may be given, 10 unless told. A `photo` is always one. */
  readonly maxFiles?: number;
  /** How the value is shown to others and in logs. */
  readonly mask?: 'id' | 'mobile' | 'name' | 'all';
  /** declaration: the sentence the person affirms. */
  readonly statement?: Text;
  readonly width?: 'full' | 'half';
}

export interface Option {
  readonly value: string;
  readonly label: Text;
}

/** The value is right when `when` is true; null (something missing) is not an error. `?` is not used: write field names. */
export interface Check {
  readonly when: Feel;
  readonly message: Text;
}

export interface CrossCheck extends Check {
  /** Field at which the message stands. */
  readonly at: string;
}

/** Answers as JSON: field name → value; repeated section name → list of answers. Dates `yyyy-mm-dd`; numbers as JSON numbers or decimal strings. */
export type Answers = Readonly<Record<string, AnswerValue>>;
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue };

export interface FileAnswer {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
}

/** Where a field's value came from; kept with the answers, key = path such as `户籍地址` or `家庭成员.0.姓名`. */
export interface Provenance {
  readonly source: 'self' | 'account' | 'evidence' | 'licence' | 'earlier' | 'computed';
  /** Name shown to people, e.g. 公安人口库. */
  readonly from: Text;
  /** ISO time the source answered. */
  readonly at: string;
  readonly locked: boolean;
}
