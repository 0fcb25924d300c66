import { type CorrectionForm, lookUpCorrection } from '@miaopi/contracts';
import type { Answers, Text } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';
import { useMemo, useRef, useState } from 'react';
import { api } from '../../app/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { WithChinese } from '../../ui/with-chinese.tsx';
import { type FormEngine, useFormEngine } from '../apply/engine.ts';
import { FormField } from '../apply/form-field.tsx';
import { FormSection } from '../apply/form-section.tsx';
import { useCorrectTexts } from './correct-texts.ts';

/** A filed form of which some places are open. */
export interface Correcting {
  readonly engine: FormEngine;
  /** Names that may be changed now: what was opened, and what shows only because of what was changed. */
  readonly open: readonly string[];
  /** What is wrong or missing in them. */
  readonly gaps: number;
  /** Places that the notice names and that are still as they were filed. */
  readonly asFiled: readonly { readonly field: string; readonly label: Text }[];
  /** To be sent: the answers of the open places and nothing else. */
  answers(): Record<string, unknown>;
  /** Asks the registers what no longer fits the answers: more may show then, or less. */
  lookUp(): Promise<void>;
}

export function useCorrecting(core: CompiledCore, opened: CorrectionForm): Correcting {
  const [form, setForm] = useState(opened);
  const filed = useMemo(() => form.answers as Answers, [form]);
  const engine = useFormEngine(core, form, filed);
  // as it was filed: what shows besides, shows because of what was changed
  const first = useRef<ReadonlySet<string>>(undefined);
  first.current ??= shownIn(engine);
  const shown = first.current;
  const now = shownIn(engine);
  const open = [...now].filter((name) => form.opened.includes(name) || !shown.has(name));
  const inOpen = (path: string) => open.includes(path.split('.')[0] ?? path);
  const { errors, missing } = engine.state;
  const answers = () => {
    const all = engine.session.answers();
    return Object.fromEntries(open.map((name) => [name, all[name] ?? null]));
  };
  return {
    engine,
    open,
    asFiled: asFiledOf(opened, now, engine.session.answers()),
    gaps: [...errors, ...missing].filter((one) => inOpen(one.path)).length,
    answers,
    async lookUp() {
      const next = await api.call(lookUpCorrection, { params: { caseId: form.caseId }, body: { answers: answers() } });
      // what shows only since then is not the server's to know yet
      setForm({ ...next, answers: { ...next.answers, ...answers() } });
    },
  };
}

/** What shows no more fell away with what was changed; empty in any of its forms is alike. */
function asFiledOf(
  { answers, notice }: CorrectionForm,
  shown: ReadonlySet<string>,
  now: Answers,
): Correcting['asFiled'] {
  const written = (value: unknown) => JSON.stringify(value === '' || value === undefined ? null : value);
  const stays = (field: string) => shown.has(field) && written(answers[field]) === written(now[field]);
  const points = (notice?.points ?? []).filter(({ field }) => stays(field));
  return [...new Map(points.map(({ field, label }) => [field, { field, label }])).values()];
}

/** Names that a person fills in and sees now. */
function shownIn(engine: FormEngine): Set<string> {
  const out = new Set<string>();
  for (const [path, field] of engine.state.fields)
    if (field.visible && !field.computed) out.add(path.split('.')[0] ?? path);
  return out;
}

/** The open places one after the other, each with why it is to be corrected and how. */
export function CorrectionFields(props: {
  core: CompiledCore;
  form: CorrectionForm;
  correcting: Correcting;
  attempted: boolean;
}) {
  const { core, form, correcting, attempted } = props;
  const { engine } = correcting;
  return (
    <div className="correct-places">
      {core.form.sections.flatMap((compiled) => {
        const { section } = compiled;
        if (section.repeat)
          return correcting.open.includes(section.name)
            ? [
                <div key={section.name} className="correct-place">
                  <Notes form={form} of={section.name} />
                  <FormSection compiled={compiled} engine={engine} attempted={attempted} place="" />
                </div>,
              ]
            : [];
        return compiled.fields
          .filter(({ field }) => correcting.open.includes(field.name))
          .map(({ field }) => (
            <div key={field.name} className="correct-place card">
              <Notes form={form} of={field.name} />
              <FormField field={field} path={field.name} engine={engine} attempted={attempted} />
            </div>
          ));
      })}
    </div>
  );
}

/** Why a place is open: what the notice says of it, or what shows it now. */
function Notes({ form, of }: { form: CorrectionForm; of: string }) {
  const t = useCorrectTexts();
  if (!form.notice) return null;
  const here = form.notice.points.filter((point) => point.field === of);
  if (here.length === 0)
    return (
      <p className="correct-note correct-note--new">
        <Icon name="info" />
        <span>{t.nowNeeded}</span>
      </p>
    );
  return here.map((point) => (
    <div key={point.page ?? 0} className="correct-note">
      <Icon name="pencil" />
      <div>
        <p>
          <strong>{t.why}</strong>
          {point.page !== undefined && <span className="tabular">{t.page(point.page)}</span>}
          <WithChinese text={point.why} />
        </p>
        <p>
          <strong>{t.how}</strong>
          <WithChinese text={point.how} />
        </p>
      </div>
    </div>
  ));
}
