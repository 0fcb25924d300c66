import type { CaseView } from '@miaopi/contracts';
import { type CaseInput, type CompiledItem, modeNames } from '@miaopi/items';
import { type CaseOriginals, visitsOfCase } from './case-originals.ts';
import { lastLook } from './domain/originals.ts';
import type { WholeCase } from './store/cases.ts';

/** In which mode a case is handled, its visits, and each original with what was seen of it. */
export function presentHandling(
  { actions, originals: shown }: WholeCase,
  item: CompiledItem,
  input: CaseInput,
  originals: CaseOriginals,
): NonNullable<CaseView['handling']> {
  const { mode, due } = originals;
  const visits = visitsOfCase(item, input, originals, actions);
  return {
    mode: mode.by,
    name: modeNames[mode.by],
    ...(mode.situation ? { situation: mode.situation } : {}),
    where: item.package.item.consult.window,
    visits: { planned: visits.planned, made: visits.made.map(({ on, what }) => ({ on, what: [...what] })) },
    originals: due.map((d) => {
      const look = lastLook(d, shown);
      return {
        name: d.name,
        uploads: [...d.files],
        state: look === undefined ? 'to-show' : look.equal ? 'equal' : 'differs',
        ...(look
          ? {
              at: new Date(look.at).toISOString(),
              by: look.staffName,
              shownBy: look.shownBy,
              copies: look.copies,
              ...(look.note ? { note: look.note } : {}),
            }
          : {}),
      };
    }),
  };
}
