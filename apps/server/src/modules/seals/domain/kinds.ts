import type { Text } from '../../../kernel/text.ts';

export const sealKinds = [
  'unit',
  'business',
  'date',
  'legal-name',
  'finance',
  'contract',
  'legal-person',
  'signature',
] as const;
export type SealKind = (typeof sealKinds)[number];
export type PrincipalKind = 'office' | 'firm' | 'person';
/** Where the picture comes from: drawn to the norm, taken from the scan of the physical impression, written by hand on a screen. */
export type PictureSource = 'drawn' | 'scan' | 'handwritten';

export interface KindOfSeal {
  readonly of: PrincipalKind;
  readonly name: Text;
  /** SES_ESPropertyInfo.type (GB/T 38540); 1 unit, 2 legal representative and persons, 3 finance, 4 contract, 5 business, 99 others. */
  readonly type: number;
  /** mm of the picture when drawn (国发〔1999〕25号; enterprises: 公安部 GA 241). */
  readonly width: number;
  readonly height: number;
  readonly shape: 'round' | 'square' | 'free';
  readonly sources: readonly PictureSource[];
  /** Words under the star when drawn. */
  readonly inner?: string;
}

/** Every kind of seal the platform knows. The four of a firm are those the state issues free of charge. */
export const kindsOfSeal: Readonly<Record<SealKind, KindOfSeal>> = {
  unit: {
    of: 'office',
    name: { zh: '单位公章', en: 'Office seal' },
    type: 1,
    width: 42,
    height: 42,
    shape: 'round',
    sources: ['scan', 'drawn'],
  },
  business: {
    of: 'office',
    name: { zh: '业务专用章', en: 'Seal for special business' },
    type: 5,
    width: 42,
    height: 42,
    shape: 'round',
    sources: ['scan', 'drawn'],
    inner: '业务专用章',
  },
  date: {
    of: 'office',
    name: { zh: '日期章', en: 'Date seal' },
    type: 99,
    width: 38,
    height: 38,
    shape: 'round',
    sources: ['scan', 'drawn'],
    inner: '收件日期章',
  },
  'legal-name': {
    of: 'firm',
    name: { zh: '法定名称章', en: 'Legal name seal' },
    type: 1,
    width: 40,
    height: 40,
    shape: 'round',
    sources: ['scan', 'drawn'],
  },
  finance: {
    of: 'firm',
    name: { zh: '财务专用章', en: 'Finance seal' },
    type: 3,
    width: 38,
    height: 38,
    shape: 'round',
    sources: ['scan', 'drawn'],
    inner: '财务专用章',
  },
  contract: {
    of: 'firm',
    name: { zh: '合同专用章', en: 'Contract seal' },
    type: 4,
    width: 40,
    height: 40,
    shape: 'round',
    sources: ['scan', 'drawn'],
    inner: '合同专用章',
  },
  'legal-person': {
    of: 'firm',
    name: { zh: '法定代表人名章', en: 'Name seal of the legal representative' },
    type: 2,
    width: 20,
    height: 20,
    shape: 'square',
    sources: ['scan', 'drawn'],
  },
  signature: {
    of: 'person',
    name: { zh: '个人签名', en: 'Personal signature' },
    type: 2,
    width: 40,
    height: 20,
    shape: 'free',
    sources: ['handwritten'],
  },
};
