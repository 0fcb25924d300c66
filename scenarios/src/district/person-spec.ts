import type { Text } from './model.ts';

/** How a person of the district is written down; everything not said is usual for the age. */
export interface PersonSpec {
  readonly key: string;
  readonly name: string;
  readonly sex: '男' | '女';
  readonly nation?: string;
  /** Whole years when the district was made, completed `days` days before (default: some days that differ by person). */
  readonly age: number;
  readonly days?: number;
  /** Household and home; see addresses.ts for names. Default: a flat in 云溪区 that belongs to the person. */
  readonly household?: string;
  readonly home?: string;
  readonly photo?: false;
  readonly status?: '注销';
  readonly population?: 'unavailable';
  /** As the housing department has it: m² the household owns, and whether it is on minimum assistance. */
  readonly guarantee?: { readonly area?: number; readonly assisted?: true };
  readonly family?: readonly { readonly key: string; readonly relation: string }[];
  readonly insured?: InsuredSpec | 'none' | 'unavailable';
  readonly licence?: DrivingLicenceSpec | 'unavailable';
  readonly background?: Partial<BackgroundSpec> | 'none' | 'unavailable';
  readonly exam?: { readonly national: boolean; readonly local: boolean } | 'none' | 'unavailable';
  readonly story: Text;
  readonly account?: false;
}

export interface InsuredSpec {
  readonly state: '参保缴费' | '暂停缴费' | '终止';
  /** Months paid; the last of them lies `ago` months back (0: last month). */
  readonly months: number;
  readonly ago?: number;
  /** 元 a month. */
  readonly base: number;
  readonly unit: string | null;
}

export interface DrivingLicenceSpec {
  readonly classes: string;
  /** Years since it was first issued. */
  readonly years: number;
  readonly state?: '正常' | '暂扣' | '吊销' | '注销';
  /** Points of the latest three cycles, the oldest first. */
  readonly points?: readonly [number, number, number];
  readonly expired?: true;
}

export interface BackgroundSpec {
  readonly 交通肇事犯罪: boolean | null;
  readonly 危险驾驶犯罪: boolean | null;
  readonly 吸毒记录: boolean | null;
  readonly 饮酒后驾驶记录: boolean | null;
  readonly 暴力犯罪记录: boolean | null;
}
