import { openVertical } from '@miaopi/contracts';
import { api } from '../../app/api.ts';

/** Leaves for the vertical system right after filing. False when the way is barred: the page of the case says why, and offers it again. */
export async function goOver(caseId: string): Promise<boolean> {
  try {
    const { url } = await api.call(openVertical, { params: { caseId } });
    window.location.assign(url);
    return true;
  } catch {
    return false;
  }
}
