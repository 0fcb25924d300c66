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
import type { KeyPlace } from './move-machine-keys.ts';

export interface ActivateDeps {
  readonly kernel: Kernel;
  readonly wrap: KeyWrap;
  readonly authority: Authority;
  readonly carriers: CarrierStore;
  /** Where the machine's key of an office is to be, once it has signed; undefined: in the key store. @throws seals.carrier_silent, seals.carrier_refused */
  readonly machineKeyOf?: (office: string) => Promise<KeyPlace | undefined>;
}

/**
 * The keeper takes a made seal into use on a carrier: key made in the carrier, certificate issued, the seal signed by its maker with the certificates of
 * its carriers in its list. Office seals get a carrier of the machine's beside the keeper's: it serves 系统授权 and nothing else. The former seal of the
 * same name is replaced from this moment.
 * @throws seals.seal_missing, seals.wrong_state, seals.weak_password, seals.not_yours, seals.carrier_silent, seals.carrier_refused
 */
export async function activateSeal(
  deps: ActivateDeps,
  actor: Actor,
  input: { readonly sealId: string; readonly password: string; readonly device?: string },
): Promise<SealRow> {
  const { seal, picture } = await toActivate(deps.kernel, actor, input.sealId);
  mustBeStrong(input.password, actor);
  const { publicKey, handle } = await deps.carriers.generate(input.password);
  const device = input.device === undefined ? null : hashDevice(input.device);
  return putInForce(deps, actor, seal, { kind: 'soft', picture, publicKey, handle, device });
}

/** A made seal that the actor keeps, with its picture. @throws seals.seal_missing, seals.not_yours, seals.wrong_state */
export async function toActivate(
  kernel: Kernel,
  actor: Actor,
  sealId: string,
): Promise<{ readonly seal: SealRow; readonly picture: Uint8Array }> {
  const seal = await findSeal(kernel.read, sealId);
  if (!seal || !maySee(actor, { kind: seal.principalKind, id: seal.principalId })) throw sealsErrors.seal_missing();
  if (seal.keeper !== actorHolder(actor)) throw sealsErrors.not_yours();
  afterAction(seal.state, 'activate');
  const files = await findSealFiles(kernel.read, seal.id);
  if (!files?.picture) throw sealsErrors.wrong_state({ log: `seal ${seal.id} has no picture` });
  return { seal, picture: new Uint8Array(files.picture) };
}

/** The keeper's carrier that the seal's key was made in. */
type MadeCarrier = { readonly picture: Uint8Array; readonly publicKey: Uint8Array } & (
  | { readonly kind: 'soft'; readonly handle: CarrierHandle; readonly device: Uint8Array | null }
  | { readonly kind: 'hardware'; readonly label: string }
);

/** Certifies the carrier, has the seal signed by its maker, and puts it in force in place of the former one of its name. */
export async function putInForce(deps: ActivateDeps, actor: Actor, seal: SealRow, made: MadeCarrier): Promise<SealRow> {
  const place = seal.principalKind === 'office' ? await deps.machineKeyOf?.(seal.principalId) : undefined;
  return deps.kernel.command('seals.activate', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const locked = await lockSeal(ctx.tx, seal.id);
    if (!locked) throw sealsErrors.seal_missing();
    afterAction(locked.state, 'activate');
    await replaceFormer(ctx, locked);
    await putOnCarriers(ctx, deps, locked, { ...made, place }, { key: actorHolder(actor), name: actorName(actor) });
    await insertSealChange(ctx.tx, {
      id: newId(),
      sealId: seal.id,
      at: ctx.now,
      what: 'activated',
      state: 'in-use',
      reason: made.kind === 'hardware' ? made.label : null,
      by: actorKey(actor),
      byName: actorName(actor),
      since: null,
    });
    ctx.audit({ action: 'seals.activated', subject: `seal:${seal.id}`, data: { carrier: made.kind } });
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
  made: MadeCarrier & { readonly place: KeyPlace | undefined },
  holder: { readonly key: string; readonly name: string },
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
  const own = await certifyKey(
    ctx.tx,
    { ...subject, publicKey: made.publicKey },
    made.kind === 'soft' ? made.handle : null,
  );
  const { place } = made;
  const machine =
    seal.principalKind !== 'office'
      ? undefined
      : place
        ? await certifyKey(ctx.tx, { ...subject, publicKey: place.key.publicKey }, null)
        : await certify(ctx.tx, deps.wrap, subject);
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
    picture: { type: 'png', data: made.picture, width: seal.width, height: seal.height },
    maker: fileSigner({ privateKey: maker.key.privateKey, certificate: maker.certificate }),
  });
  await putInUse(ctx.tx, { id: seal.id, der, validFrom, validTo, now: ctx.now });
  await insertCarrier(ctx.tx, {
    id: newId('sc'),
    sealId: seal.id,
    kind: made.kind,
    holder: holder.key,
    holderName: holder.name,
    certificateId: own.id,
    ...(made.kind === 'soft'
      ? { device: made.device }
      : { device: null, hardware: { label: made.label, publicKey: made.publicKey } }),
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
      ...(place ? { onDevice: { name: place.device.name, key: place.key.key } } : {}),
      now: ctx.now,
    });
}

function endOf(from: Date): Date {
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + sealYears);
  return end;
}
