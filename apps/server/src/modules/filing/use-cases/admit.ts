import { fromBase64 } from '@miaopi/gm';
import type { PersonActor, SystemActor } from '../../../kernel/actor.ts';
import type { SentBytes } from '../../../kernel/http/route.ts';
import { signerOf } from '../../exchange/index.ts';
import type { FilingDeps } from '../deps.ts';
import { type FilingMessage, MessageFault, readMessage } from '../domain/message.ts';
import { filingErrors } from '../errors.ts';
import { type FilingRow, findFiling } from '../store/filings.ts';
import { claimMessage, listSystems, type SystemRow } from '../store/systems.ts';

/**
 * Whose message it is and what it says: signed by a certificate registered for an active system, about this operation, fresh, and not received before.
 * @throws filing.untrusted, filing.message_unreadable, filing.replayed, identity.too_many
 */
export async function admit(
  deps: FilingDeps,
  operation: string,
  sent: SentBytes,
  ip: string,
): Promise<{ readonly system: SystemRow; readonly message: FilingMessage }> {
  const { kernel, identity } = deps;
  const { limits } = identity;
  await limits.spend('filingAddress', ip);
  const now = kernel.clock.now();
  const parties = (await listSystems(kernel.read))
    .filter((s) => s.state === 'active')
    .map((system) => ({ system, certificates: system.certificates.map(fromBase64) }));
  const system = signerOf(parties, sent, { anchors: deps.anchors, at: now })?.system;
  if (!system) {
    await limits.spend('filingFailed', ip);
    throw filingErrors.untrusted();
  }
  await limits.spend('filingSystem', system.id);
  const message = readOrRefuse(() => readMessage(sent.data, operation, now));
  const first = await kernel.command('filing.admit', { actor: systemActor(system) }, (ctx) =>
    claimMessage(ctx.tx, system.id, message.number, ctx.now),
  );
  if (!first) throw filingErrors.replayed();
  return { system, message };
}

/** Reads a part of a message. @throws filing.message_unreadable naming the member */
export function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MessageFault) throw filingErrors.message_unreadable({ detail: error.text });
    throw error;
  }
}

export function systemActor(system: Pick<SystemRow, 'id'>): SystemActor {
  return { kind: 'system', name: `filing-${system.id}` };
}

/** The person for whom a filing is, as its department acts for him. */
export function actorFor(system: SystemRow, f: FilingRow): PersonActor {
  return {
    kind: 'person',
    personId: f.personId,
    sessionId: `filing-${f.id}`,
    name: f.personName,
    principal: { kind: f.principalKind, id: f.principalId, role: f.principalKind === 'firm' ? 'legal' : 'self' },
    through: {
      systemId: system.id,
      filingId: f.id,
      number: f.number,
      department: { zh: system.department, en: system.department },
      official: f.official,
    },
  };
}

/** What this system began under its number; another's is as unknown to it as one that does not exist. @throws filing.missing */
export async function filingOf(deps: FilingDeps, system: SystemRow, number: string): Promise<FilingRow> {
  const filing = await findFiling(deps.kernel.read, system.id, number);
  if (!filing) throw filingErrors.missing();
  return filing;
}
