import { makeSealSignature, type PreparedSeal, sm3Hex, toHex } from '@miaopi/gm';
import { type OfdPackage, packOfd, prepareSealing, readOfd, renderSvg } from '@miaopi/ofd';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { KeeperUse } from '../door.ts';
import { sealsErrors } from '../errors.ts';
import { actorHolder, actorName } from '../policy.ts';
import { findMachineSeal, findSeal } from '../store/seal-rows.ts';
import {
  findRequest,
  findRequestOf,
  insertRequest,
  type SealingResult,
  setRejected,
  setSealed,
  setWaitingAgain,
  takeRequests,
  type UseRequestRow,
} from '../store/use-requests.ts';
import { type OpenDeps, openCarrier } from './open-for-use.ts';

/** 专管加盖 (F149): a file waits on its keeper's list. Asked again for the same document, it answers how that stands. @throws seals.no_seal */
export async function requestKeeperUse(kernel: Kernel, use: KeeperUse): Promise<UseRequestRow> {
  const known = await findRequestOf(kernel.read, use.documentId);
  if (known) return known;
  const seal = await findMachineSeal(kernel.read, use.office);
  const row = seal && (await findSeal(kernel.read, seal.id));
  if (!row?.keeper) throw sealsErrors.no_seal({ log: `no seal of ${use.office} with a keeper` });
  const fileKey = `seals/waiting/${newId()}.ofd`;
  await kernel.files.put(fileKey, use.file);
  const { file, office: _, ...rest } = use;
  return kernel.command('seals.request_use', { actor: { kind: 'system', name: 'chain' } }, async (ctx) => {
    const id = newId('ur');
    const made = await insertRequest(ctx.tx, {
      ...rest,
      id,
      sealId: row.id,
      fileKey,
      digest: sm3Hex(file),
      now: ctx.now,
    });
    if (made)
      ctx.audit({ action: 'seals.use_requested', subject: `seal:${row.id}`, data: { request: id, slug: use.slug } });
    const found = await findRequestOf(ctx.tx, use.documentId);
    if (!found) throw sealsErrors.wrong_state();
    return found;
  });
}

/**
 * The keeper approves files of one seal with one password: each is sealed with his carrier and its file kept; whoever waits is told by an event. What was
 * decided meanwhile is left out.
 * @throws as `openCarrier`
 */
export async function approveRequests(
  deps: OpenDeps,
  actor: Actor,
  input: {
    readonly sealId: string;
    readonly requestIds: readonly string[];
    readonly password: string;
    readonly device?: string;
  },
): Promise<{ readonly sealed: number; readonly left: number }> {
  const { kernel } = deps;
  const found = await Promise.all([...new Set(input.requestIds)].map((id) => findRequest(kernel.read, id)));
  const open = found.flatMap((r) => (r && r.sealId === input.sealId && r.state === 'waiting' ? [r] : []));
  const opened = await openCarrier(deps, {
    sealId: input.sealId,
    actor,
    password: input.password,
    ...(input.device ? { device: input.device } : {}),
    purposes: open.map((r) => ({ documentKind: r.documentKind, documentId: r.documentId })),
  });
  const signer = {
    algorithm: 'sm2-sm3' as const,
    certificate: new Uint8Array(opened.carrier.certificate),
    sign: (m: Uint8Array) => opened.opened.sign(m),
  };
  const made: SealedFile[] = [];
  for (const [i, request] of open.entries()) {
    const file = new Uint8Array(await kernel.files.get(request.fileKey));
    // what the keeper saw is what he seals
    if (sm3Hex(file) !== request.digest)
      throw sealsErrors.wrong_state({ log: `the file of ${request.id} is not the one that was asked for` });
    const time = kernel.clock.now();
    const waiting = prepareSealing(readOfd(file).package, sealOptions(request, opened.prepared, time));
    const { dataHash, propertyInfo } = waiting;
    const signed = await makeSealSignature({ seal: opened.prepared, signer, dataHash, propertyInfo, time });
    const sealed = waiting.complete(signed).package;
    made.push(await keepSealed(kernel, request, opened.openingIds[i]!, { sealed, dataHash, time }));
  }
  return kernel.command('seals.approve_uses', { actor }, async (ctx) => {
    const sealed = await markSealed(ctx, input.sealId, made);
    return { sealed, left: input.requestIds.length - sealed };
  });
}

/** Where and how a keeper's seal is set on a file that waits. */
export function sealOptions({ page, x, y, width, height }: UseRequestRow, { seal }: PreparedSeal, time: Date) {
  return {
    seal: seal.der,
    time,
    stamps: [{ page, x, y, width, height }],
    provider: { name: 'Miaopi', version: '0.1.0', company: 'Miaopi' },
    mode: 'whole',
  } as const;
}

/** A sealed file, written but not yet known. */
export interface SealedFile {
  readonly request: UseRequestRow;
  readonly openingId: string;
  readonly result: SealingResult;
}

