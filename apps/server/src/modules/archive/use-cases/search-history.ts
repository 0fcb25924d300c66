import { isPlainDate } from '@miaopi/identifiers';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { ArchiveDeps } from '../deps.ts';
import { phrasesOf } from '../domain/words.ts';
import { archiveErrors } from '../errors.ts';
import { officeOf } from '../policy.ts';
import { type CaseTextRow, searchCaseTexts } from '../store/case-texts.ts';

/** Cases within the searcher's scope whose texts hold all that is asked; each one shown is on record. @throws archive.words_needed, archive.period_wrong */
export async function searchHistory(
  deps: ArchiveDeps,
  actor: StaffActor,
  asked: {
    readonly words: string;
    readonly item?: string;
    readonly from?: string;
    readonly to?: string;
    readonly limit: number;
    /** Of the rows, how many are shown. */
    readonly shown: number;
    readonly place?: { readonly at: Date; readonly id: string };
  },
): Promise<(CaseTextRow & { packaged: boolean; wanted: boolean })[]> {
  const office = officeOf(actor);
  const phrases = phrasesOf(asked.words);
  // a single character stands in nearly every case
  if (phrases.length === 0 || phrases.every((p) => p.length === 1 && [...(p[0] ?? '')].length < 2))
    throw archiveErrors.words_needed();
  for (const day of [asked.from, asked.to]) if (day && !isPlainDate(day)) throw archiveErrors.period_wrong();
  const start = (day: string) => new Date(`${day}T00:00:00+08:00`);
  const rows = await searchCaseTexts(deps.kernel.read, {
    office,
    phrases,
    limit: asked.limit,
    ...(asked.item ? { slug: asked.item } : {}),
    ...(asked.from ? { from: start(asked.from) } : {}),
    ...(asked.to ? { before: new Date(start(asked.to).getTime() + 86_400_000) } : {}),
    ...(asked.place ? { after: asked.place } : {}),
  });
  const shown = rows.slice(0, asked.shown);
  if (shown.length > 0)
    await deps.kernel.command('archive.search', { actor }, async (ctx) => {
      ctx.audit({ action: 'archive.searched', subject: `archive:${actor.office}`, data: { cases: shown.length } });
      for (const r of shown)
        ctx.access({
          subjectKind: r.applicantKind,
          subjectId: r.applicantId,
          who: { zh: `${actor.name}（工号 ${actor.number}）`, en: `${actor.name} (staff ${actor.number})` },
          what: { zh: '检索历史办件时看到了您的办件', en: 'Saw your case in a search of history' },
          purpose: { zh: '查阅历史办件', en: 'Search in history' },
          caseNumber: r.number,
        });
    });
  return rows;
}
