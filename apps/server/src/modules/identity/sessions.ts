import { createHash } from 'node:crypto';
import { type Actor, anonymous } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Authenticate } from '../../kernel/http/server.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AccessPolicies } from './access-policies.ts';
import { identityErrors } from './errors.ts';
import { findDeskVisit } from './store/desk-visits.ts';
import { findSession, type SessionRow } from './store/sessions.ts';

export const sessionCookie = 'miaopi_session';
export const sessionHours = 12;
/** At a self-service terminal, should whoever stood there leave without ending it. */
export const kioskHours = 0.5;

/** What a session cookie is kept as: a stolen table opens no session. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export interface Sessions {
  readonly authenticate: Authenticate;
  find(token: string | undefined): Promise<SessionRow | undefined>;
  forget(token: string): void;
  /** Sessions of others may have ended: the next request of each asks again. Other processes believe what they found for two seconds. */
  forgetAll(): void;
}

/** Looks sessions up; what was found is believed for two seconds, so that a page's burst of requests asks once. */
export function createSessions(kernel: Kernel, access: AccessPolicies): Sessions {
  const recent = new Map<string, { row: SessionRow | undefined; until: number }>();

  async function find(token: string | undefined): Promise<SessionRow | undefined> {
    if (!token || token.length > 100) return undefined;
    const now = kernel.clock.now();
    const known = recent.get(token);
    if (known && known.until > now.getTime()) return known.row;
    const row = await findSession(kernel.read, tokenHash(token), now);
    if (recent.size > 5000) recent.clear();
    if (row) recent.set(token, { row, until: now.getTime() + 2000 });
    return row;
  }

  /** The person at this official's window, as long as the visit lasts. */
  async function atDesk(row: SessionRow, desk: string): Promise<Actor> {
    const staffId = row.staffId ?? '';
    const visit = await findDeskVisit(kernel.read, desk, staffId, kernel.clock.now());
    if (!visit) throw identityErrors.visit_over();
    return {
      kind: 'person',
      personId: visit.personId,
      sessionId: row.id,
      name: visit.personName,
      principal: {
        kind: visit.principalKind,
        id: visit.principalId,
        role: visit.principalRole,
        ...(visit.mandateId ? { mandateId: visit.mandateId } : {}),
      },
      attended: {
        visitId: visit.id,
        staffId,
        name: row.staffName ?? '',
        number: row.staffNumber ?? '',
        office: row.office ?? '',
        region: row.region ?? '',
      },
    };
  }

  return {
    find,
    forget: (token) => void recent.delete(token),
    forgetAll: () => recent.clear(),
    async authenticate({ route, cookies, csrf, changing, desk }) {
      const row = await find(cookies[sessionCookie]);
      if (!row) return anonymous;
      // SameSite=Lax keeps the cookie off foreign posts; the token also stops a page of a sibling domain
      if (changing && csrf !== row.csrf) throw kernelErrors.forged();
      const actor = desk !== undefined && row.staffId ? await atDesk(row, desk) : toActor(row);
      await access.check(route, actor);
      return actor;
    },
  };
}

function toActor(row: SessionRow): Actor {
  if (row.staffId)
    return {
      kind: 'staff',
      staffId: row.staffId,
      sessionId: row.id,
      name: row.staffName ?? '',
      number: row.staffNumber ?? '',
      office: row.office ?? '',
      region: row.region ?? '',
      roles: row.roles ?? [],
    };
  return {
    kind: 'person',
    personId: row.personId ?? '',
    sessionId: row.id,
    name: row.personName ?? '',
    principal: {
      kind: row.principalKind ?? 'person',
      id: row.principalId ?? '',
      role: row.principalRole ?? 'self',
      ...(row.mandateId ? { mandateId: row.mandateId } : {}),
    },
  };
}
