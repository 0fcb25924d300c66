import { type Draft, getClientItem, getWorkingDays } from '@miaopi/contracts';
import {
  type Answers,
  type CompiledForm,
  createFormSession,
  type FormSession,
  type FormState,
  type Provenance,
} from '@miaopi/forms';
import {
  type CaseInput,
  type ClientItem,
  type CompiledCore,
  compileClientItem,
  type EvidenceAnswer,
  itemCalendar,
  type Preview,
  preview,
} from '@miaopi/items';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { api } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';

/** The item's form and decisions, compiled once; the same engine as the server's. */
export function useCore(slug: string, version: number | undefined) {
  return useQuery<CompiledCore, Error>({
    queryKey: ['core', slug, version],
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const [item, days] = await Promise.all([
        api.call(getClientItem, { params: { slug }, query: { version } }),
        // without them the form counts by the years it was built with; the server's count is what is filed
        api.call(getWorkingDays, {}).catch(() => undefined),
      ]);
      if (days) itemCalendar.learn(days);
      return compileClientItem(item as ClientItem);
    },
  });
}

/** What a form is filled in with: of a draft, or of a case that is corrected, which is judged by the day it was first filed. */
export type FormFacts = Pick<Draft, 'applicant' | 'agent' | 'lookups' | 'provenance'> & { readonly today?: string };

function evidenceOf(draft: FormFacts): Record<string, EvidenceAnswer> {
  const known: Record<string, EvidenceAnswer> = {};
  for (const one of draft.lookups) {
    const status = String(one.status);
    if (status === 'found' || status === 'none' || status === 'unavailable')
      known[one.name] = {
        status,
        ...(one.data ? { data: one.data } : {}),
        source: { office: one.office.zh, ...(one.at ? { at: one.at } : {}) },
      };
  }
  return known;
}

function contextOf(draft: FormFacts): Record<string, unknown> {
  const context: Record<string, unknown> = {
    申请人: draft.applicant.facts,
    经办人: draft.agent?.facts ?? null,
    今日: draft.today ?? todayInChina(),
  };
  for (const one of draft.lookups)
    context[one.name] =
      String(one.status) === 'found'
        ? { ...one.data, 有记录: true }
        : String(one.status) === 'none'
          ? { 有记录: false }
          : null;
  return context;
}

/** What is judged of a draft as it is on the page now. */
export function inputOf(draft: FormFacts, answers: Answers): CaseInput {
  return {
    applicant: draft.applicant.facts,
    agent: draft.agent?.facts ?? null,
    answers,
    evidence: evidenceOf(draft),
    today: draft.today ?? todayInChina(),
  };
}

export interface FormEngine {
  form: CompiledForm;
  state: FormState;
  session: FormSession;
  set: (path: string, value: unknown) => void;
  addItem: (section: string) => void;
  removeItem: (section: string, index: number) => void;
  preview: Preview | undefined;
  /** The applicant pays the courier that brings the result, online. */
  paysCourier: boolean;
}

/** A form being filled in: its state after every key, and how the conditions stand, a moment behind. */
export function useFormEngine(
  core: CompiledCore,
  draft: FormFacts,
  answers: Answers,
  onChange?: () => void,
): FormEngine {
  const session = useMemo(
    () =>
      createFormSession(core.form, answers, {
        env: { now: new Date(`${draft.today ?? todayInChina()}T12:00:00+08:00`) },
        context: contextOf(draft),
        provenance: draft.provenance as unknown as Record<string, Provenance>,
      }),
    [core, draft, answers],
  );
  const [turn, setTurn] = useState(0);
  const late = useDeferredValue(turn);
  const judged = useMemo(() => {
    void late;
    try {
      return preview(core, inputOf(draft, session.answers()));
    } catch {
      // The preview is a courtesy; the server judges.
      return undefined;
    }
  }, [core, draft, session, late]);
  const change = (act: () => unknown) => {
    act();
    setTurn((n) => n + 1);
    onChange?.();
  };
  return {
    form: core.form,
    state: session.state(),
    session,
    set: (path, value) => change(() => session.set(path, value)),
    addItem: (section) => change(() => session.addItem(section)),
    removeItem: (section, index) => change(() => session.removeItem(section, index)),
    preview: judged,
    paysCourier: core.core.deliver?.paidBy === 'online',
  };
}
