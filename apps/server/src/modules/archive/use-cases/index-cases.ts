import type { ArchiveDeps } from '../deps.ts';
import { bodyOf, textsIn, wordsOf } from '../domain/words.ts';
import { lockProgress, moveProgress, putCaseTexts } from '../store/case-texts.ts';

const actor = { kind: 'system', name: 'archive-index' } as const;
/** Cases of one transaction: of few, one whose entries lie apart is read again for each. */
const page = 256;

/** Puts the texts of cases that changed since the last time into the index. */
export async function indexCases(deps: ArchiveDeps, signal?: AbortSignal): Promise<void> {
  const { kernel } = deps;
  for (let more = true; more && !signal?.aborted; )
    more = await kernel.command('archive.index_cases', { actor }, async (ctx) => {
      const positions = await lockProgress(ctx.tx);
      if (!positions) return false;
      const changed = await deps.audit.changedBehind(positions, ['case:'], page);
      const cases = await deps.cases.textsOf(changed.ids.get('case:') ?? []);
      await putCaseTexts(
        ctx.tx,
        cases.map(({ id, told, exchangeNumber, ...c }) => {
          const names = [c.number, exchangeNumber, c.itemName.zh, c.applicantName];
          const body = bodyOf([...names, ...textsIn(told)]);
          return { ...c, caseId: id, body, words: wordsOf(body).join(' ') };
        }),
      );
      await moveProgress(ctx.tx, changed.positions);
      return changed.more;
    });
}
