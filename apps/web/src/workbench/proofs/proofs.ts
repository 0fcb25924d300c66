import type { CaseView } from '@miaopi/contracts';
import { createContext, useEffect, useState } from 'react';

export type AnswerRow = CaseView['answers'][number]['rows'][number];
export type Proof = NonNullable<AnswerRow['proofs']>[number];

/** A row of the filed form with the section it stands in. */
export interface PlacedRow {
  readonly section: CaseView['answers'][number]['section'];
  readonly row: AnswerRow;
}

export function rowsOf(view: CaseView): PlacedRow[] {
  return view.answers.flatMap(({ section, rows }) => rows.map((row) => ({ section, row })));
}

export function differs(row: AnswerRow): boolean {
  return String(row.compared?.match) === 'different';
}

/** Every file that proves something, once, those of conflicting answers first. */
export function proofsOf(view: CaseView): Proof[] {
  const rows = rowsOf(view).map(({ row }) => row);
  const all = [...rows.filter(differs), ...rows].flatMap((row) => row.proofs ?? []);
  return all.filter((one, n) => all.findIndex((other) => other.fileId === one.fileId) === n);
}

export function rowKey({ section, row }: PlacedRow): string {
  return `${section.zh} ${row.label.zh}`;
}

/** Which proof is read beside the form. Another case begins with none. */
export interface Proofs {
  readonly all: readonly Proof[];
  readonly open: Proof | undefined;
  /** The row it was opened from; that of the file itself when from elsewhere. */
  readonly at: string | undefined;
  show(fileId: string | undefined, at?: string): void;
  /** The one after or before; the first when none is open. */
  step(by: 1 | -1): void;
}

export function useProofs(view: CaseView | undefined): Proofs {
  const [shown, setShown] = useState<{ readonly fileId: string; readonly at?: string }>();
  const id = view?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case has other files
  useEffect(() => setShown(undefined), [id]);
  const all = view ? proofsOf(view) : [];
  const at = all.findIndex((one) => one.fileId === shown?.fileId);
  const show = (fileId: string | undefined, row?: string) =>
    setShown(fileId === undefined ? undefined : { fileId, ...(row === undefined ? {} : { at: row }) });
  const own =
    view && rowsOf(view).find(({ row }) => row.fileId && row.proofs?.some((one) => one.fileId === shown?.fileId));
  return {
    all,
    open: all[at],
    at: shown?.at ?? (own && rowKey(own)),
    show,
    step: (by) => show(all[at < 0 ? 0 : (at + by + all.length) % all.length]?.fileId),
  };
}

export const ProofsContext = createContext<Proofs | undefined>(undefined);
