import { GmError, type PreparedSeal, prepareSeal, prepareSealSignature, sm3Hex } from '@miaopi/gm';
import { prepareSealing, readOfd } from '@miaopi/ofd';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { shownState } from '../domain/seal-life.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName, maySee } from '../policy.ts';
import { attemptFailed, attemptRight, type CarrierRow, findHeldCarrier, takeAttempt } from '../store/carriers.ts';
import { findKeySealing, insertKeySealing, useKeySealing } from '../store/key-sealings.ts';
import { findSeal, findSealFiles } from '../store/seal-rows.ts';
import { findRequest, type UseRequestRow } from '../store/use-requests.ts';
import { insertOpening } from '../store/uses.ts';
import { keepSealed, markSealed, type SealedFile, sealOptions } from './keeper-sealing.ts';

/** So long the keeper has from reading to his PIN; as an opening by password. */
const minutes = 5;

export interface KeySealing {
  readonly sealingId: string;
  /** DER of the certificate whose key is to sign. */
  readonly certificate: Uint8Array;
  readonly items: readonly { readonly requestId: string; readonly toSign: Uint8Array }[];
}

/**
 * 专管加盖 with a 智能密码钥匙, first half (F149, F150): the server composes what is to be signed, TBS_Sign with seal, time and digest of the file, and hands it to the
 * keeper's browser. What was decided meanwhile is left out.
 * @throws seals.seal_missing, seals.wrong_state, seals.carrier_locked, seals.carrier_unready, seals.carrier_soft
 */
export async function beginKeySealing(
  kernel: Kernel,
  actor: Actor,
  input: { readonly sealId: string; readonly requestIds: readonly string[] },
): Promise<KeySealing> {
  const { carrier, prepared } = await keyCarrier(kernel, actor, input.sealId);
  const sealedAt = wholeSecond(kernel.clock.now());
  const found = await Promise.all([...new Set(input.requestIds)].map((id) => findRequest(kernel.read, id)));
  const open = found.flatMap((r) => (r && r.sealId === input.sealId && r.state === 'waiting' ? [r] : []));
  const items = await Promise.all(
    open.map(async (request) => ({
      requestId: request.id,
      toSign: (await halfOf(kernel, request, carrier, prepared, sealedAt)).toSign,
    })),
  );
  const sealingId = await kernel.command('seals.begin_key_sealing', { actor }, async (ctx) => {
    const openings: Record<string, string> = {};
    for (const request of open) {
      openings[request.id] = newId('so');
      await insertOpening(ctx.tx, {
        id: openings[request.id]!,
        sealId: input.sealId,
        carrierId: carrier.id,
        actor: actorKey(actor),
        actorName: actorName(actor),
        documentKind: request.documentKind,
        documentId: request.documentId,
        slot: '',
        now: ctx.now,
        until: until(ctx.now),
      });
    }
    const id = newId('ks');
    await insertKeySealing(ctx.tx, {
      id,
      sealId: input.sealId,
      carrierId: carrier.id,
      actor: actorKey(actor),
      sealedAt,
      expiresAt: until(ctx.now),
      openings,
    });
    ctx.audit({ action: 'seals.key_asked', subject: `seal:${input.sealId}`, data: { uses: open.length } });
    return id;
  });
  return { sealingId, certificate: new Uint8Array(carrier.certificate), items };
}

/**
 * Second half: the signatures come back, each is verified with the carrier's certificate over the very bytes handed out, and the files are made and kept. Wrong ones
 * count as wrong passwords do.
 * @throws seals.request_missing (no such sealing, used, or too late), seals.wrong_signature, seals.carrier_locked and as `beginKeySealing`
 */
