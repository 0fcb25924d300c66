import { type CaseInput, type CompiledItem, type Dossier, judge } from '@miaopi/items';
import type { Clock } from '../../kernel/clock.ts';
import type { FinishedStep } from './domain/steps.ts';

/** 判断: the dossier and the step it makes. Pure but for the clock. */
export function judgeInput(
  clock: Clock,
  item: CompiledItem,
  input: CaseInput,
  gathered: FinishedStep,
): { readonly dossier: Dossier; readonly judged: FinishedStep } {
  const began = performance.now();
  const dossier = judge(item, input);
  const milliseconds = Math.round((performance.now() - began) * 10) / 10;
  const met = dossier.conditions.filter((c) => c.verdict === 'met').length;
  const open = dossier.conditions.filter((c) => c.verdict === 'unmet' || c.verdict === 'unknown').length;
  return {
    dossier,
    judged: {
      step: 'judge',
      startedAt: gathered.endedAt,
      endedAt: clock.now().toISOString(),
      output: {
        milliseconds,
        note:
          open === 0
            ? { zh: `${met} 条全部满足`, en: `all ${met} conditions met` }
            : { zh: `${met} 条满足，${open} 条需人工判断`, en: `${met} conditions met, ${open} for an official` },
      },
    },
  };
}
