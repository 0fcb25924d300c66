import type { VerticalView } from '@miaopi/contracts';
import { type CaseInput, type CompiledItem, handedOver } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';
import type { StepName } from './domain/steps.ts';
import { phaseNames, type VerticalPhase } from './domain/vertical-life.ts';
import type { ActionRow, CaseRow } from './store/rows.ts';
import type { VerticalRow } from './store/verticals.ts';

/** Steps of a case that a vertical system handles. */
export const verticalSteps: ReadonlySet<StepName> = new Set(['jump', 'intake', 'accept', 'decide', 'deliver', 'close']);

const waits: Readonly<Record<VerticalPhase, Text>> = {
  registered: {
    zh: '办件已在本平台登记，还没有在对方系统提交。请前往对方系统办完，办件编号不变。',
    en: 'Your case is registered here and has not been filed in the other system yet. Go on there; the case number stays the same.',
  },
  filed: {
    zh: '已在对方系统提交，等待受理。进度会自动回到这里，无需您操作。',
    en: 'Filed in the other system and not accepted yet. You see here how far it is; there is nothing for you to do.',
  },
  correction: {
    zh: '对方系统要求补正，请前往对方系统补正。',
    en: 'The other system wants something corrected. Go on there to correct it.',
  },
  accepted: {
    zh: '对方系统已受理，正在审查。进度会自动回到这里，无需您操作。',
    en: 'The other system has accepted it and is looking at it; there is nothing for you to do.',
  },
  granted: {
    zh: '对方系统已准予，正在出结果。结果会自动回到这里，无需您操作。',
    en: 'Granted there; the result is being made and comes back here by itself.',
  },
  ended: { zh: '对方系统已办结。', en: 'Ended in the other system.' },
};

/** What such a case waits for. */
export function waitsOver(phase: VerticalPhase): Text {
  return waits[phase];
}

/** What the page of such a case shows of the other system. Officials see which facts were handed over, not the facts. */
export function presentVertical(
  row: CaseRow,
  item: CompiledItem,
  input: CaseInput,
  vertical: VerticalRow,
  actions: readonly ActionRow[],
  official: boolean,
): VerticalView {
  const over = item.package.item.vertical;
  const { name: system, operator } = over ?? { name: row.officeName, operator: row.officeName };
  const phase = row.state === 'vertical' ? (row.waiting?.vertical?.phase ?? 'registered') : 'ended';
  const asked = actions.findLast((a) => a.kind === 'ask-correction');
  const { result } = vertical;
  return {
    system,
    operator,
    kiosk: over?.kiosk ?? false,
    phase,
    phaseName: phaseNames[phase],
    hands: handedOver(item, input).map((h) => ({ label: h.label, value: official ? '—' : (h.value ?? '—') })),
    ...(vertical.trouble && row.state === 'vertical' ? { trouble: vertical.trouble } : {}),
    ...(phase === 'correction' && asked?.opinion ? { correction: asked.opinion } : {}),
    ...(result
      ? {
          result: {
            ...result,
            facts: [...result.facts],
            ...(result.file ? { file: { fileName: result.file.fileName, mediaType: result.file.mediaType } } : {}),
          },
        }
      : {}),
  };
}
