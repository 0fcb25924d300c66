import type { PersonActor } from '../../kernel/actor.ts';
import { identityErrors } from '../identity/index.ts';
import type { SigningDeps } from './deps.ts';
import { signingErrors } from './errors.ts';
import type { PartyRow, SessionRow } from './store/rows.ts';
import { findSession, listParties, type Reading } from './store/sessions.ts';

/** The actor with the number of whom he acts for now and his own. */
export interface SigningReader extends Reading {
  readonly actor: PersonActor;
  /** Name of whom he acts for. */
  readonly name: string;
  readonly person: { readonly name: string; readonly number: string; readonly mobile: string | null };
}

/** @throws identity.no_mandate when he may no longer act for the principal */
export async function readerOf(deps: SigningDeps, actor: PersonActor): Promise<SigningReader> {
  const facts = await deps.identity.applicantFacts(actor);
  if (!facts) throw identityErrors.no_mandate();
  const { name, number, mobile, agent } = facts;
  return {
    actor,
    personId: actor.personId,
    principalKind: actor.principal.kind,
    principalId: actor.principal.id,
    number,
    name,
    person: agent ?? { name, number, mobile },
  };
}

export interface OpenedSession {
  readonly session: SessionRow;
  readonly parties: readonly PartyRow[];
}

/** A session the reader began or is a party of; for anybody else there is none. */
export async function sessionFor(deps: SigningDeps, reader: SigningReader, id: string): Promise<OpenedSession> {
  const session = await findSession(deps.kernel.read, id, reader);
  if (!session) throw signingErrors.session_missing();
  return { session, parties: await listParties(deps.kernel.read, [id]) };
}

export function began(reader: Reading, session: SessionRow): boolean {
  return (
    session.initiatorId === reader.personId &&
    session.principalKind === reader.principalKind &&
    session.principalId === reader.principalId
  );
}
