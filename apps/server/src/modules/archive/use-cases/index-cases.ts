import { givingWay, pageByPage } from '../../../kernel/give-way.ts';
import type { ArchiveDeps } from '../deps.ts';
import { bodyOf, textsIn, wordsOf } from '../domain/words.ts';
import { type CaseTextRow, lockProgress, moveProgress, putCaseTexts } from '../store/case-texts.ts';

const actor = { kind: 'system', name: 'archive-index' } as const;
/** Cases of one transaction: of few, one whose entries lie apart is read again for each. */
const page = 256;

/** Puts the texts of cases that changed since the last time into the index. */
export function indexCases(deps: ArchiveDeps, signal?: AbortSignal): Promise<void> {
  const { kernel } = deps;
  const next = () =>
    kernel.command('archive.index_cases', { actor }, async (ctx) => {
      const positions = await lockProgress(ctx.tx);
      if (!positions) return false;
      const changed = await deps.audit.changedBehind(positions, ['case:'], page);
      const cases = await deps.cases.textsOf(changed.ids.get('case:') ?? []);
      const texts: (CaseTextRow & { words: string })[] = [];
      const giveWay = givingWay();
      for (const { id, told, exchangeNumber, ...c } of cases) {
        const names = [c.number, exchangeNumber, c.itemName.zh, c.applicantName];
        const body = bodyOf([...names, ...textsIn(told)]);
        texts.push({ ...c, caseId: id, body, words: wordsOf(body).join(' ') });
        await giveWay();
      }
      await putCaseTexts(ctx.tx, texts);
      await moveProgress(ctx.tx, changed.positions);
      return changed.more;
    });
  return pageByPage(next, signal);
}
