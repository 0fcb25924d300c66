import { type Draft, refreshDraft } from '@miaopi/contracts';
import type { Answers } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../app/api.ts';
import type { Autosave } from './autosave.ts';
import type { FormEngine } from './engine.ts';
import { fieldId } from './field-path.ts';

const PAUSE = 900;

export interface LookUps {
  looking: boolean;
  trouble: unknown;
  /** The answers are no longer those the registers were asked with. */
  stale: () => boolean;
  /** Asks now; true when the registers have been asked with the answers as they stand. */
  ask: () => Promise<boolean>;
}

/** The fields that what is asked of the registers hangs on, such as the address. */
function askedAbout(core: CompiledCore): string[] {
  const rules = core.evidence
    .filter(({ evidence }) => evidence.when === 'draft')
    .flatMap(({ evidence }) => [...Object.values(evidence.input), evidence.if ?? '']);
  return core.form.definition.sections
    .flatMap((section) => (section.repeat ? [] : section.fields.map((field) => field.name)))
    .filter((name) =>
      rules.some((rule) => new RegExp(`(^|[^.\\p{L}\\p{N}])${name}($|[^\\p{L}\\p{N}])`, 'u').test(rule)),
    );
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * Keeps what the registers say in step with the answers: asked again by itself once a field they are asked about has been changed and left,
 * and before the form is read back. What is typed while they answer stays.
 */
export function useLookUps(input: {
  core: CompiledCore;
  draft: Draft;
  engine: FormEngine;
  autosave: Autosave;
  /** Answers asked with when the draft was opened; `undefined` when that is not known. */
  openedWith: Answers | undefined;
  take: (draft: Draft, answers: Answers, changed: boolean) => void;
}): LookUps {
  const { core, draft, engine, autosave } = input;
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const askedWith = useRef<Answers | undefined>(input.openedWith);
  const running = useRef<Promise<boolean> | undefined>(undefined);
  const names = useRef<string[] | undefined>(undefined);
  names.current ??= askedAbout(core);

  const once = async (): Promise<boolean> => {
    // What could not be saved (no network, a second window, a lost session) is already being told.
    if (!(await autosave.flush())) return false;
    const sent = engine.session.answers();
    const next = await api.call(refreshDraft, {
      params: { draftId: draft.id },
      body: { revision: autosave.revision(), answers: sent as Record<string, unknown> },
    });
    const answers = { ...(next.answers as Answers) };
    let changed = false;
    for (const [name, value] of Object.entries(engine.session.answers())) {
      if (same(value, sent[name])) continue;
      answers[name] = value;
      changed = true;
    }
    askedWith.current = next.answers as Answers;
    input.take(next, answers, changed);
    return !changed;
  };
  const ask = (): Promise<boolean> => {
    if (running.current) return running.current;
    setLooking(true);
    setTrouble(undefined);
    running.current = once()
      .catch((error: unknown) => {
        setTrouble(error);
        return false;
      })
      .finally(() => {
        running.current = undefined;
        setLooking(false);
      });
    return running.current;
  };

  const now = engine.session.answers();
  const asked = askedWith.current;
  const due =
    asked && !looking && trouble === undefined && names.current.some((name) => !same(now[name], asked[name]))
      ? JSON.stringify(names.current.map((name) => now[name] ?? null))
      : '';
  const latest = useRef({ ask, signedOut: autosave.signedOut });
  latest.current = { ask, signedOut: autosave.signedOut };
  useEffect(() => {
    if (!due) return;
    const inField = () =>
      names.current?.some((name) => {
        const focused = document.activeElement;
        return (
          focused?.matches('input[type=text],textarea') && document.getElementById(fieldId(name))?.contains(focused)
        );
      });
    let timer: ReturnType<typeof setTimeout>;
    // nothing is asked by itself while he may not be answered: the question whether to sign in again would come over what he types
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (inField() || latest.current.signedOut() ? later() : void latest.current.ask()), PAUSE);
    };
    later();
    return () => clearTimeout(timer);
  }, [due]);

  return {
    looking,
    trouble,
    stale: () => draft.lookups.length > 0 && !same(engine.session.answers(), askedWith.current),
    ask,
  };
}
