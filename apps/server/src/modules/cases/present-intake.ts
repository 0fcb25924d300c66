import type { AnswerChange, CaseView, CorrectionView, FilingView } from '@miaopi/contracts';
import { readBack } from '@miaopi/forms';
import { acceptanceOf, type CaseInput, type CompiledItem, scopeOf } from '@miaopi/items';
import type { CaseRow, CorrectionRow, FilingRow } from './store/rows.ts';

/** @param filings which answered what */
export function presentCorrection(k: CorrectionRow, filings: readonly FilingRow[]): CorrectionView {
  const answer = filings.find((f) => f.filed?.correction === k.nth);
  return {
    nth: k.nth,
    askedAt: k.askedAt.toISOString(),
    askedBy: k.askedByName,
    number: k.number,
    until: k.until,
    points: k.points.map((p) => ({ ...p })),
    ...(answer ? { answeredBy: answer.filing } : {}),
  };
}

/** Why an official accepts it, while he looks at it. */
export function presentIntake(row: CaseRow, item: CompiledItem, input: CaseInput): CaseView['intake'] {
  if (row.state !== 'intake') return undefined;
  const { situation } = acceptanceOf(item, input);
  return {
    receivedAt: (row.receivedAt ?? row.submittedAt).toISOString(),
    ...(situation ? { situation } : {}),
    articles: item.package.item.basis.map((b) => ({ ...b })),
  };
}

/** Filings after the first, each beside the one before it. */
export function presentFilings(
  filings: readonly FilingRow[],
  item: CompiledItem,
  input: CaseInput,
  masked: boolean,
): FilingView[] {
  return filings.flatMap((f, i): FilingView[] => {
    const before = filings[i - 1];
    if (!f.filed || !before) return [];
    const { filed } = f;
    const was = wordsOf(item, { ...input, answers: before.answers as CaseInput['answers'] }, masked);
    const is = wordsOf(item, { ...input, answers: f.answers as CaseInput['answers'] }, masked);
    return [
      {
        filing: f.filing,
        at: new Date(f.filedAt ?? 0).toISOString(),
        by: filed.name,
        byOfficial: filed.by === 'official',
        way: filed.way,
        ...(filed.from ? { from: filed.from } : {}),
        ...(filed.copies === undefined ? {} : { copies: filed.copies }),
        changes: filed.changed.flatMap((field): AnswerChange[] => {
          const [a, b] = [was.get(field), is.get(field)];
          const label = (b ?? a)?.label;
          if (!label) return [];
          return [
            {
              field,
              label,
              before: a?.text ?? nothing,
              after: b?.text ?? nothing,
              beforeFiles: a?.files ?? [],
              afterFiles: b?.files ?? [],
            },
          ];
        }),
      },
    ];
  });
}

const nothing = { zh: '', en: '' };

interface Words {
  readonly label: { zh: string; en: string };
  readonly text: { zh: string; en: string };
  readonly files: string[];
}

/** Each answer in words by its name; a repeated section as a whole. */
function wordsOf(item: CompiledItem, input: CaseInput, masked: boolean): Map<string, Words> {
  const { form } = scopeOf(item, input);
  const [zh, en] = (['zh', 'en'] as const).map((lang) => readBack(item.form, form, lang, { masked }));
  const out = new Map<string, Words>();
  zh!.forEach((section, s) => {
    const repeated = section.groups.some((g) => g.title);
    if (repeated) {
      const list = (side: typeof zh): string =>
        side!
          [s]!.groups.map((g) => `${g.title ?? ''}：${g.rows.map((r) => `${r.label} ${r.text}`).join('，')}`)
          .join('；');
      out.set(section.name, {
        label: { zh: section.title, en: en![s]!.title },
        text: { zh: list(zh), en: list(en) },
        files: [],
      });
      return;
    }
    section.groups.forEach((group, g) => {
      group.rows.forEach((row, r) => {
        const other = en![s]!.groups[g]!.rows[r]!;
        out.set(row.path, {
          label: { zh: row.label, en: other.label },
          text: { zh: row.text, en: other.text },
          files: (row.files ?? []).map((f) => f.fileId),
        });
      });
    });
  });
  return out;
}
