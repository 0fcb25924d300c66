import { type CompiledItem, canonicalJson } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { VerticalSystem } from '../../exchange/index.ts';
import type { CasesDeps } from '../deps.ts';
import { nextInOrder, verticalLife } from '../domain/vertical-life.ts';
import type { VerticalMessage } from '../domain/vertical-message.ts';
import type { CaseRow } from '../store/rows.ts';
import { insertMessage, type KeptMessage, listMessages, type Original } from '../store/verticals.ts';
import { applyTold } from './apply-told.ts';

/** `kept` new · `repeated` the same once more · `changed` another under a number that is taken, which stands · `over` the case has ended · `held` waits for one before it · `backwards` can't follow. */
export type Kept = 'kept' | 'repeated' | 'changed' | 'over' | 'held' | 'backwards';

/** Keeps what is new of these, in the transaction that has locked the case. */
export async function keepMessages(
  ctx: CommandContext,
  row: CaseRow,
  messages: readonly VerticalMessage[],
  how: { readonly way: 'push' | 'poll'; readonly original: Original },
): Promise<Kept[]> {
  const known = await listMessages(ctx.tx, row.id);
  return messages.map((message): Kept => {
    const content = withoutData(message);
    const same = known.find((m) => m.number === message.number);
    if (same) return canonicalJson(same.content) === canonicalJson(content) ? 'repeated' : 'changed';
    if (known.some((m) => m.seq === message.seq)) return 'changed';
    if (row.state !== 'vertical') return 'over';
    const { seq, number, event } = message;
    const fresh: KeptMessage = { seq, number, event, content };
    insertMessage(ctx.tx, row, { ...fresh, receivedAt: ctx.now, ...how });
    known.push(fresh);
    return 'kept';
  });
}

function withoutData(message: VerticalMessage): KeptMessage['content'] {
  const { result, ...rest } = message;
  if (!result) return rest;
  const { file, ...facts } = result;
  if (!file) return { ...rest, result: facts };
  const { data, ...named } = file;
  return { ...rest, result: { ...facts, file: named } };
}

export interface Applied {
  readonly row: CaseRow;
  /** Some wait for one that has not come. */
  readonly waits: boolean;
  /** Numbers of those that could not follow on what was done. */
  readonly out: readonly number[];
}

/** Applies what is kept, in the order of the other side's numbers, as far as it goes. @param complete nothing below what is kept is missing */
export async function applyKept(
  deps: CasesDeps,
  ctx: CommandContext,
  before: CaseRow,
  item: CompiledItem,
  { system, complete }: { readonly system: VerticalSystem; readonly complete: boolean },
): Promise<Applied> {
  const kept = await listMessages(ctx.tx, before.id);
  const out: number[] = [];
  let row = before;
  for (;;) {
    const waits = row.state === 'vertical' ? row.waiting?.vertical : undefined;
    const next = waits && nextInOrder(waits.applied, kept, complete);
    if (!waits || !next) return { row, waits: waits !== undefined && kept.some((m) => m.seq > waits.applied), out };
    if (!verticalLife[waits.phase][next.event]) {
      out.push(next.seq);
      ctx.audit({
        action: 'cases.vertical_out_of_order',
        subject: `case:${row.id}`,
        data: { seq: next.seq, event: next.event, phase: waits.phase },
      });
    }
    row = await applyTold(deps, ctx, row, item, { system, message: next });
  }
}
