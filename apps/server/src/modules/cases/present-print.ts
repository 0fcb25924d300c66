import type { CasePrint } from '@miaopi/contracts';
import type { PrintRow } from './store/prints.ts';

export function presentPrint({ subject, ref, name, no, code, at, byName }: PrintRow): CasePrint {
  return { subject, ref, name, no, code, at: at.toISOString(), by: byName };
}
