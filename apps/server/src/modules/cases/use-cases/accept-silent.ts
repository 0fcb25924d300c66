import type { CasesDeps } from '../deps.ts';
import { listSilent } from '../store/corrections.ts';
import { acceptBySilence } from './accept-case.ts';

const atOnce = 500;

/** Every night: what the office said nothing about for five working days counts as accepted (行政许可法 第三十二条). Those beyond `atOnce` come with the next run. */
export async function acceptSilent(deps: CasesDeps): Promise<void> {
  for (const { id } of await listSilent(deps.kernel.read, deps.kernel.clock.today(), atOnce)) {
    try {
      await acceptBySilence(deps, id);
    } catch (error) {
      // one that can't be must not hold up the rest; the next night tries it again
      deps.kernel.log.error({ err: error, caseId: id }, 'a case could not be accepted by silence');
    }
  }
}
