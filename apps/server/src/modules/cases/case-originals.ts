import {
  type CaseInput,
  type CompiledItem,
  destinationOf,
  type ModeOf,
  modeOf,
  originalsOf,
  visitsOf,
} from '@miaopi/items';
import { dayOf } from '../../kernel/clock.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Text } from '../../kernel/text.ts';
import { caseInputOf } from './case-input.ts';
import { type OriginalDue, originalsLeft } from './domain/originals.ts';
import { findFile, listEvidence } from './store/cases.ts';
import { listOriginals } from './store/originals.ts';
import type { ActionRow, CaseMaterial, CaseRow, OriginalRow } from './store/rows.ts';

type Reader = Parameters<typeof findFile>[0];

/** The mode a case is handled in, by the file and the version of the item it was filed with, and what of its originals is still to be shown. */
export interface CaseOriginals {
  readonly mode: ModeOf;
  readonly due: readonly OriginalDue[];
  readonly left: readonly OriginalDue[];
}

export function caseOriginals(
  item: CompiledItem,
  input: CaseInput,
  materials: readonly CaseMaterial[],
  shown: readonly OriginalRow[],
): CaseOriginals {
  const due = originalsOf(item, input).map(({ name }): OriginalDue => {
    const files = materials.flatMap((m) => (m.name.zh === name.zh && m.fileId ? [m.fileId] : []));
    return { name, files };
  });
  return { mode: modeOf(item, input), due, left: originalsLeft(due, shown) };
}

/** The same, read through `db`. */
export async function originalsInStore(db: Reader, row: CaseRow, item: CompiledItem): Promise<CaseOriginals> {
  const [file, evidence, shown] = await Promise.all([
    findFile(db, row.id),
    listEvidence(db, row.id),
    listOriginals(db, row.id),
  ]);
  if (!file) throw kernelErrors.bug({ log: `case ${row.id} has no file` });
  return caseOriginals(item, caseInputOf(row, file, evidence), file.materials, shown);
}

export interface Visits {
  /** What the mode asks for, and the counter where the applicant chose it. */
  readonly planned: number;
  /** Days somebody came to an office for it, in their order. */
  readonly made: readonly { readonly on: string; readonly what: readonly Text[] }[];
}

/** F090–F092: visits of a case, planned and made; several things done on one day are one visit. */
export function visitsOfCase(
  item: CompiledItem,
  input: CaseInput,
  { mode }: CaseOriginals,
  actions: readonly Pick<ActionRow, 'kind' | 'at' | 'data'>[],
): Visits {
  const days = new Map<string, Text[]>();
  for (const action of actions) {
    const what = visitFor(action);
    if (!what) continue;
    const on = dayOf(action.at);
    const known = days.get(on) ?? [];
    if (!known.some((k) => k.zh === what.zh)) days.set(on, [...known, what]);
  }
  return {
    planned: visitsOf(mode, destinationOf(item, input)?.means === 'counter'),
    made: [...days].map(([on, what]) => ({ on, what })),
  };
}

function visitFor({ kind, data }: Pick<ActionRow, 'kind' | 'data'>): Text | undefined {
  // the courier came, nobody else
  if (data.place === 'courier') return undefined;
  if (kind === 'submit' && data.channel === 'window') return { zh: '窗口申请', en: 'applied at the window' };
  if (kind === 'correct' && data.way === 'hall') return { zh: '到窗口补正', en: 'corrected at the window' };
  if (kind === 'see-originals') return { zh: '核对原件', en: 'originals shown' };
  if (kind === 'collect') return { zh: '领取结果', en: 'result collected' };
  if (kind === 'withhold') return { zh: '领取结果（未交付）', en: 'came for the result, not handed over' };
  return undefined;
}
