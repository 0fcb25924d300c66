import { inBoth, told } from '@miaopi/items';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { sealsErrors } from '../errors.ts';
import { actorName, maySee, mustHaveRole } from '../policy.ts';
import { decideApplicationRow, lockApplication } from '../store/applications.ts';
import { tellHolder } from '../tell.ts';

/** Approves or rejects an application; never one's own. @throws seals.application_missing, seals.wrong_state, seals.same_person */
export async function decideApplication(
  kernel: Kernel,
  actor: Actor,
  input: {
    readonly applicationId: string;
    readonly approve: boolean;
    readonly reason: string;
    readonly requestId?: string;
  },
): Promise<void> {
  await kernel.command('seals.decide_application', { actor, requestId: input.requestId }, async (ctx) => {
    const application = await lockApplication(ctx.tx, input.applicationId);
    if (!application || !maySee(actor, { kind: application.principalKind, id: application.principalId }))
      throw sealsErrors.application_missing();
    mustHaveRole(actor, 'seal-approver');
    if (application.state !== 'submitted') throw sealsErrors.wrong_state();
    if (application.appliedBy === actorKey(actor)) throw sealsErrors.same_person();
    await decideApplicationRow(ctx.tx, {
      id: application.id,
      state: input.approve ? 'approved' : 'rejected',
      by: actorKey(actor),
      byName: actorName(actor),
      now: ctx.now,
      reason: input.reason,
    });
    ctx.audit({
      action: input.approve ? 'seals.application_approved' : 'seals.application_rejected',
      subject: `seal-application:${application.id}`,
      data: { reason: input.reason },
    });
    if (!input.approve)
      tellHolder(
        ctx,
        application.appliedBy,
        told('sealRejected', { seal: inBoth(application.name), reason: inBoth(input.reason) }),
      );
  });
}

/** The applicant takes it back while it is undecided. */
export async function withdrawApplication(kernel: Kernel, actor: Actor, applicationId: string): Promise<void> {
  await kernel.command('seals.withdraw_application', { actor }, async (ctx) => {
    const application = await lockApplication(ctx.tx, applicationId);
    if (!application || !maySee(actor, { kind: application.principalKind, id: application.principalId }))
      throw sealsErrors.application_missing();
    if (application.state !== 'submitted') throw sealsErrors.wrong_state();
    if (application.appliedBy !== actorKey(actor)) throw sealsErrors.not_yours();
    await decideApplicationRow(ctx.tx, {
      id: applicationId,
      state: 'withdrawn',
      by: null,
      byName: null,
      now: ctx.now,
      reason: null,
    });
    ctx.audit({ action: 'seals.application_withdrawn', subject: `seal-application:${applicationId}` });
  });
}
