import { addDays, type Calendar, CalendarUnknownError } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';
import { beyondCalendar, type Due } from './case-clock.ts';
import type { ActionKind } from './lifecycle.ts';

/** 行政许可法 第三十二条: "应当当场或者在五日内一次告知申请人需要补正的全部内容"; working days (第八十二条). */
export const noticeDays = 5;

/** An action of a case on its day, yyyy-mm-dd. `until`: the last day to answer a correction notice, or to bring the originals. */
export interface DatedAction {
  readonly kind: ActionKind;
  readonly on: string;
  readonly until?: string;
  /** Of what is looked at anew by order: the day the order reached the office, and the working days it sets. */
  readonly from?: string;
  readonly days?: number;
}

/** A time before the acceptance: the office looks at what came in, or waits for what is to be corrected or shown. */
export interface Stretch {
  readonly kind: 'receipt' | 'correction' | 'originals';
  readonly from: string;
  /** Undefined while it lasts. */
  readonly to: string | undefined;
  /** Of what is waited for: the last day. */
  readonly until: string | undefined;
  /** Of a receipt: the working days an order sets, where they are not the five of the law. */
  readonly days?: number;
}

const filings: readonly ActionKind[] = ['submit', 'correct', 'correct-on-spot'];
const endings: readonly ActionKind[] = ['accept', 'grant', 'reject', 'abandon', 'withdraw'];

/**
 * What a case went through until it was accepted, from its actions in their order: each filing begins a receipt, each notice a correction, a pre-check that passed a wait for the originals, one ends where the other
 * begins. An order to look at it anew begins a receipt of its own; what was before it no longer counts. Empty for a case that no office ever received. Pure: the same history gives the same stretches.
 */
export function stretchesOf(actions: readonly DatedAction[]): Stretch[] {
  if (!actions.some((a) => a.kind === 'receive')) return [];
  const out: Stretch[] = [];
  const end = (on: string): void => {
    const last = out.at(-1);
    if (last && last.to === undefined) out[out.length - 1] = { ...last, to: on };
  };
  for (const { kind, on, until, from, days } of actions) {
    if (kind === 'receive-anew')
      out.splice(0, out.length, {
        kind: 'receipt',
        from: from ?? on,
        to: undefined,
        until: undefined,
        ...(days === undefined ? {} : { days }),
      });
    else if (filings.includes(kind)) {
      end(on);
      out.push({ kind: 'receipt', from: on, to: undefined, until: undefined });
    } else if (kind === 'ask-correction' || kind === 'pre-check') {
      end(on);
      out.push({ kind: kind === 'pre-check' ? 'originals' : 'correction', from: on, to: undefined, until });
    } else if (kind === 'see-originals' && out.at(-1)?.kind === 'originals' && out.at(-1)?.to === undefined) {
      end(on);
      out.push({ kind: 'receipt', from: on, to: undefined, until: undefined });
    } else if (endings.includes(kind)) end(on);
  }
  return out;
}

/**
 * The day something is due before the acceptance: the fifth working day (or as many as an order sets) after the filing in force came in, or the last day to correct. Its derivation shows every day
 * since the first filing once. Undefined when the last stretch is over.
 */
export function intakeDue(calendar: Calendar, stretches: readonly Stretch[]): Due | undefined {
  const last = stretches.at(-1);
  if (!last || last.to !== undefined) return undefined;
  const before = leadIn(stretches.slice(0, -1));
  const derivation = before.filter((d) => d.day <= last.from);
  if (last.kind !== 'receipt') {
    const until = last.until ?? last.from;
    for (let day = addDays(last.from, 1); day <= until; day = addDays(day, 1))
      derivation.push({ day, counted: false, why: waits[last.kind] });
    return { day: until, derivation };
  }
  try {
    let counted = 0;
    let day = last.from;
    while (counted < (last.days ?? noticeDays)) {
      day = addDays(day, 1);
      const { counted: works, reason } = calendar.explain(day);
      if (works) counted++;
      const why = works
        ? { zh: `收件审查的第 ${counted} 个工作日`, en: `working day ${counted} of looking at what came in` }
        : reason;
      derivation.push({ day, counted: works, why });
    }
    return { day, derivation };
  } catch (error) {
    if (!(error instanceof CalendarUnknownError)) throw error;
    return {
      day: undefined,
      derivation: [],
      unknown: beyondCalendar(calendar),
    };
  }
}

const waits: Readonly<Record<Stretch['kind'], Text>> = {
  correction: {
    zh: '等待补正，不计入办理期限（补正后收件审查重新计算）',
    en: 'Waiting for the correction: not counted; the office’s five days begin anew with it',
  },
  originals: {
    zh: '等待到窗口核对原件，不计入办理期限（核对后收件审查重新计算）',
    en: 'Waiting for the originals: not counted; the office’s five days begin anew when they are shown',
  },
  receipt: {
    zh: '收件审查，尚未受理，不计入办理期限',
    en: 'What came in is looked at; not accepted yet, so not counted',
  },
};

/** The days of stretches that are over, each once: what a later derivation begins with. The day a stretch ends on belongs to it. */
export function leadIn(stretches: readonly Stretch[]): { day: string; counted: boolean; why: Text }[] {
  const out: { day: string; counted: boolean; why: Text }[] = [];
  for (const { kind, from, to } of stretches) {
    const first = out.at(-1)?.day ?? from;
    for (let day = out.length === 0 ? from : addDays(first, 1); day <= (to ?? from); day = addDays(day, 1))
      out.push({ day, counted: false, why: waits[kind] });
  }
  return out;
}
