import { told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { SigningDeps } from '../deps.ts';
import { dueTurns } from '../domain/session-life.ts';
import type { Means, PartyRow, SessionRow, VersionRow } from '../store/rows.ts';
import { endSession, insertVersion, markSigned } from '../store/sessions.ts';
import { invitation, record, tellParty, tellPerson } from '../tell.ts';
import { kindOf } from './document.ts';
import type { SignedBytes } from './seal-bytes.ts';

export interface NewSignature {
  /** Locked. */
  readonly session: SessionRow;
  readonly party: PartyRow;
  readonly parties: readonly PartyRow[];
  readonly before: VersionRow;
  readonly signed: SignedBytes;
  readonly signerId: string;
  readonly signerName: string;
  readonly means: Means;
  readonly sealId: string;
  readonly sealName: string;
  /** How it is known that the party itself signed, for the chain of events. */
  readonly proof: Readonly<Record<string, unknown>>;
}

/** Makes a signature known: document, party, chain, and after the last one the original among the initiator's materials. The bytes are written before the commit. */
export async function keepSignature(deps: SigningDeps, ctx: CommandContext, s: NewSignature): Promise<void> {
  const { session, party, before, signed } = s;
  const n = before.n + 1;
  const key = `signing/${ctx.now.toISOString().slice(0, 10)}/${session.id}/${n}-${party.turn}`;
  await deps.kernel.files.put(key, signed.data);
  await insertVersion(ctx.tx, {
    sessionId: session.id,
    n,
    key,
    sm3: signed.sm3,
    bytes: signed.data.length,
    turn: party.turn,
    at: ctx.now,
    verdict: signed.verdict,
  });
  await markSigned(ctx.tx, {
    sessionId: session.id,
    turn: party.turn,
    now: ctx.now,
    signerId: s.signerId,
    signerName: s.signerName,
    means: s.means,
    sealId: s.sealId,
    sealName: s.sealName,
  });
  await record(ctx, session.id, {
    kind: 'signed',
    turn: party.turn,
    data: {
      means: s.means,
      sealId: s.sealId,
      ...s.proof,
      before: before.sm3,
      sm3: signed.sm3,
      version: n,
      place: { page: signed.stamp.page, x: signed.stamp.x, y: signed.stamp.y },
    },
  });
  await goOn(deps, ctx, s);
}

/** After a signature: the next one is asked, or the signed original goes to whoever began it. */
async function goOn(
  deps: SigningDeps,
  ctx: CommandContext,
  { session, party: by, parties, signed }: NewSignature,
): Promise<void> {
  const after = parties.map((p) => (p.turn === by.turn ? { ...p, state: 'signed' as const } : p));
  const due = dueTurns(session, after);
  if (due.length > 0) {
    const what = invitation(session);
    if (session.sequence === 'in-turn')
      for (const next of after.filter((p) => due.includes(p.turn))) await tellParty(deps, ctx, session, next, what);
    return;
  }
  const { mediaType, ending } = kindOf(signed.data);
  const file = await deps.materials.keep(ctx, {
    personId: session.initiatorId,
    name: `${session.title.zh}（已签）.${ending}`,
    mediaType,
    data: signed.data,
  });
  await endSession(ctx.tx, { id: session.id, state: 'complete', reason: null, fileId: file.fileId, now: ctx.now });
  await record(ctx, session.id, {
    kind: 'completed',
    turn: null,
    data: { fileId: file.fileId, sm3: file.sm3, standing: file.standing },
  });
  tellPerson(ctx, session, session.initiatorId, told('signed', { paper: session.title }));
}
