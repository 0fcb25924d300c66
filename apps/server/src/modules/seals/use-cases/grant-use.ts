import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { GrantProposal } from '../door.ts';
import { sealsErrors } from '../errors.ts';
import { actorName, hasRole, maySee, mustHaveRole } from '../policy.ts';
import { changeGrantRow, decideGrantRow, findGrantById, type GrantRow, insertGrant } from '../store/grants.ts';
import { findSeal, lockSeal } from '../store/seal-rows.ts';

/** Likelihood × impact (1–5 each) above this is not acceptable, whatever the measures. */
const acceptable = 12;

/**
 * 系统授权 proposed by the keeper with the risk assessment it rests on (F149); of no effect until another person confirms it. A risk that is not acceptable
 * is recorded and refused.
 * @throws seals.seal_missing, seals.wrong_state, seals.grant_there, seals.risk_too_high, kernel.invalid_request
 */
export async function proposeGrant(
  kernel: Kernel,
  actor: Actor,
  p: GrantProposal,
): Promise<{ readonly grantId: string }> {
  const score = p.assessment.likelihood * p.assessment.impact;
  try {
    return await kernel.command('seals.propose_grant', { actor, requestId: p.requestId }, async (ctx) => {
      const seal = await lockSeal(ctx.tx, p.sealId);
      if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
      mustHaveRole(actor, 'seal-keeper');
      if (seal.principalKind !== 'office' || seal.principalId !== actor.office) throw sealsErrors.not_yours();
      if (seal.state !== 'in-use' && seal.state !== 'suspended') throw sealsErrors.wrong_state();
      if (p.validTo <= p.validFrom || p.validTo <= ctx.now)
        throw invalidPeriod('结束时间应在开始之后', 'The end must be later than the beginning');
      if (p.validTo > seal.validTo) throw invalidPeriod('授权不能超过印章有效期', 'The grant cannot outlast the seal');
      if (score > acceptable) throw sealsErrors.risk_too_high();
      const id = newId('sg');
      await insertGrant(ctx.tx, {
        id,
        assessmentId: newId(),
        sealId: seal.id,
        slug: p.slug,
        documentKind: p.documentKind,
        machine: p.grantee,
        maxUses: p.maxUses ?? null,
        ...p.assessment,
        outcome: 'acceptable',
        from: p.validFrom,
        to: p.validTo,
        by: actorKey(actor),
        byName: actorName(actor),
        now: ctx.now,
      });
      ctx.audit({
        action: 'seals.grant_proposed',
        subject: `seal:${seal.id}`,
        data: { grant: id, slug: p.slug, score },
      });
      return { grantId: id };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'use_grant_proposed')) throw sealsErrors.grant_there({ cause: error });
    throw error;
  }
}

/** Confirms or refuses a proposal: a security auditor, never the one who proposed it. @throws seals.grant_missing, seals.same_person, seals.wrong_state, seals.grant_there */
export async function decideGrant(
  kernel: Kernel,
  actor: Actor,
  d: { readonly grantId: string; readonly confirm: boolean; readonly reason: string },
): Promise<void> {
  await seenGrant(kernel, actor, d.grantId);
  mustHaveRole(actor, 'security-auditor');
  try {
    await kernel.command('seals.decide_grant', { actor }, async (ctx) => {
      const grant = await findGrantById(ctx.tx, d.grantId);
      if (!grant) throw sealsErrors.grant_missing();
      if (grant.proposedBy === actorKey(actor)) throw sealsErrors.same_person();
      const decision = {
        id: d.grantId,
        confirm: d.confirm,
        by: actorKey(actor),
        byName: actorName(actor),
        now: ctx.now,
        reason: d.reason,
      };
      if (!(await decideGrantRow(ctx.tx, decision))) throw sealsErrors.wrong_state();
      ctx.audit({
        action: d.confirm ? 'seals.use_granted' : 'seals.grant_refused',
        subject: `seal:${grant.sealId}`,
        data: { grant: d.grantId, slug: grant.slug, reason: d.reason },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'use_grant_in_force')) throw sealsErrors.grant_there({ cause: error });
    throw error;
  }
}

/** Suspends, resumes or withdraws a grant. Stopping is anybody's who is responsible; letting it go on is the auditor's. */
export async function changeGrant(
  kernel: Kernel,
  actor: Actor,
  c: { readonly grantId: string; readonly change: 'suspend' | 'resume' | 'withdraw'; readonly reason: string },
): Promise<void> {
  const grant = await seenGrant(kernel, actor, c.grantId);
  mustHaveRole(
    actor,
    'security-auditor',
    ...(c.change === 'resume' ? [] : (['seal-keeper', 'seal-approver'] as const)),
  );
  await kernel.command('seals.change_grant', { actor }, async (ctx) => {
    if (
      !(await changeGrantRow(ctx.tx, {
        id: c.grantId,
        change: c.change,
        by: actorKey(actor),
        now: ctx.now,
        reason: c.reason,
      }))
    )
      throw sealsErrors.wrong_state();
    ctx.audit({
      action: `seals.grant_${c.change}`,
      subject: `seal:${grant.sealId}`,
      data: { grant: c.grantId, reason: c.reason },
    });
  });
}

/** A grant the actor may see. @throws seals.grant_missing */
export async function seenGrant(kernel: Kernel, actor: Actor, id: string): Promise<GrantRow> {
  const grant = await findGrantById(kernel.read, id);
  const seal = grant && (await findSeal(kernel.read, grant.sealId));
  if (
    !grant ||
    !seal ||
    !maySee(actor, { kind: seal.principalKind, id: seal.principalId }) ||
    !hasRole(actor, 'seal-keeper', 'seal-approver', 'seal-maker', 'security-auditor')
  )
    throw sealsErrors.grant_missing();
  return grant;
}

function invalidPeriod(zh: string, en: string) {
  return kernelErrors.invalid_request({ issues: [{ path: 'body.validTo', code: 'period', message: { zh, en } }] });
}
