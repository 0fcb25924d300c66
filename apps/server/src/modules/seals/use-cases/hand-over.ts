import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName, hasRole, maySee, mustBeStrong, mustHaveRole } from '../policy.ts';
import { attemptFailed, findCarrier, findHeldCarrier, setCarrier, takeAttempt } from '../store/carriers.ts';
import { rewrapKey } from '../store/certificates.ts';
import { insertHandOver, openHandOver, takeHandOver } from '../store/hand-overs.ts';
import { findSeal, insertSealChange, type SealRow, setKeeper } from '../store/seal-rows.ts';
import { hashDevice } from './activate-seal.ts';
import { handleOf, type OpenDeps, tryPassword } from './open-for-use.ts';

/** Letters and figures that are not mistaken for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * 交接, first signature (F151): the keeper gives his carrier away with its password and gets a code, shown once, that opens it for whoever takes over and
 * nobody else. From here on he can use it no more.
 * @throws seals.seal_missing and as `tryPassword`
 */
export async function offerHandOver(
  deps: OpenDeps & { readonly random: (bytes: number) => Uint8Array },
  actor: Actor,
  input: { readonly sealId: string; readonly password: string; readonly device?: string; readonly reason: string },
): Promise<{ readonly code: string }> {
  const { kernel, carriers } = deps;
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || seal.keeper !== actorHolder(actor)) throw sealsErrors.seal_missing();
  if (seal.principalKind !== 'office') throw sealsErrors.not_yours();
  const carrier = await findHeldCarrier(kernel.read, seal.id);
  if (!carrier || (seal.state !== 'in-use' && seal.state !== 'suspended')) throw sealsErrors.wrong_state();
  await tryPassword(deps, actor, carrier, {
    password: input.password,
    times: 0,
    ...(input.device ? { device: input.device } : {}),
  });
  const code = [...deps.random(12)].map((b) => alphabet[b % alphabet.length]).join('');
  const handle = await carriers.changePassword(handleOf(carrier), input.password, code);
  if (!handle) throw sealsErrors.carrier_unready();
  await kernel.command('seals.offer_hand_over', { actor }, async (ctx) => {
    await rewrapKey(ctx.tx, carrier.certificateId, handle);
    await setCarrier(ctx.tx, carrier.id, { state: 'handing-over', device: null });
    await insertHandOver(ctx.tx, {
      id: newId('ho'),
      sealId: seal.id,
      carrierId: carrier.id,
      from: actorHolder(actor),
      fromName: actorName(actor),
      reason: input.reason,
      now: ctx.now,
    });
    await noted(ctx, seal, 'handed-over', input.reason);
  });
  return { code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` };
}

/**
 * 交接, second signature: another keeper of the same office takes it with the code and sets his own password.
 * @throws seals.seal_missing, seals.wrong_state, seals.same_person, seals.wrong_password, seals.carrier_locked, seals.weak_password
 */
export async function takeOver(
  deps: OpenDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly code: string; readonly password: string; readonly device?: string },
): Promise<void> {
  const { kernel, carriers } = deps;
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  mustHaveRole(actor, 'seal-keeper');
  const handOver = await openHandOver(kernel.read, seal.id);
  const carrier = handOver && (await findCarrier(kernel.read, handOver.carrierId));
  if (!handOver || !carrier || carrier.state !== 'handing-over') throw sealsErrors.wrong_state();
  if (handOver.from === actorHolder(actor)) throw sealsErrors.same_person();
  mustBeStrong(input.password, actor);
  const allowed = await kernel.command('seals.attempt', { actor }, (ctx) => takeAttempt(ctx.tx, carrier.id));
  if (!allowed) throw sealsErrors.carrier_locked();
  const code = input.code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  const handle = await carriers.changePassword(handleOf(carrier), code, input.password);
  if (!handle) {
    const left = await kernel.command('seals.attempted', { actor }, (ctx) =>
      attemptFailed(ctx.tx, carrier.id, ctx.now),
    );
    if (left === 0) throw sealsErrors.carrier_locked();
    throw sealsErrors.wrong_password();
  }
  await kernel.command('seals.take_over', { actor }, async (ctx) => {
    await rewrapKey(ctx.tx, carrier.certificateId, handle);
    const holder = { key: actorHolder(actor), name: actorName(actor) };
    await setCarrier(ctx.tx, carrier.id, {
      state: 'ready',
      holder,
      device: input.device ? hashDevice(input.device) : null,
    });
    await setKeeper(ctx.tx, seal.id, holder.key, holder.name);
    if (!(await takeHandOver(ctx.tx, { id: handOver.id, to: holder.key, toName: holder.name, now: ctx.now })))
      throw sealsErrors.wrong_state();
    await noted(ctx, seal, 'taken-over', null);
  });
}

/** After an application by its keeper and with another person's approval: the carrier may be tried again; or another device may be bound. */
export async function releaseCarrier(
  deps: OpenDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly what: 'unlock' | 'free-device'; readonly reason: string },
): Promise<void> {
  const { kernel } = deps;
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  if (seal.principalKind === 'person' ? seal.keeper !== actorHolder(actor) && !hasRole(actor, 'seal-approver') : true)
    mustHaveRole(actor, 'seal-approver');
  if (seal.keeper === actorHolder(actor)) throw sealsErrors.same_person();
  const carrier = await findHeldCarrier(kernel.read, seal.id);
  if (
    !carrier ||
    (input.what === 'unlock') !== (carrier.state === 'locked') ||
    (carrier.state !== 'locked' && carrier.state !== 'ready')
  )
    throw sealsErrors.wrong_state();
  await kernel.command('seals.release_carrier', { actor }, async (ctx) => {
    await setCarrier(
      ctx.tx,
      carrier.id,
      input.what === 'unlock' ? { state: 'ready' } : { state: carrier.state, device: null },
    );
    await noted(ctx, seal, input.what === 'unlock' ? 'unlocked' : 'device-freed', input.reason);
  });
}

async function noted(
  ctx: Parameters<Parameters<OpenDeps['kernel']['command']>[2]>[0],
  seal: SealRow,
  what: string,
  reason: string | null,
): Promise<void> {
  await insertSealChange(ctx.tx, {
    id: newId(),
    sealId: seal.id,
    at: ctx.now,
    what,
    state: seal.state,
    reason,
    by: actorKey(ctx.actor),
    byName: actorName(ctx.actor),
    since: null,
  });
  ctx.audit({ action: `seals.${what.replaceAll('-', '_')}`, subject: `seal:${seal.id}`, data: { reason } });
}
