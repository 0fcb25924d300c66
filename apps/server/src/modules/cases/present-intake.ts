import type { AnswerChange, CaseView, CorrectionView, FilingView } from '@miaopi/contracts';
import { type Answers, type AnswerValue, answerText, type Field, type FileAnswer, maskValue } from '@miaopi/forms';
import { acceptanceOf, type CaseInput, type CompiledItem } from '@miaopi/items';
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
export function presentFilings(filings: readonly FilingRow[], item: CompiledItem, masked: boolean): FilingView[] {
  return filings.flatMap((f, i): FilingView[] => {
    const before = filings[i - 1];
    if (!f.filed || !before) return [];
    const { filed } = f;
    // decided anew by order: nothing came in
    if (filed.way === 'order') return [];
    const was = wordsOf(item, before.answers as Answers, masked);
    const is = wordsOf(item, f.answers as Answers, masked);
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

/** Each answer as it was filed, in words by its name; a repeated section as a whole. What a register says today of a form filed before changes nothing here. */
function wordsOf(item: CompiledItem, answers: Answers, masked: boolean): Map<string, Words> {
  const out = new Map<string, Words>();
  const text = (field: Field, value: AnswerValue, lang: 'zh' | 'en'): string => {
    const plain = answerText(field, value, lang);
    return masked && field.mask !== undefined && plain !== '' ? maskValue(plain, field.mask) : plain;
  };
  const both = (write: (lang: 'zh' | 'en') => string) => ({ zh: write('zh'), en: write('en') });
  for (const { section, fields } of item.form.sections) {
    if (section.repeat) {
      const list = answers[section.name];
      if (!Array.isArray(list)) continue;
      const rows = list as readonly Readonly<Record<string, AnswerValue>>[];
      const row = (one: Readonly<Record<string, AnswerValue>>, lang: 'zh' | 'en') =>
        fields
          .filter(({ field }) => one[field.name] !== undefined)
          .map(({ field }) => `${field.label[lang]} ${text(field, one[field.name] ?? null, lang)}`)
          .join(lang === 'zh' ? '，' : ', ');
      out.set(section.name, {
        label: section.title,
        text: both((lang) => rows.map((one) => row(one, lang)).join(lang === 'zh' ? '；' : '; ')),
        files: [],
      });
      continue;
    }
    for (const { field } of fields) {
      const value = answers[field.name];
      if (value === undefined) continue;
      const files = field.type === 'file' || field.type === 'photo' ? ([value].flat() as unknown as FileAnswer[]) : [];
      out.set(field.name, {
        label: field.label,
        text: both((lang) => text(field, value, lang)),
        files: files.map((f) => f.fileId),
      });
    }
  }
  return out;
}
