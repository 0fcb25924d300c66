import type { Text } from '../../../kernel/text.ts';
import type { ActionKind, ActorKind } from './lifecycle.ts';

/**
 * How far a vertical system is with a case: registered 已登记，尚未在对方提交 · filed 已提交 · correction 待补正 · accepted 已受理 · granted 准予，结果未出 ·
 * ended 办结.
 */
export const verticalPhases = ['registered', 'filed', 'correction', 'accepted', 'granted', 'ended'] as const;
export type VerticalPhase = (typeof verticalPhases)[number];

/** What it tells: 已提交 · 受理 · 不予受理 · 待补正 · 已补正 · 准予 · 不予 · 结果已出 · 已撤回. */
export const verticalEvents = [
  'filed',
  'accepted',
  'not-accepted',
  'correction',
  'corrected',
  'granted',
  'refused',
  'issued',
  'withdrawn',
] as const;
export type VerticalEvent = (typeof verticalEvents)[number];

/** Phase × what is told → phase. What is not here goes backwards or skips the acceptance, and changes nothing. */
export const verticalLife: Readonly<Record<VerticalPhase, Partial<Readonly<Record<VerticalEvent, VerticalPhase>>>>> = {
  registered: {
    filed: 'filed',
    accepted: 'accepted',
    'not-accepted': 'ended',
    correction: 'correction',
    withdrawn: 'ended',
  },
  filed: { accepted: 'accepted', 'not-accepted': 'ended', correction: 'correction', withdrawn: 'ended' },
  correction: { corrected: 'filed', 'not-accepted': 'ended', withdrawn: 'ended' },
  accepted: { granted: 'granted', refused: 'ended', withdrawn: 'ended' },
  granted: { issued: 'ended' },
  ended: {},
};

/** The act of the case that stands for what is told, and who did it there. */
export const actOf: Readonly<Record<VerticalEvent, { readonly kind: ActionKind; readonly by: ActorKind }>> = {
  filed: { kind: 'file-there', by: 'applicant' },
  accepted: { kind: 'accept', by: 'official' },
  'not-accepted': { kind: 'reject', by: 'official' },
  correction: { kind: 'ask-correction', by: 'official' },
  corrected: { kind: 'correct', by: 'applicant' },
  granted: { kind: 'grant', by: 'official' },
  refused: { kind: 'refuse', by: 'official' },
  issued: { kind: 'deliver', by: 'official' },
  withdrawn: { kind: 'withdraw', by: 'applicant' },
};

/** What is told where an act of the case was done there. */
export function eventOf(kind: string): VerticalEvent | undefined {
  return verticalEvents.find((event) => actOf[event].kind === kind);
}

/** Whether the applicant still has something to do there. */
export const phaseNames: Readonly<Record<VerticalPhase, Text>> = {
  registered: { zh: '已登记，待前往办理', en: 'Registered; go on there' },
  filed: { zh: '已提交，待受理', en: 'Filed there' },
  correction: { zh: '待补正', en: 'To be corrected there' },
  accepted: { zh: '已受理，办理中', en: 'Accepted there' },
  granted: { zh: '已准予，待出结果', en: 'Granted; the result is being made' },
  ended: { zh: '已办结', en: 'Ended' },
};

/** What it tells, in words. */
export const eventNames: Readonly<Record<VerticalEvent, Text>> = {
  filed: { zh: '已提交', en: 'filed' },
  accepted: { zh: '受理', en: 'accepted' },
  'not-accepted': { zh: '不予受理', en: 'not accepted' },
  correction: { zh: '待补正', en: 'to be corrected' },
  corrected: { zh: '已补正', en: 'corrected' },
  granted: { zh: '准予', en: 'granted' },
  refused: { zh: '不予', en: 'refused' },
  issued: { zh: '结果已出', en: 'issued' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

/** Told in the order of their numbers: which of what is kept follows on what was done, and what must wait for one that has not come. */
export function nextInOrder<T extends { readonly seq: number }>(
  applied: number,
  kept: readonly T[],
  /** The other side has no message below these: what is missing will not come. */
  complete: boolean,
): T | undefined {
  const next = kept.filter((m) => m.seq > applied).sort((a, b) => a.seq - b.seq)[0];
  return next && (complete || next.seq === applied + 1) ? next : undefined;
}

/** Seconds to the next question how far it is, after so many that brought nothing new; the other side tells by itself as a rule. */
export function pollSeconds(quiet: number): number {
  return Math.min(6 * 3600, 20 * 2 ** Math.min(12, quiet));
}
