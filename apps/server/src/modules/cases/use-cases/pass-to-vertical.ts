import { randomBytes } from 'node:crypto';
import { sm3Hex } from '@miaopi/gm';
import type { PersonActor } from '../../../kernel/actor.ts';
import { type CasesDeps, verticalActor } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { goesOver, mayGoOver, owns } from '../policy.ts';
import { findCase, lockCase } from '../store/cases.ts';
import { findPass, replacePasses, takePass } from '../store/verticals.ts';
import { issueTicket, mustGoOver, readyEntry, type WayOver } from './open-vertical.ts';

/** Seconds somebody at a window or a kiosk has to take out his phone. */
const passSeconds = 600;

const hashOf = (code: string) => sm3Hex(Buffer.from(code));

/**
 * An address that leads to the vertical system once, for whoever stands at a window or a kiosk and goes on with his own phone (F016). Only its hash is kept; each call voids
 * the former. Like the ticket it admits whoever has it, and tells nobody who that is.
 * @throws cases.case_missing, cases.wrong_state
 */
export function makePass(deps: CasesDeps, actor: PersonActor, caseId: string): Promise<WayOver> {
  return deps.kernel.command('cases.make_vertical_pass', { actor }, async (ctx) => {
    const row = (await lockCase(ctx.tx, caseId))?.row;
    if (!row || !owns(actor, row)) throw casesErrors.case_missing();
    mustGoOver(mayGoOver(actor, row));
    const code = randomBytes(18).toString('base64url');
    const expiresAt = new Date(ctx.now.getTime() + passSeconds * 1000);
    replacePasses(ctx.tx, { hash: hashOf(code), caseId, personId: actor.personId, expiresAt });
    ctx.audit({ action: 'cases.vertical_pass_made', subject: `case:${caseId}` });
    return { url: `${deps.kernel.config.publicUrl}/go/${code}`, until: expiresAt.toISOString() };
  });
}

/**
 * Opens it: a ticket is made now, as a pass lives longer than a ticket may. A system that does not answer uses nothing up.
 * @throws cases.pass_over, cases.wrong_state, cases.vertical_unavailable, identity.too_many
 */
export async function openPass(deps: CasesDeps, code: string, ip: string): Promise<WayOver> {
  await deps.identity.limits.spend('verticalPass', ip);
  const { read, clock } = deps.kernel;
  const pass = await findPass(read, hashOf(code), clock.now());
  const before = pass && (await findCase(read, pass.caseId));
  if (!before) throw casesErrors.pass_over();
  mustGoOver(goesOver(before));
  const entry = await readyEntry(deps, before);
  return deps.kernel.command('cases.open_vertical_pass', { actor: verticalActor }, async (ctx) => {
    const row = (await lockCase(ctx.tx, pass.caseId))?.row;
    if (!row || !(await takePass(ctx.tx, hashOf(code), ctx.now))) throw casesErrors.pass_over();
    mustGoOver(goesOver(row));
    return issueTicket(deps, ctx, row, { personId: pass.personId, entry });
  });
}
