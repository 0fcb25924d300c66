import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName, maySee, mustBeStrong } from '../policy.ts';
import { findHeldCarrier } from '../store/carriers.ts';
import { rewrapKey } from '../store/certificates.ts';
import { findSeal, insertSealChange } from '../store/seal-rows.ts';
import { handleOf, type OpenDeps, tryPassword } from './open-for-use.ts';

/** Another password for the keeper's own carrier. @throws as `tryPassword`, seals.weak_password, seals.seal_missing */
export async function changePassword(
  deps: OpenDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly from: string; readonly to: string; readonly device?: string },
): Promise<void> {
  const { kernel, carriers } = deps;
  const seal = await findSeal(kernel.read, input.sealId);
  const carrier = seal && (await findHeldCarrier(kernel.read, seal.id));
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  if (!carrier) throw sealsErrors.wrong_state();
  if (carrier.holder !== actorHolder(actor)) throw sealsErrors.seal_missing();
  mustBeStrong(input.to, actor);
  await tryPassword(deps, actor, carrier, {
    password: input.from,
    times: 0,
    ...(input.device ? { device: input.device } : {}),
  });
  const changed = await carriers.changePassword(handleOf(carrier), input.from, input.to);
  if (!changed) throw sealsErrors.carrier_unready();
  await kernel.command('seals.change_password', { actor }, async (ctx) => {
    await rewrapKey(ctx.tx, carrier.certificateId, changed);
    await insertSealChange(ctx.tx, {
      id: newId(),
      sealId: seal.id,
      at: ctx.now,
      what: 'password-changed',
      state: seal.state,
      reason: null,
      by: actorKey(actor),
      byName: actorName(actor),
      since: null,
    });
    ctx.audit({ action: 'seals.password_changed', subject: `seal:${seal.id}` });
  });
}
