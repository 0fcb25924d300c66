import type { Text } from '../../../kernel/text.ts';

/** The chain of a case in its order. `jump` only where a vertical system handles it, `intake` only where an official accepts, `review` only where a person decides. */
export const stepNames = [
  'jump',
  'gather',
  'judge',
  'intake',
  'accept',
  'review',
  'decide',
  'make',
  'seal',
  'deliver',
  'close',
] as const;
export type StepName = (typeof stepNames)[number];

export const stepTitles: Readonly<Record<StepName, Text>> = {
  jump: { zh: '登记并转办', en: 'Registered and passed on' },
  gather: { zh: '核验', en: 'Checks' },
  judge: { zh: '判断', en: 'Judgement' },
  intake: { zh: '收件审查', en: 'Looking at what came in' },
  accept: { zh: '受理', en: 'Acceptance' },
  review: { zh: '人工审核', en: 'Review by an official' },
  decide: { zh: '决定', en: 'Decision' },
  make: { zh: '制证', en: 'Making' },
  seal: { zh: '签章', en: 'Sealing' },
  deliver: { zh: '送达', en: 'Delivery' },
  close: { zh: '办结', en: 'Closing' },
};

/** What is kept of a finished step. */
export interface FinishedStep {
  readonly step: StepName;
  /** Of which filing; read from the store. */
  readonly filing?: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly output: {
    readonly milliseconds: number;
    readonly note?: Text;
    readonly parts?: readonly {
      readonly name: Text;
      readonly state: string;
      readonly milliseconds?: number;
      readonly note?: Text;
    }[];
    readonly [key: string]: unknown;
  };
}

/** ms as people read them: 0.31 秒. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 100 ? 3 : 2);
}
