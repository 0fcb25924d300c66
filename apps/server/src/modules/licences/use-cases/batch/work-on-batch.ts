import { type CompiledItem, inBoth, noticeTo, told } from '@miaopi/items';
import type { SystemActor } from '../../../../kernel/actor.ts';
import type { CommandContext } from '../../../../kernel/command.ts';
import { isUniqueViolation } from '../../../../kernel/db/database.ts';
import { AppError } from '../../../../kernel/errors.ts';
import { isDeviceTrouble } from '../../../seals/index.ts';
import type { LicencesDeps } from '../../deps.ts';
import { unclaimed } from '../../domain/batch-limits.ts';
import type { StockFinding } from '../../domain/stock-row.ts';
import { licencesErrors } from '../../errors.ts';
import { makeFile } from '../../make-file.ts';
import {
  countMembers,
  listUnclaimedOf,
  listWaiting,
  lockWaiting,
  type MemberRow,
  setDone,
  setFailed,
} from '../../store/batch-members.ts';
import { type BatchRow, findBatch, lockBatch, setState } from '../../store/batches.ts';
import { claimLicences } from '../claim-licences.ts';
import { type MadeStock, recordStock } from '../record-stock.ts';
import { stockLicence } from '../stock-licence.ts';
import { picturesOf } from './batch-pictures.ts';
import { itemOfBatch } from './own-batch.ts';

/** Licences that one transaction makes known. */
const together = 24;
/** In the press at the same time; a case's licence waits behind no more than these. */
const inPress = 8;
/** A job works so long, then hands on to the next: a server that stops waits no longer. */
const sliceMs = 2000;

/** ms until a batch asks a silent key device again */
const silentPause = 10_000;

const machine: SystemActor = { kind: 'system', name: 'licences' };

export function batchJob(batchId: string) {
  return { task: 'licences.work_on_batch', payload: { batchId }, key: `licences.batch.${batchId}` };
}

type Outcome =
  | { readonly member: MemberRow; readonly made: MadeStock; readonly contacts: readonly string[] }
  | { readonly member: MemberRow; readonly findings: readonly StockFinding[] };

/**
 * Makes and seals what waits, piece by piece: while one piece is committed the next is made. A piece is known with its commit or not at all, so after a crash
 * the work begins at the first that is not; whoever else works on the same batch finds the rows of a piece locked, then no longer waiting. What concerns one
 * licence fails it; what concerns all (no grant, no seal) stops the batch and says why.
 */
export async function workOnBatch(deps: LicencesDeps, batchId: string): Promise<void> {
  const { kernel } = deps;
  const batch = await findBatch(kernel.read, batchId);
  if (batch?.state !== 'running') return;
  const item = await itemOfBatch(deps, batch);
  const pictures = picturesOf(kernel, batchId);
  const until = performance.now() + sliceMs;
  const next = async (after: number) => {
    const members = await listWaiting(kernel.read, batchId, after, together);
    return { last: members.at(-1)?.row, made: makeAll(deps, batch, item, pictures, members) };
  };
  let piece = await next(0);
  for (;;) {
    // its failure is told where it is awaited
    piece.made.catch(() => {});
    if (piece.last === undefined) return finish(deps, batchId);
    const goesOn = performance.now() < until;
    const following = goesOn ? next(piece.last) : undefined;
    following?.catch(() => {});
    const outcomes = await piece.made.catch((error: unknown) => halt(deps, batchId, error));
    if (!outcomes) return;
    const committed = await commitPiece(deps, batch, outcomes, !goesOn).catch((error: unknown) =>
      halt(deps, batchId, error),
    );
    if (!committed || !following) return;
    piece = await following;
  }
}

/** Some at a time in the order of the table. */
async function makeAll(
  deps: LicencesDeps,
  batch: BatchRow,
  item: CompiledItem,
  pictures: ReturnType<typeof picturesOf>,
  members: readonly MemberRow[],
): Promise<Outcome[]> {
  const photos = await pictures(members.flatMap((m) => (m.picture ? [m.picture] : [])));
  const outcomes: Outcome[] = new Array(members.length);
  let at = 0;
  const worker = async () => {
    while (at < members.length) {
      const i = at++;
      const member = members[i]!;
      outcomes[i] = await makeOne(deps, batch, item, member, member.picture ? photos.get(member.picture) : undefined);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inPress, members.length) }, worker));
  return outcomes;
}

async function makeOne(
  deps: LicencesDeps,
  batch: BatchRow,
  item: CompiledItem,
  member: MemberRow,
  photo: Uint8Array | undefined,
): Promise<Outcome> {
  const { stock } = member;
  if (!stock || (member.picture && !photo)) return { member, findings: [failure(licencesErrors.cannot_make())] };
  const { holderId, holder, ...rest } = stock;
  try {
    const made = stockLicence(
      deps.kernel.config.publicUrl,
      {
        ...rest,
        item,
        holder: { ...holder, id: holderId },
        office: { uscc: batch.office, name: batch.officeName },
        region: batch.region,
      },
      { id: member.licenceId, typeVersion: batch.typeVersion },
    );
    const [file, contacts] = await Promise.all([
      makeFile(deps, made.licence, item, photo),
      holderId === unclaimed ? [] : deps.contactsOf({ kind: holder.kind, id: holderId }),
    ]);
    return { member, made: { stock: made, made: file }, contacts };
  } catch (error) {
    if (ofAll(error)) throw error;
    deps.kernel.log.warn({ err: error, batch: batch.id, row: member.row }, 'a licence of a batch could not be made');
    return { member, findings: [failure(error)] };
  }
}