export async function keepSealed(
  kernel: Kernel,
  request: UseRequestRow,
  openingId: string,
  made: { readonly sealed: OfdPackage; readonly dataHash: Uint8Array; readonly time: Date },
): Promise<SealedFile> {
  const { time } = made;
  const data = packOfd(made.sealed);
  // never swept: the case may go on much later
  const fileKey = `seals/sealed/${time.toISOString().slice(0, 7).replace('-', '/')}/${newId()}.ofd`;
  await kernel.files.put(fileKey, data);
  const result = {
    fileKey,
    digest: sm3Hex(data),
    sealing: toHex(made.dataHash),
    bytes: data.length,
    signedAt: time.toISOString(),
  };
  return { request, openingId, result };
}

/** Makes sealed files known and tells whoever waits; what was decided meanwhile is left out. @returns how many were sealed */
export async function markSealed(ctx: CommandContext, sealId: string, made: readonly SealedFile[]): Promise<number> {
  const ids = made.map((m) => m.request.id);
  const still = new Set((await takeRequests(ctx.tx, sealId, ids)).map((r) => r.id));
  const done = made.filter((m) => still.has(m.request.id));
  for (const { request, openingId, result } of done) {
    await setSealed(ctx.tx, {
      id: request.id,
      openingId,
      by: actorKey(ctx.actor),
      byName: actorName(ctx.actor),
      now: ctx.now,
      result,
    });
    ctx.emit(decided(request, true));
  }
  ctx.audit({
    action: 'seals.uses_approved',
    subject: `seal:${sealId}`,
    data: { requests: done.map((m) => m.request.id) },
  });
  return done.length;
}

/** @throws seals.seal_missing when the actor does not keep the seal */
export async function rejectRequests(
  kernel: Kernel,
  actor: Actor,
  input: { readonly sealId: string; readonly requestIds: readonly string[]; readonly reason: string },
): Promise<{ readonly rejected: number }> {
  const seal = await findSeal(kernel.read, input.sealId);
  if (!seal || seal.keeper !== actorHolder(actor)) throw sealsErrors.seal_missing();
  return kernel.command('seals.reject_uses', { actor }, async (ctx) => {
    const taken = await takeRequests(ctx.tx, input.sealId, input.requestIds);
    const ids = taken.map((r) => r.id);
    await setRejected(ctx.tx, ids, {
      by: actorKey(actor),
      byName: actorName(actor),
      now: ctx.now,
      reason: input.reason,
    });
    for (const request of taken) ctx.emit(decided(request, false));
    ctx.audit({
      action: 'seals.uses_rejected',
      subject: `seal:${input.sealId}`,
      data: { requests: ids, reason: input.reason },
    });
    return { rejected: ids.length };
  });
}

/** What the keeper minded of a paper without a case is cleared up: it stands on his list again. Staff of the office that asked; a case is sent again as a case. @throws seals.request_missing, seals.wrong_state */
export async function requestAgain(kernel: Kernel, actor: Actor, requestId: string): Promise<void> {
  const request = await findRequest(kernel.read, requestId);
  const seal = request && (await findSeal(kernel.read, request.sealId));
  if (!request || !seal || actor.kind !== 'staff' || actor.office !== seal.principalId)
    throw sealsErrors.request_missing();
  if (request.caseId) throw sealsErrors.wrong_state({ log: `${requestId} belongs to case ${request.caseId}` });
  await kernel.command('seals.request_again', { actor }, async (ctx) => {
    if (request.state !== 'rejected' || !(await setWaitingAgain(ctx.tx, requestId, seal.id)))
      throw sealsErrors.wrong_state();
    ctx.emit({ ...decided(request, false), name: 'seals.use_asked_again' });
    ctx.audit({ action: 'seals.use_requested', subject: `seal:${seal.id}`, data: { request: requestId, again: true } });
  });
}

/** A page of the file as it will be sealed, SVG, for its keeper. @throws seals.request_missing */
export async function requestPage(kernel: Kernel, actor: Actor, requestId: string, page: number): Promise<string> {
  const request = await findRequest(kernel.read, requestId);
  const seal = request && (await findSeal(kernel.read, request.sealId));
  const office = actor.kind === 'staff' && seal?.principalKind === 'office' && actor.office === seal.principalId;
  if (!request || !seal || (seal.keeper !== actorHolder(actor) && !office)) throw sealsErrors.request_missing();
  const document = readOfd(new Uint8Array(await kernel.files.get(request.result?.fileKey ?? request.fileKey)));
  if (page >= document.package.pages.length) throw sealsErrors.request_missing();
  return renderSvg(document, page);
}

function decided(request: UseRequestRow, approved: boolean) {
  return {
    name: 'seals.use_decided',
    payload: {
      requestId: request.id,
      documentId: request.documentId,
      licenceId: request.licenceId,
      caseId: request.caseId,
      approved,
    },
  };
}