export async function completeKeySealing(
  kernel: Kernel,
  actor: Actor,
  input: {
    readonly sealId: string;
    readonly sealingId: string;
    readonly signatures: readonly { readonly requestId: string; readonly signature: Uint8Array }[];
  },
): Promise<{ readonly sealed: number; readonly left: number }> {
  const { carrier, prepared } = await keyCarrier(kernel, actor, input.sealId);
  const sealing = await findKeySealing(kernel.read, input.sealingId);
  if (
    !sealing ||
    sealing.carrierId !== carrier.id ||
    sealing.actor !== actorKey(actor) ||
    sealing.usedAt ||
    sealing.expiresAt < kernel.clock.now()
  )
    throw sealsErrors.request_missing();
  const allowed = await kernel.command('seals.attempt', { actor }, (ctx) => takeAttempt(ctx.tx, carrier.id));
  if (!allowed) throw sealsErrors.carrier_locked();
  const signed = input.signatures.filter(({ requestId }) => Object.hasOwn(sealing.openings, requestId));
  const made: SealedFile[] = [];
  for (const { requestId, signature } of signed) {
    const request = await findRequest(kernel.read, requestId);
    if (request?.state !== 'waiting') continue;
    const half = await halfOf(kernel, request, carrier, prepared, sealing.sealedAt);
    const value = verified(half, signature);
    if (!value) return refuse(kernel, actor, carrier);
    made.push(
      await keepSealed(kernel, request, sealing.openings[requestId]!, {
        sealed: half.waiting.complete(value).package,
        dataHash: half.waiting.dataHash,
        time: sealing.sealedAt,
      }),
    );
  }
  return kernel.command('seals.approve_uses', { actor }, async (ctx) => {
    if (!(await useKeySealing(ctx.tx, sealing.id, ctx.now))) throw sealsErrors.request_missing();
    await attemptRight(ctx.tx, carrier.id, undefined);
    const done = await markSealed(ctx, input.sealId, made);
    return { sealed: done, left: Object.keys(sealing.openings).length - done };
  });
}

/** The keeper's own carrier, when it is a key in his hand and the seal may be used. */
async function keyCarrier(
  kernel: Kernel,
  actor: Actor,
  sealId: string,
): Promise<{ readonly carrier: CarrierRow; readonly prepared: PreparedSeal }> {
  const seal = await findSeal(kernel.read, sealId);
  const carrier = seal && (await findHeldCarrier(kernel.read, seal.id));
  if (
    !seal ||
    !maySee(actor, { kind: seal.principalKind, id: seal.principalId }) ||
    (carrier && carrier.holder !== actorHolder(actor))
  )
    throw sealsErrors.seal_missing();
  if (shownState(seal, kernel.clock.now()) !== 'in-use' || !carrier) throw sealsErrors.wrong_state();
  if (carrier.kind !== 'hardware') throw sealsErrors.carrier_soft();
  if (carrier.state === 'locked') throw sealsErrors.carrier_locked();
  if (carrier.state !== 'ready') throw sealsErrors.carrier_unready();
  const der = (await findSealFiles(kernel.read, seal.id))?.der;
  if (!der) throw sealsErrors.carrier_unready();
  return { carrier, prepared: prepareSeal(new Uint8Array(der)) };
}

/** The same request, carrier and time give the same bytes: nothing is kept between the halves. */
async function halfOf(kernel: Kernel, request: UseRequestRow, carrier: CarrierRow, prepared: PreparedSeal, time: Date) {
  const file = new Uint8Array(await kernel.files.get(request.fileKey));
  // what the keeper saw is what he seals
  if (sm3Hex(file) !== request.digest)
    throw sealsErrors.wrong_state({ log: `the file of ${request.id} is not the one that was asked for` });
  const waiting = prepareSealing(readOfd(file).package, sealOptions(request, prepared, time));
  const { dataHash, propertyInfo } = waiting;
  const certificate = new Uint8Array(carrier.certificate);
  return { waiting, ...prepareSealSignature({ seal: prepared, certificate, dataHash, propertyInfo, time }) };
}

function verified(
  half: { complete(signature: Uint8Array): Uint8Array },
  signature: Uint8Array,
): Uint8Array | undefined {
  try {
    return half.complete(signature);
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

async function refuse(kernel: Kernel, actor: Actor, carrier: CarrierRow): Promise<never> {
  const left = await kernel.command('seals.attempted', { actor }, async (ctx) => {
    const left = await attemptFailed(ctx.tx, carrier.id, ctx.now);
    ctx.audit({
      action: left === 0 ? 'seals.carrier_locked' : 'seals.wrong_signature',
      subject: `seal:${carrier.sealId}`,
    });
    return left;
  });
  throw left === 0 ? sealsErrors.carrier_locked() : sealsErrors.wrong_signature();
}

/** A signature's time has no fractions: the file's description must say the same. */
function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

function until(now: Date): Date {
  return new Date(now.getTime() + minutes * 60_000);
}
