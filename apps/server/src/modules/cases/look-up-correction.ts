import { type CompiledItem, gatherPlan } from '@miaopi/items';
import { caseInputOf } from './case-input.ts';
import type { CasesDeps } from './deps.ts';
import type { GatheredEvidence } from './evidence.ts';
import type { CaseRow, FileRow } from './store/rows.ts';

/**
 * What the registers say to a form as it is being corrected: what no longer fits the answers is asked again, as while a form is filled in, so that what a changed answer makes
 * necessary shows. Calls outside systems: never inside a transaction.
 * @returns the newest answer of each piece of evidence, and those asked now
 */
export async function lookUpCorrection(
  deps: CasesDeps,
  {
    row,
    item,
    file,
    evidence,
  }: { row: CaseRow; item: CompiledItem; file: FileRow; evidence: readonly GatheredEvidence[] },
  corrected: Readonly<Record<string, unknown>>,
): Promise<{ readonly evidence: readonly GatheredEvidence[]; readonly asked: readonly GatheredEvidence[] }> {
  const input = caseInputOf(row, { ...file, answers: { ...file.answers, ...corrected } }, evidence);
  if (gatherPlan(item, input, 'draft').length === 0) return { evidence, asked: [] };
  const known = new Set(evidence.map((e) => e.requestId));
  const after = await deps.gather({ item, input, when: 'draft', known: evidence, caseRef: row.number });
  const asked = after.filter((e) => !known.has(e.requestId));
  const newest = new Map(evidence.map((e) => [e.name, e]));
  for (const e of asked) if (e.status !== 'unavailable') newest.set(e.name, e);
  return { evidence: [...newest.values()], asked };
}
