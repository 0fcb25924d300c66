import type { FlowSide, FlowState } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';
import type { WholeCase } from './store/cases.ts';
import type { ActionRow } from './store/rows.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/** Where a case turned back or ended, by the step it happened at. @param places of its actions, in their order */
export function sidesOf(whole: WholeCase, places: readonly string[]): ReadonlyMap<string, readonly FlowSide[]> {
  const sides = new Map<string, FlowSide[]>();
  const seen = new Map<string, number>();
  for (const [i, action] of whole.actions.entries()) {
    // which of its kind it is: corrections, procedures and questions are kept in the same order
    const nth = seen.get(action.kind) ?? 0;
    seen.set(action.kind, nth + 1);
    const side = sideOf(action, nth, whole);
    const place = places[i];
    if (side && place) sides.set(place, [...(sides.get(place) ?? []), side]);
  }
  return sides;
}

function sideOf(action: ActionRow, nth: number, whole: WholeCase): FlowSide | undefined {
  const { row, actions } = whole;
  const at = action.at.toISOString();
  const loop = (name: Text, state: FlowState, more: Partial<FlowSide> = {}): FlowSide => ({
    kind: 'loop',
    name,
    state,
    at,
    ...more,
  });
  const last = (kind: ActionRow['kind']) => actions.findLast((a) => a.kind === kind) === action;
  switch (action.kind) {
    case 'ask-correction': {
      const answered = actions.find((a) => a.kind === 'correct' && a.seq > action.seq);
      const waits = row.state === 'correction' || row.waiting?.vertical?.phase === 'correction';
      const state = answered ? 'done' : waits ? 'now' : 'void';
      const until = answered?.at.toISOString() ?? whole.corrections[nth]?.until;
      return loop(t('补正', 'Correction'), state, until ? { until } : {});
    }
    case 'correct-on-spot':
      return loop(t('当场更正', 'Corrected on the spot'), 'done');
    case 'pre-check':
      return loop(t('核对原件', 'Originals to be shown'), row.state === 'originals' ? 'now' : 'done');
    case 'start-procedure': {
      const p = whole.procedures.filter((one) => one.kind === 'B')[nth];
      if (!p) return undefined;
      return loop(p.name, p.endedOn ? 'done' : row.closedAt ? 'void' : 'now', {
        at: p.startedOn,
        until: p.endedOn ?? p.expectedOn,
      });
    }
    case 'extend':
      return loop(t('延长办理期限', 'Limit extended'), 'done');
    case 'ask-opinion': {
      const task = whole.tasks.filter((one) => one.line === 'beside')[nth];
      if (!task) return undefined;
      const state = task.state === 'open' ? 'now' : task.state;
      return loop(t('征求意见', 'Opinion asked for'), state, { note: task.officeName });
    }
    case 'return-step': {
      const { nextName } = action.data as { readonly nextName?: Text };
      return loop(t(`退回${nextName?.zh ?? ''}`, `Sent back to: ${nextName?.en ?? ''}`), 'done');
    }
    case 'take-back':
      return loop(t('撤回意见', 'Opinion taken back'), 'done');
    case 'send-back':
      return loop(
        t('签章前退回核对', 'Sent back before the seal'),
        row.state === 'returned' && last('send-back') ? 'now' : 'done',
      );
    case 'refuse':
      return { kind: 'end', name: t('不予许可', 'Refused'), state: 'done', at };
    case 'reject':
      return { kind: 'end', name: t('不予受理', 'Not accepted'), state: 'done', at };
    case 'abandon':
      return { kind: 'end', name: t('逾期终止办理', 'Ended: not answered in time'), state: 'done', at };
    case 'withdraw':
      return { kind: 'end', name: t('申请人撤回', 'Withdrawn by the applicant'), state: 'done', at };
    default:
      return undefined;
  }
}
