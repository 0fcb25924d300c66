import type { LicenceTypeBody } from '@miaopi/contracts';
import type { TextKey } from './texts.ts';

/** Names of the values a row's members take. */
export const shareNames: Readonly<Record<LicenceTypeBody['share'], TextKey>> = {
  unconditional: 'unconditional',
  conditional: 'conditional',
  none: 'noShare',
};

export const gradeNames: Readonly<Record<LicenceTypeBody['grade'], TextKey>> = {
  A: 'gradeA',
  B: 'gradeB',
  D: 'gradeD',
};

export const holderNames: Readonly<Record<LicenceTypeBody['holder'], TextKey>> = {
  person: 'person',
  firm: 'firm',
  applicant: 'applicant',
};

export const validityKinds = ['item', 'years', 'long-term'] as const;
export const masks = ['id', 'mobile', 'name', 'all'] as const;
