import { parseCitizenId } from '@miaopi/identifiers';
import type { Kernel } from '../../../kernel/kernel.ts';
import { identityErrors } from '../errors.ts';

/** What a citizen ID number given by somebody else says. @throws identity.number_wrong at `path` */
export function citizenOf(kernel: Kernel, number: string, path: string) {
  const parsed = parseCitizenId(number.normalize('NFKC').trim().toUpperCase(), kernel.clock.today());
  if (!parsed.ok) throw identityErrors.number_wrong({ issues: [{ path, ...parsed.issue }] });
  return parsed.value;
}
