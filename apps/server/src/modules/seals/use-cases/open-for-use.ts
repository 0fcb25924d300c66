import { type PreparedSeal, prepareSeal } from '@miaopi/gm';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { CarrierStore, OpenedCarrier } from '../carriers/carrier-store.ts';
import { shownState } from '../domain/seal-life.ts';
import type { OpenedSeal, PdfSigner, UsePurpose } from '../door.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName, maySee } from '../policy.ts';
import { attemptFailed, attemptRight, type CarrierRow, findHeldCarrier, takeAttempt } from '../store/carriers.ts';
import { findSeal, findSealFiles, type SealRow } from '../store/seal-rows.ts';
import { insertOpening } from '../store/uses.ts';
import { hashDevice } from './activate-seal.ts';
import type { certifySignature } from './certify-signature.ts';

/** An opening permits a use for so long. */
const openingMinutes = 5;

export interface OpenDeps {
  readonly kernel: Kernel;
  readonly carriers: CarrierStore;
}

/** Makes a signer for PDFs of a carrier just opened. */
export type HolderSigner = (given: Parameters<typeof certifySignature>[2]) => Promise<PdfSigner>;

export interface HolderOpened {
  readonly seal: SealRow;
  readonly carrier: CarrierRow;
  readonly prepared: PreparedSeal;
  readonly opened: OpenedCarrier;
  readonly openingIds: readonly string[];
}

/** One recorded use. See the door. */
export async function openForUse(
  deps: OpenDeps & { readonly holderSigner: HolderSigner },
  request: {
    readonly sealId: string;
    readonly actor: Actor;
    readonly password: string;
    readonly device?: string;
    readonly purpose: UsePurpose;
  },
): Promise<OpenedSeal> {
  const { seal, carrier, prepared, opened, openingIds } = await openCarrier(deps, {
    ...request,
    purposes: [request.purpose],
  });
  return {
    openingId: openingIds[0]!,
    sealId: seal.id,
    kind: seal.kind,
    name: seal.name,
    prepared,
    signer: { algorithm: 'sm2-sm3', certificate: new Uint8Array(carrier.certificate), sign: (m) => opened.sign(m) },
    width: seal.width,
    height: seal.height,
    picture: prepared.seal.picture.data,
    pdfSigner: () =>
      deps.holderSigner({
        actor: request.actor,
        seal,
        carrier,
        opened,
        openingId: openingIds[0]!,
        purpose: request.purpose,
      }),
    purpose: request.purpose,
  };
}

/**
 * Opens the keeper's carrier for as many signatures as there are purposes, each with an opening of its own. The password is given once; every attempt is
 * counted before it is made, so that guessing in parallel gains nothing.
 */
export async function openCarrier(
  deps: OpenDeps,
  request: {
    readonly sealId: string;
    readonly actor: Actor;
    readonly password: string;
    readonly device?: string;
    readonly purposes: readonly UsePurpose[];
  },
): Promise<HolderOpened> {
  const { kernel } = deps;
  const { actor } = request;
  const seal = await findSeal(kernel.read, request.sealId);
  const carrier = seal && (await findHeldCarrier(kernel.read, seal.id));
  if (
    !seal ||
    !maySee(actor, { kind: seal.principalKind, id: seal.principalId }) ||
    (carrier && carrier.holder !== actorHolder(actor))
  )
    throw sealsErrors.seal_missing();
  if (shownState(seal, kernel.clock.now()) !== 'in-use' || !carrier) throw sealsErrors.wrong_state();
  const opened = await tryPassword(deps, actor, carrier, { ...request, times: request.purposes.length });
  const der = (await findSealFiles(kernel.read, seal.id))?.der;
  if (!der) throw sealsErrors.carrier_unready();
  const openingIds = await kernel.command('seals.open', { actor }, async (ctx) => {
    const ids: string[] = [];
    for (const purpose of request.purposes) {
      const id = newId('so');
      await insertOpening(ctx.tx, {
        id,
        sealId: seal.id,
        carrierId: carrier.id,
        actor: actorKey(actor),
        actorName: actorName(actor),
        documentKind: purpose.documentKind,
        documentId: purpose.documentId,
        slot: purpose.slot ?? '',
        now: ctx.now,
        until: new Date(ctx.now.getTime() + openingMinutes * 60_000),
      });
      ids.push(id);
    }
    ctx.audit({ action: 'seals.opened', subject: `seal:${seal.id}`, data: { uses: ids.length } });
    return ids;
  });
  return { seal, carrier, prepared: prepareSeal(new Uint8Array(der)), opened, openingIds };
}

/**
 * The password of a carrier, with its lock and its device.
 * @param given.times signatures it is opened for; 0 only tells whether the password is right
 * @throws seals.wrong_password, seals.carrier_locked, seals.carrier_unready, seals.other_device
 */
export async function tryPassword(
  { kernel, carriers }: OpenDeps,
  actor: Actor,
  carrier: CarrierRow,
  given: { readonly password: string; readonly device?: string; readonly times: number },
): Promise<OpenedCarrier> {
  if (carrier.kind === 'hardware') throw sealsErrors.carrier_on_key();
  if (carrier.state === 'locked') throw sealsErrors.carrier_locked();
  if (carrier.state !== 'ready') throw sealsErrors.carrier_unready();
  const device = given.device === undefined ? undefined : hashDevice(given.device);
  if (carrier.device && (!device || !carrier.device.equals(device))) throw sealsErrors.other_device();
  const allowed = await kernel.command('seals.attempt', { actor }, (ctx) => takeAttempt(ctx.tx, carrier.id));
  if (!allowed) throw sealsErrors.carrier_locked();
  const certificate = new Uint8Array(carrier.certificate);
  const right = await carriers.open(handleOf(carrier), given.password, certificate, given.times);
  const left = await kernel.command('seals.attempted', { actor }, async (ctx) => {
    if (right) {
      await attemptRight(ctx.tx, carrier.id, device);
      return undefined;
    }
    const left = await attemptFailed(ctx.tx, carrier.id, ctx.now);
    ctx.audit({
      action: left === 0 ? 'seals.carrier_locked' : 'seals.wrong_password',
      subject: `seal:${carrier.sealId}`,
    });
    return left;
  });
  if (left === 0) throw sealsErrors.carrier_locked();
  if (left !== undefined || !right)
    throw sealsErrors.wrong_password({
      detail: {
        zh: `还可以再试 ${left} 次，之后载体会锁定。`,
        en: `${left} more attempts, then the carrier locks itself.`,
      },
    });
  return right;
}

export function handleOf(carrier: CarrierRow): { readonly wrapped: Uint8Array; readonly salt: Uint8Array } {
  if (!carrier.wrapped || !carrier.salt) throw new Error(`carrier ${carrier.id} is not under a password`);
  return { wrapped: new Uint8Array(carrier.wrapped), salt: new Uint8Array(carrier.salt) };
}
