import { createHash } from 'node:crypto';
import { fileSigner, makeSeal } from '@miaopi/gm';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { CarrierHandle, CarrierStore } from '../carriers/carrier-store.ts';
import { afterAction, sealYears } from '../domain/seal-life.ts';
import { sealsErrors } from '../errors.ts';
import type { KeyWrap } from '../key-wrap.ts';
import { actorHolder, actorName, maySee, mustBeStrong } from '../policy.ts';
import { endCarriers, insertCarrier } from '../store/carriers.ts';
import { lockAuthority } from '../store/certificates.ts';
import { moveGrants } from '../store/grants.ts';
import {
  findInForce,
  findSeal,
  findSealFiles,
  insertSealChange,
  lockSeal,
  putInUse,
  type SealRow,
  setSealState,
} from '../store/seal-rows.ts';
import { moveRequests } from '../store/use-requests.ts';
import { type Authority, certify, certifyKey } from './ensure-authority.ts';

export interface ActivateDeps {
  readonly kernel: Kernel;
  readonly wrap: KeyWrap;
  readonly authority: Authority;
  readonly carriers: CarrierStore;
}

/**
 * The keeper takes a made seal into use on a carrier: key made in the carrier, certificate issued, the seal signed by its maker with the certificates of
 * its carriers in its list. Office seals get a carrier of the machine's beside the keeper's: it serves 系统授权 and nothing else. The former seal of the
 * same name is replaced from this moment.
 * @throws seals.seal_missing, seals.wrong_state, seals.weak_password, seals.not_yours
 */
export async function activateSeal(
  deps: ActivateDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly password: string; readonly device?: string },
): Promise<SealRow> {
  const { kernel } = deps;
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  if (seal.keeper !== actorHolder(actor)) throw sealsErrors.not_yours();
  afterAction(seal.state, 'activate');
  mustBeStrong(input.password, actor);
  const files = await findSealFiles(kernel.read, seal.id);
  if (!files?.picture) throw sealsErrors.wrong_state({ log: `seal ${seal.id} has no picture` });
  const made = await deps.carriers.generate(input.password);
  const picture = new Uint8Array(files.picture);
  return kernel.command('seals.activate', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const locked = await lockSeal(ctx.tx, seal.id);
    if (!locked) throw sealsErrors.seal_missing();
    afterAction(locked.state, 'activate');
    await replaceFormer(ctx, locked);
    await putOnCarriers(ctx, deps, locked, {
      picture,
      made,
      holder: { key: actorHolder(actor), name: actorName(actor) },
      device: input.device === undefined ? null : hashDevice(input.device),
    });
    await insertSealChange(ctx.tx, {
      id: newId(),
      sealId: seal.id,
      at: ctx.now,
      what: 'activated',
      state: 'in-use',
      reason: null,
      by: actorKey(actor),
      byName: actorName(actor),
      since: null,
    });
    ctx.audit({ action: 'seals.activated', subject: `seal:${seal.id}`, data: { carrier: deps.carriers.kind } });
    return { ...locked, state: 'in-use' as const };
  });
}

/** Only the digest of a device's secret is kept. */
export function hashDevice(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

async function replaceFormer(ctx: CommandContext, seal: SealRow): Promise<void> {
  const former = await findInForce(ctx.tx, seal);
  if (!former) return;
  afterAction(former.state, 'replace');
  await setSealState(ctx.tx, { id: former.id, state: 'replaced', now: ctx.now, reason: seal.id });
  await endCarriers(ctx.tx, former.id, 'retired');
  const validTo = endOf(ctx.now);
  await moveGrants(ctx.tx, former.id, seal.id, validTo);
  await moveRequests(ctx.tx, former.id, seal.id);
  await insertSealChange(ctx.tx, {
    id: newId(),
    sealId: former.id,
    at: ctx.now,
    what: 'replaced',
    state: 'replaced',
    reason: seal.id,
    by: actorKey(ctx.actor),
    byName: actorName(ctx.actor),
    since: null,
  });
  ctx.audit({ action: 'seals.replaced', subject: `seal:${former.id}`, data: { by: seal.id } });
}

async function putOnCarriers(
  ctx: CommandContext,
  deps: ActivateDeps,
  seal: SealRow,
  given: {
    readonly picture: Uint8Array;
    readonly made: { readonly publicKey: Uint8Array; readonly handle: CarrierHandle };
    readonly holder: { readonly key: string; readonly name: string };
    readonly device: Uint8Array | null;
  },
): Promise<void> {
  const subject = {
    kind: seal.principalKind,
    principal: seal.principalId,
    name: {
      C: 'CN',
      O: seal.principalName,
      ...(seal.principalKind === 'office' ? { organizationIdentifier: seal.principalId } : {}),
      CN: `${seal.name}${seal.kind === 'signature' ? '' : '电子印章'}`,
    },
    issuer: deps.authority.issuing,
    years: 5,
    usage: ['digitalSignature', 'nonRepudiation'] as const,
    now: ctx.now,
  };
  const own = await certifyKey(ctx.tx, { ...subject, publicKey: given.made.publicKey }, given.made.handle);
  const machine = seal.principalKind === 'office' ? await certify(ctx.tx, deps.wrap, subject) : undefined;
  const validFrom = new Date(ctx.now.getTime() - 60_000);
  const validTo = endOf(ctx.now);
  const { maker } = deps.authority;
  const der = makeSeal({
    id: seal.id,
    vendor: 'MIAOPI',
    type: seal.type,
    name: seal.name,
    certificates: [own.certificate, ...(machine ? [machine.certificate] : [])],
    createdAt: ctx.now,
    validFrom,
    validTo,
    picture: { type: 'png', data: given.picture, width: seal.width, height: seal.height },
    maker: fileSigner({ privateKey: maker.key.privateKey, certificate: maker.certificate }),
  });
  await putInUse(ctx.tx, { id: seal.id, der, validFrom, validTo, now: ctx.now });
  await insertCarrier(ctx.tx, {
    id: newId('sc'),
    sealId: seal.id,
    kind: deps.carriers.kind,
    holder: given.holder.key,
    holderName: given.holder.name,
    certificateId: own.id,
    device: given.device,
    now: ctx.now,
  });
  if (machine)
    await insertCarrier(ctx.tx, {
      id: newId('sc'),
      sealId: seal.id,
      kind: 'machine',
      holder: null,
      holderName: null,
      certificateId: machine.id,
      device: null,
      now: ctx.now,
    });
}

function endOf(from: Date): Date {
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + sealYears);
  return end;
}
