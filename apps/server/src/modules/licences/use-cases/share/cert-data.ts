import { maskMobile, maskName, maskNumber } from '../../../identity/index.ts';
import { stateNames, stateOn } from '../../domain/licence-state.ts';
import type { IssuedRow } from '../../store/rows.ts';

const masks: Readonly<Record<string, (value: string) => string>> = {
  id: maskNumber,
  mobile: maskMobile,
  name: maskName,
  all: () => '***',
};

/** Metadata of a licence by the names of GB/T 36903; `masked`: what the type calls sensitive, and who the holder is, only in part. */
export function certDataOf(row: IssuedRow, today: string, masked: boolean): Readonly<Record<string, unknown>> {
  const data: Record<string, string> = { ...row.content.metadata };
  if (masked) {
    for (const { key, mask } of row.content.fields)
      if (mask && data[key] !== undefined) data[key] = masks[mask]!(data[key]);
    if (row.holderKind === 'person') {
      data.CZZT = maskName(row.holderName);
      data.CZZTDM = maskNumber(row.holderNumber);
      // a field may repeat the holder's name without saying so
      for (const [key, value] of Object.entries(data)) if (value === row.holderName) data[key] = maskName(value);
    }
  }
  return {
    certIdentifier: row.identifier,
    state: row.recalledAt ? '用印已召回' : stateNames[stateOn(row, today)].zh,
    grade: row.grade,
    certData: data,
  };
}