/** @returns false when the batch was stopped meanwhile, or others made all of these */
async function commitPiece(
  deps: LicencesDeps,
  batch: BatchRow,
  outcomes: readonly Outcome[],
  handOn: boolean,
): Promise<boolean> {
  const commit = (some: readonly Outcome[], last: boolean) =>
    deps.kernel.command('licences.batch_piece', { actor: machine }, async (ctx) => {
      const wait = await lockWaiting(
        ctx.tx,
        batch.id,
        some.map((o) => o.member.row),
      );
      if (wait.size === 0) return false;
      const ours = some.filter((o) => wait.has(o.member.row));
      await recordPiece(deps, ctx, batch, ours);
      if (last) ctx.addJob(batchJob(batch.id));
      return true;
    });
  try {
    return await commit(outcomes, handOn);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  // one of these numbers was registered since the check: each by itself, so that only that one fails
  let goesOn = false;
  for (const outcome of outcomes) {
    const one = await commit([outcome], false).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      return commit([{ member: outcome.member, findings: [failure(licencesErrors.number_taken())] }], false);
    });
    goesOn ||= one;
  }
  if (goesOn && handOn)
    await deps.kernel.command('licences.batch_piece', { actor: machine }, async (ctx) =>
      ctx.addJob(batchJob(batch.id)),
    );
  return goesOn;
}

async function recordPiece(
  deps: LicencesDeps,
  ctx: CommandContext,
  batch: BatchRow,
  outcomes: readonly Outcome[],
): Promise<void> {
  const made = outcomes.flatMap((o) => ('made' in o ? [o] : []));
  const failed = outcomes.flatMap((o) => ('findings' in o ? [{ row: o.member.row, findings: o.findings }] : []));
  if (failed.length > 0) setFailed(ctx.tx, batch.id, failed);
  if (made.length === 0) return;
  setDone(
    ctx.tx,
    batch.id,
    made.map((o) => o.member.row),
    ctx.now,
  );
  await recordStock(
    deps.seals,
    ctx,
    made.map((o) => o.made),
    {
      operator: batch.decidedBy?.replace(/^staff:/, '') ?? 'system',
      grade: batch.compared ? 'B' : 'C',
      planId: batch.id,
    },
  );
  const { typeName, officeName } = batch;
  for (const { member, contacts } of made) {
    const words = { result: typeName, licence: inBoth(member.number), office: officeName };
    for (const personId of contacts) ctx.emit(noticeTo({ personId }, told('licenceConverted', words)));
  }
}

async function finish(deps: LicencesDeps, batchId: string): Promise<void> {
  const { kernel } = deps;
  await claimForNewAccounts(deps, batchId);
  await kernel.command('licences.finish_batch', { actor: machine }, async (ctx) => {
    const batch = await lockBatch(ctx.tx, batchId);
    const counts = await countMembers(ctx.tx, batchId);
    if (batch?.state !== 'running') return;
    // others hold some of its rows: whoever is left goes on with what they leave
    if (counts.waiting > 0) return ctx.addJob({ ...batchJob(batchId), runAt: new Date(ctx.now.getTime() + 1000) });
    await setState(ctx.tx, batchId, 'done', ctx.now);
    ctx.audit({
      action: 'licences.batch_done',
      subject: `batch:${batchId}`,
      data: { done: counts.done, failed: counts.failed },
    });
  });
}

/** Accounts opened between the check and the making: their licences were registered without one. */
async function claimForNewAccounts({ kernel, holdersOf }: LicencesDeps, batchId: string): Promise<void> {
  const open = await listUnclaimedOf(kernel.read, batchId);
  for (const kind of ['person', 'firm'] as const)
    for (const [number, { id }] of await holdersOf(
      kind,
      open.filter((h) => h.kind === kind).map((h) => h.number),
    ))
      await claimLicences(kernel, { kind, id, number });
}

/** Nothing of this batch can be sealed: it stops and says why; a silent key device is waited for. Anything else is tried again by the job. */
async function halt({ kernel }: LicencesDeps, batchId: string, error: unknown): Promise<undefined> {
  if (isDeviceTrouble(error) && error.kind === 'down') {
    await kernel.command('licences.batch_waits', { actor: machine }, async (ctx) =>
      ctx.addJob({ ...batchJob(batchId), runAt: new Date(ctx.now.getTime() + silentPause) }),
    );
    return undefined;
  }
  if (!ofAll(error)) throw error;
  const { code, title, detail } = error;
  await kernel.command('licences.halt_batch', { actor: machine }, async (ctx) => {
    if ((await lockBatch(ctx.tx, batchId))?.state !== 'running') return;
    await setState(ctx.tx, batchId, 'stopped', ctx.now, { code, title, ...(detail ? { detail } : {}) });
    ctx.audit({ action: 'licences.batch_halted', subject: `batch:${batchId}`, data: { code } });
  });
  return undefined;
}

function ofAll(error: unknown): error is AppError {
  return error instanceof AppError && error.code.startsWith('seals.') && error.code !== 'seals.sealed_already';
}

function failure(error: unknown): StockFinding {
  const known = error instanceof AppError ? error : licencesErrors.cannot_make();
  return {
    target: 'make',
    column: '',
    value: '',
    text: known.title,
    remedy: known.detail ?? { zh: '请更正后重试。', en: 'Correct it and try again.' },
  };
}
