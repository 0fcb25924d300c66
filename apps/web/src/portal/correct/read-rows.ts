import type { CorrectionForm } from '@miaopi/contracts';
import { type Answers, type ReadBackRow, readBack } from '@miaopi/forms';
import { type CompiledCore, scopeOf } from '@miaopi/items';
import { useMemo } from 'react';
import { useLang } from '../../texts/lang.tsx';
import { inputOf } from '../apply/engine.ts';

/** The filed answers that are not open, in words. */
export function useReadRows(core: CompiledCore, form: CorrectionForm, open: readonly string[]): readonly ReadBackRow[] {
  const { lang } = useLang();
  const rows = useMemo(() => {
    const { form: state } = scopeOf(core, inputOf(form, form.answers as Answers));
    return readBack(core.form, state, lang).flatMap((section) => section.groups.flatMap((group) => group.rows));
  }, [core, form, lang]);
  return rows.filter((row) => !open.includes(row.path.split('.')[0] ?? row.path));
}
