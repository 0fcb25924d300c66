import type { PersonActor } from '../../../kernel/actor.ts';
import type { SigningDeps } from '../deps.ts';
import { afterAction, dueTurns } from '../domain/session-life.ts';
import { signingErrors } from '../errors.ts';
import { type OpenedSession, readerOf, type SigningReader, sessionFor } from '../reader.ts';
import type { Means, PartyRow, SessionRow } from '../store/rows.ts';
import { findVersion, listParties, listVersions, lockSession } from '../store/sessions.ts';
import { keepSignature } from './keep-signature.ts';
import { addPdfSignature, isPdf } from './pdf-bytes.ts';
import { addSignature, type SignedBytes } from './seal-bytes.ts';

export interface SignInput {
  readonly requestId: string;
  readonly signingId: string;
  readonly sealId: string;
  readonly password: string;
  readonly device: string | undefined;
  readonly proof: { readonly password?: string; readonly code?: string };
  /** Of the document the signer looked at. */
  readonly sm3: string;
}

/** Firms' seals that bind the firm to a contract; the finance seal does not. */
const firmSeals: ReadonlySet<string> = new Set(['legal-name', 'contract']);

/**
 * F139, F140: one party signs. First that it is him: the account's password or a code again, and the register's word. Then his carrier is opened for one use.
 * Then, the session locked: who comes second signs what the first has signed, none is lost. Document, ledger row, party, chain and, after the last one,
 * the original among the initiator's materials are made known by one commit.
 */
export async function signDocument(deps: SigningDeps, actor: PersonActor, input: SignInput): Promise<void> {
  const { kernel } = deps;
  const reader = await readerOf(deps, actor);
  const opened = await sessionFor(deps, reader, input.signingId);
  const party = mustBeDue(opened, reader);
  await mustHaveSeen(deps, opened.session, input.sm3);
  await deps.identity.proveAgain(actor, input.proof);
  const confirmed = await confirmPerson(deps, reader, input.signingId);

  const seal = await deps.seals.open({
    actor,
    sealId: input.sealId,
    password: input.password,
    device: input.device,
    sessionId: input.signingId,
    turn: party.turn,
  });
  const means: Means = seal.kind === 'signature' ? 'signature' : 'seal';
  if (!party.means.includes(means) || (means === 'seal' && !firmSeals.has(seal.kind)))
    throw signingErrors.wrong_means();
  const trust = await deps.seals.trust();
  // whether it is a PDF does not change from version to version
  const first = await findVersion(kernel.read, input.signingId, 0);
  const pdf = isPdf(await kernel.files.get(first.key)) ? await seal.pdfSigner() : undefined;
  const timeStamp = await deps.seals.timeStamper();
  const made = new Map<number, SignedBytes>();

  await kernel.command('signing.sign', { actor, requestId: input.requestId }, async (ctx) => {
    const session = await lockSession(ctx.tx, input.signingId);
    if (!session) throw signingErrors.session_missing();
    const parties = await listParties(ctx.tx, [session.id]);
    mustBeDue({ session, parties }, reader);
    const before = await findVersion(ctx.tx, session.id, session.version);
    // the carrier signs once: should the database ask to try again, the same bytes serve
    let signed = made.get(before.n);
    if (!signed) {
      const data = await kernel.files.get(before.key);
      signed = pdf
        ? await addPdfSignature(data, seal, pdf, party, ctx.now, trust)
        : await addSignature(data, seal, party, ctx.now, trust, timeStamp);
      made.set(before.n, signed);
    }
    seal.record(ctx, {
      region: session.region.slice(0, 6),
      digest: signed.sm3,
      page: signed.stamp.page,
      x: signed.stamp.x,
      y: signed.stamp.y,
      sealedAt: ctx.now,
    });
    await keepSignature(deps, ctx, {
      session,
      party,
      parties,
      before,
      signed,
      signerId: actor.personId,
      signerName: reader.person.name,
      means,
      sealId: seal.sealId,
      sealName: seal.name,
      proof: { proof: input.proof.code ? 'code' : 'password', confirmed },
    });
  });
}

/** The party the reader signs for, when it is his turn. */
export function mustBeDue({ session, parties }: OpenedSession, reader: SigningReader): PartyRow {
  if (session.state !== 'open') throw signingErrors.wrong_state();
  const due = dueTurns(session, parties);
  const mine = parties.find((p) => p.number === reader.number && due.includes(p.turn));
  if (!mine || !afterAction(mine.state, 'sign')) throw signingErrors.not_your_turn();
  return mine;
}

/** Versions differ in their signatures only: whoever has seen one of them has seen what he signs. */
export async function mustHaveSeen(deps: SigningDeps, session: SessionRow, sm3: string): Promise<void> {
  const versions = await listVersions(deps.kernel.read, session.id);
  if (!versions.some((v) => v.sm3 === sm3)) throw signingErrors.not_this_document();
}

async function confirmPerson(deps: SigningDeps, reader: SigningReader, sessionId: string) {
  const { name, number } = reader.person;
  const answer = await deps.realPerson({ name, number, reference: sessionId });
  if (answer.status === 'unavailable') throw signingErrors.register_silent();
  if (answer.status === 'refused') throw signingErrors.person_not_confirmed();
  return { source: answer.source, requestId: answer.requestId };
}
