import type { CompiledItem } from '@miaopi/items';
import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import type { VerticalSystem } from '../../exchange/index.ts';
import { closedEvent } from '../closed-event.ts';
import { type CasesDeps, noticeEvent } from '../deps.ts';
import { dueDay } from '../domain/case-clock.ts';
import { applyAction } from '../domain/lifecycle.ts';
import type { FinishedStep } from '../domain/steps.ts';
import { actOf, type VerticalEvent, verticalLife } from '../domain/vertical-life.ts';
import { type CaseChange, changeCase, listSteps } from '../store/cases.ts';
import { type CaseRow, machine, type NewAction } from '../store/rows.ts';
import { type KeptMessage, setAsking, setResult } from '../store/verticals.ts';
import { tellVertical } from './tell-vertical.ts';
import { fileKeyOf } from './vertical-files.ts';

const outcomes: Partial<Readonly<Record<VerticalEvent, NonNullable<CaseRow['outcome']>>>> = {
  granted: 'granted',
  refused: 'refused',
  'not-accepted': 'not-accepted',
  withdrawn: 'withdrawn',
};

/** What one message does to the case: its state, act, step, clock, result and notice. One that can't follow only counts as seen. */
export async function applyTold(
  deps: CasesDeps,
  ctx: CommandContext,
  row: CaseRow,
  item: CompiledItem,
  { system, message }: { readonly system: VerticalSystem; readonly message: KeptMessage },
): Promise<CaseRow> {
  const waits = row.waiting?.vertical;
  if (!row.waiting || !waits) throw kernelErrors.bug({ log: `case ${row.id} is in no vertical system` });
  const { event, content } = message;
  const phase = verticalLife[waits.phase][event];
  if (!phase) {
    const set = { waiting: { ...row.waiting, vertical: { ...waits, applied: message.seq } } };
    return change(ctx, row, { set });
  }
  const act = actOf[event];
  const at = timeOf(ctx, row, content.at);
  const ended = phase === 'ended';
  let state = applyAction(row.state, act.kind, act.by);
  const actions: NewAction[] = [actionOf(row, system, message)];
  if (event === 'issued') {
    state = applyAction(state, 'close', 'machine');
    actions.push({ ...machine, kind: 'close' });
  }
  const accepted = event === 'accepted';
  const { promised: limit } = item.package.item;
  const due = accepted ? dueDay(deps.calendar, { from: dayOf(at), limit, extendedBy: 0, pauses: [] }).day : undefined;
  const known = new Set((await listSteps(ctx.tx, row.id)).map((s) => s.step));
  const after = await change(ctx, row, {
    set: {
      state,
      ...(outcomes[event] ? { outcome: outcomes[event] } : {}),
      ...(accepted ? { acceptedAt: at, dueOn: due ?? null } : {}),
      ...(event === 'granted' || event === 'refused' ? { decidedAt: at } : {}),
      ...(ended ? { closedAt: ctx.now } : {}),
      // stays when it is over: who decided it may change it, and nobody here
      waiting: { ...row.waiting, vertical: { ...waits, phase, applied: message.seq } },
    },
    actions,
    steps: stepsOf(row, message, at, ctx.now).filter((s) => !known.has(s.step)),
  });
  const { result } = content;
  if (event === 'issued' && result)
    setResult(ctx.tx, row.id, result, result.file ? fileKeyOf(row.id, result.file.sm3) : null);
  if (ended) {
    setAsking(ctx.tx, row.id, { quiet: 0, nextAt: null, trouble: null });
    ctx.removeJob(`vertical:${row.id}`);
  }
  ctx.audit({
    action: 'cases.vertical_told',
    subject: `case:${row.id}`,
    data: { system: system.id, seq: message.seq, event, phase },
  });
  ctx.emit(noticeEvent(row.contactId, row.id, ...(await tellVertical(ctx, after, item, { system, message, due }))));
  if (ended && after.outcome) ctx.emit(closedEvent(row, { outcome: after.outcome, at: ctx.now }));
  return after;
}

async function change(
  ctx: CommandContext,
  row: CaseRow,
  given: Pick<CaseChange, 'set' | 'actions' | 'steps'>,
): Promise<CaseRow> {
  if (!(await changeCase(ctx.tx, { row, now: ctx.now, ...given })))
    throw kernelErrors.bug({ log: `case ${row.id} moved under its lock` });
  return { ...row, ...given.set, actions: row.actions + (given.actions?.length ?? 0) };
}

/** As the other side says, never before what was done already and never after now. */
function timeOf(ctx: CommandContext, row: CaseRow, told: string): Date {
  const earliest = row.decidedAt ?? row.acceptedAt ?? row.submittedAt;
  const at = new Date(told);
  if (at < earliest) return earliest;
  return at > ctx.now ? ctx.now : at;
}

function actionOf(row: CaseRow, system: VerticalSystem, { event, content, seq }: KeptMessage): NewAction {
  const { kind, by } = actOf[event];
  const { official, opinion, at, result } = content;
  const who =
    by === 'official' && official
      ? {
          actorId: `vertical:${system.id}:${official.number}`,
          actorName: official.name,
          actorNumber: official.number,
          office: system.uscc,
        }
      : { actorId: row.contactId, actorName: row.agentName ?? row.applicantName };
  return {
    kind,
    by,
    ...who,
    ...(opinion ? { opinion } : {}),
    data: {
      system: system.id,
      seq,
      told: at,
      ...(official && by === 'official' ? { officeName: official.office } : {}),
      ...(result ? { result: { name: result.name, number: result.number } } : {}),
    },
  };
}

function stepsOf(row: CaseRow, { event, content }: KeptMessage, at: Date, now: Date): FinishedStep[] {
  const from = (row.acceptedAt ?? row.submittedAt).toISOString();
  const to = at.toISOString();
  const by: Text | undefined = content.official && {
    zh: `${content.official.name}（${content.official.number}）`,
    en: `${content.official.name} (${content.official.number})`,
  };
  const step = (name: FinishedStep['step'], output: object = {}, start = from, end = to): FinishedStep => ({
    step: name,
    startedAt: start,
    endedAt: end,
    output: { milliseconds: Math.max(0, Date.parse(end) - Date.parse(start)), ...(by ? { note: by } : {}), ...output },
  });
  const close = step('close', {}, now.toISOString(), now.toISOString());
  if (event === 'correction')
    return [step('intake', { result: '退回', by: content.official?.name, opinion: content.opinion ?? null }, to, to)];
  if (event === 'accepted') return [step('accept')];
  if (event === 'granted') return [step('decide')];
  if (event === 'refused') return [step('decide'), close];
  if (event === 'issued') return [step('deliver', {}, (row.decidedAt ?? at).toISOString()), close];
  return event === 'not-accepted' || event === 'withdrawn' ? [close] : [];
}
