import type { RevocationReason } from '@miaopi/gm';
import { inBoth, told } from '@miaopi/items';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Text } from '../../../kernel/text.ts';
import { afterAction, type SealAction } from '../domain/seal-life.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName, hasRole, maySee, principalOf } from '../policy.ts';
import { endCarriers } from '../store/carriers.ts';
import { lockAuthority, revokeCertificates } from '../store/certificates.ts';
import { revokeDocumentCertificates } from '../store/document-certificates.ts';
import { insertSealChange, lockSeal, type SealRow, setSealState } from '../store/seal-rows.ts';
import { tellHolder } from '../tell.ts';
import { type Authority, reissueList } from './ensure-authority.ts';

export type Ending = Extract<SealAction, 'suspend' | 'resume' | 'report-lost' | 'revoke'>;

/**
 * Suspends, resumes, reports lost or revokes a seal. Loss and revocation revoke its certificates and issue a new revocation list in the same transaction, and
 * with an office's unit seal the office's P-256 certificates for documents;
 * `since` (loss known or suspected earlier) reaches back: nothing sealed from then on is to be trusted.
 * @throws seals.seal_missing, seals.wrong_state, seals.not_yours, kernel.invalid_request
 */
export async function changeSealState(
  deps: { readonly kernel: Kernel; readonly authority: Authority },
  actor: Actor,
  input: {
    readonly sealId: string;
    readonly action: Ending;
    readonly reason: string;
    readonly since?: Date;
    readonly requestId?: string;
  },
): Promise<void> {
  await deps.kernel.command('seals.change_state', { actor, requestId: input.requestId }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const seal = await lockSeal(ctx.tx, input.sealId);
    if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
    mustBeAllowed(actor, seal, input.action);
    if (input.since && (input.since > ctx.now || input.since < (seal.activatedAt ?? seal.createdAt)))
      throw kernelErrors.invalid_request({
        issues: [
          {
            path: 'body.since',
            code: 'since',
            message: {
              zh: '时间应在印章启用之后、现在之前',
              en: 'The time must lie between the activation of the seal and now',
            },
          },
        ],
      });
    await applyChange(ctx, deps.authority, seal, input);
  });
}

/** The change itself, also for what the system does by itself (alarms). The caller holds the authority's lock and the seal's row. */
export async function applyChange(
  ctx: CommandContext,
  authority: Authority,
  seal: SealRow,
  change: { readonly action: Ending; readonly reason: string; readonly since?: Date },
): Promise<void> {
  const state = afterAction(seal.state, change.action);
  const ends = change.action === 'report-lost' || change.action === 'revoke';
  await setSealState(ctx.tx, {
    id: seal.id,
    state,
    now: ctx.now,
    reason: change.reason,
    ...(change.since ? { invalidSince: change.since } : {}),
  });
  if (ends) {
    await endCarriers(ctx.tx, seal.id, change.action === 'revoke' ? 'retired' : 'lost');
    const reason: RevocationReason = change.action === 'report-lost' ? 'keyCompromise' : 'cessationOfOperation';
    const revoked = await revokeCertificates(ctx.tx, seal.id, { at: ctx.now, reason, since: change.since ?? null });
    if (revoked > 0) await reissueList(ctx.tx, authority, ctx.now);
    // what readers of PDF trust in the office's name ends with its seal; the list that says so is made when next asked for
    if (seal.principalKind === 'office' && seal.kind === 'unit')
      await revokeDocumentCertificates(ctx.tx, seal.principalId, change.since ?? ctx.now);
  }
  await insertSealChange(ctx.tx, {
    id: newId(),
    sealId: seal.id,
    at: ctx.now,
    what: change.action,
    state,
    reason: change.reason,
    by: actorKey(ctx.actor),
    byName: actorName(ctx.actor),
    since: change.since ?? null,
  });
  ctx.audit({
    action: `seals.${change.action.replace('-', '_')}`,
    subject: `seal:${seal.id}`,
    data: { reason: change.reason, since: change.since?.toISOString() ?? null },
  });
  const words = { seal: inBoth(seal.name), act: endingWords[change.action], reason: inBoth(change.reason) };
  tellHolder(ctx, seal.keeper, told('sealChanged', words), ends);
}

/** Whoever keeps a seal may stop it at once; that it goes on, or ends for good, is the authority's to say (a firm's and a person's own). */
function mustBeAllowed(actor: Actor, seal: SealRow, action: Ending): void {
  const own = principalOf(actor);
  const ownsIt =
    seal.keeper === actorHolder(actor) ||
    (actor.kind === 'person' &&
      own?.id === seal.principalId &&
      (seal.principalKind === 'person' || actor.principal.role === 'legal')) ||
    (seal.principalKind === 'office' && hasRole(actor, 'seal-keeper'));
  const authority = hasRole(actor, 'seal-maker', 'seal-approver', 'security-auditor');
  const allowed =
    action === 'suspend' || action === 'report-lost'
      ? ownsIt || authority
      : hasRole(actor, 'seal-maker', 'seal-approver') || (actor.kind === 'person' && ownsIt);
  if (!allowed) throw sealsErrors.not_yours();
}

const endingWords: Readonly<Record<Ending, Text>> = {
  suspend: { zh: '已停用', en: 'is suspended' },
  resume: { zh: '已恢复使用', en: 'is in use again' },
  'report-lost': { zh: '已挂失', en: 'is reported lost' },
  revoke: { zh: '已注销', en: 'is revoked' },
};
