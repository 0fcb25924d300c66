import { join } from 'node:path';
import { type CaseInput, type CompiledItem, compileItem } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import { buildCrowd, type District } from '@miaopi/scenarios';
import { root } from '../apps/server/src/kernel/root.ts';
import { askOf, fillIn } from '../scenarios/test/fill-in.ts';
import { DECLARED } from './declared.ts';

export const today = '2026-11-22';

/** A shipped item, and applications of so many people who meet every condition. */
export async function filledCases(slug: string, count: number): Promise<{ item: CompiledItem; inputs: CaseInput[] }> {
  const item = compileItem((await readItemFolder(join(root, 'items', slug))).package!);
  const crowd = buildCrowd({ count: count * 5, today });
  const ask = askOf({ registers: crowd.registers, stockLicences: [] } as unknown as District);
  const people = crowd.persons.filter((_, i) => (i % 5 === 4) === (slug === 'senior-card')).slice(0, count);
  return { item, inputs: people.map((person) => fillIn(item, person, DECLARED[slug]!, today, ask)) };
}
