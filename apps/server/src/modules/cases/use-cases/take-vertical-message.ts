import type { SentBytes } from '../../../kernel/http/route.ts';
import { originalOf } from '../../exchange/index.ts';
import { type CasesDeps, verticalActor } from '../deps.ts';
import { caseNumberOf, MessageFault, readMessage, type VerticalMessage } from '../domain/vertical-message.ts';
import { casesErrors } from '../errors.ts';
import { findCaseByNumber, lockCase } from '../store/cases.ts';
import { findVertical, setAsking } from '../store/verticals.ts';
import { applyKept, type Kept, keepMessages } from './apply-vertical.ts';
import { putFile } from './vertical-files.ts';
import { verticalJob } from './vertical-job.ts';

/** ms a clock over there may be ahead. */
const ahead = 10 * 60_000;

/**
 * A vertical system tells how far it is with a case: believed by the signature of its own certificate over the bytes as they came, kept, and applied in the order of
 * its numbers, in one commit; only then is it acknowledged. What comes before one that is missing waits, and the system is asked for it at once.
 * @throws cases.vertical_untrusted, cases.message_unreadable, cases.case_unknown, cases.told_otherwise, cases.message_out_of_order, cases.vertical_over
 */
export async function takeVerticalMessage(
  deps: CasesDeps,
  sent: SentBytes,
  ip: string,
): Promise<{ readonly number: string; readonly outcome: Kept }> {
  await deps.identity.limits.spend('verticalAddress', ip);
  const system = deps.verticals.signerOf(sent);
  const parsed = jsonOf(sent.data);
  const named = caseNumberOf(parsed);
  if (!system) {
    await deps.identity.limits.spend('verticalFailed', ip);
    deps.kernel.log.warn({ case: named }, 'a message about a case was not signed by the vertical system');
    throw casesErrors.vertical_untrusted();
  }
  const before = named === undefined ? undefined : await findCaseByNumber(deps.kernel.read, named);
  const vertical = before && (await findVertical(deps.kernel.read, before.id));
  // a case of ours that is another system's is as unknown to it as one that does not exist
  if (!before || vertical?.system !== system.id) throw casesErrors.case_unknown();
  const message = readOrRefuse(parsed, deps.kernel.clock.now());
  const item = await deps.catalog.load(before.slug, before.itemVersion);
  if (!item) throw casesErrors.case_unknown();
  await putFile(deps, before.id, message);
  const outcome = await deps.kernel.command('cases.take_vertical_message', { actor: verticalActor }, async (ctx) => {
    const row = (await lockCase(ctx.tx, before.id))?.row;
    if (!row) throw casesErrors.case_unknown();
    const original = originalOf(sent);
    const [kept] = await keepMessages(ctx, row, [message], { way: 'push', original });
    if (kept !== 'kept') return kept ?? 'over';
    const applied = await applyKept(deps, ctx, row, item, { system, complete: false });
    if (applied.out.includes(message.seq)) return 'backwards';
    if (applied.row.state !== 'vertical') return 'kept';
    const nextAt = new Date(ctx.now.getTime() + (applied.waits ? 0 : 60_000));
    setAsking(ctx.tx, row.id, { quiet: 0, nextAt, trouble: null });
    ctx.addJob(verticalJob(row.id, nextAt));
    return applied.waits ? 'held' : 'kept';
  });
  if (outcome === 'changed') throw casesErrors.told_otherwise();
  if (outcome === 'over') throw casesErrors.vertical_over();
  if (outcome === 'backwards') throw casesErrors.message_out_of_order();
  return { number: message.number, outcome };
}

export function jsonOf(data: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
}

function readOrRefuse(parsed: unknown, now: Date): VerticalMessage {
  try {
    return readMessage(parsed, new Date(now.getTime() + ahead));
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    throw casesErrors.message_unreadable({ detail: error.text });
  }
}
