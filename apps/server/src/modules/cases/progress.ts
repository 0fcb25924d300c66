import type { StepView } from '@miaopi/contracts';
import { type FinishedStep, stepTitles } from './domain/steps.ts';

/** The steps of a running chain as they happen, told within this process. Another process reads the finished ones from the store. */
export interface Progress {
  tell(caseId: string, step: StepView): void;
  end(caseId: string, state: string): void;
  /** What has been told so far, then the rest; `end` closes it. */
  watch(caseId: string, onStep: (step: StepView) => void, onEnd: (state: string) => void): () => void;
  isRunning(caseId: string): boolean;
  start(caseId: string): void;
}

interface Channel {
  readonly steps: Map<string, StepView>;
  readonly listeners: Set<{ readonly onStep: (step: StepView) => void; readonly onEnd: (state: string) => void }>;
}

export function createProgress(): Progress {
  const channels = new Map<string, Channel>();
  const open = (caseId: string): Channel => {
    let channel = channels.get(caseId);
    if (!channel) {
      channel = { steps: new Map(), listeners: new Set() };
      channels.set(caseId, channel);
    }
    return channel;
  };
  return {
    start: (caseId) => void open(caseId),
    isRunning: (caseId) => channels.has(caseId),
    tell(caseId, step) {
      const channel = open(caseId);
      channel.steps.set(step.step, step);
      for (const l of channel.listeners) l.onStep(step);
    },
    end(caseId, state) {
      const channel = channels.get(caseId);
      channels.delete(caseId);
      for (const l of channel?.listeners ?? []) l.onEnd(state);
    },
    watch(caseId, onStep, onEnd) {
      const channel = channels.get(caseId);
      if (!channel) {
        onEnd('');
        return () => {};
      }
      for (const step of channel.steps.values()) onStep(step);
      const listener = { onStep, onEnd };
      channel.listeners.add(listener);
      return () => void channel.listeners.delete(listener);
    },
  };
}

/** Tells a finished step to those who watch. */
export function tellDone(progress: Progress, caseId: string, step: FinishedStep): void {
  const { milliseconds, note, parts } = step.output;
  progress.tell(caseId, {
    step: step.step,
    name: stepTitles[step.step],
    state: 'done',
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    milliseconds,
    ...(note ? { note } : {}),
    ...(parts ? { parts: [...parts] } : {}),
  });
}
