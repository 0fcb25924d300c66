import { randomBytes } from 'node:crypto';
import { type District, FILER } from '@miaopi/scenarios';
import type { Filing } from '../modules/filing/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { officialOf } from './district-officials.ts';
import type { OutsideSystems } from './outside-systems.ts';

/** The demo's department that files for people: registered by the operator, at the address its program has now. */
export async function registerDemoFiler(
  deps: { readonly identity: Identity; readonly district: District; readonly filing: Filing },
  outside: Pick<OutsideSystems, 'filer' | 'urls'>,
): Promise<void> {
  const pushUrl = outside.urls[FILER.system];
  if (!outside.filer || !pushUrl) return;
  const { name, uscc, department, contact, items } = FILER;
  await deps.filing.register(await officialOf(deps.identity, deps.district, 'operator'), {
    requestId: `scenario-${randomBytes(8).toString('hex')}`,
    ...{ name, uscc, department, contact, items, pushUrl },
    certificate: outside.filer,
  });
}
