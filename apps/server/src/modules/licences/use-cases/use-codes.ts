import { randomBytes } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { stateOn } from '../domain/licence-state.ts';
import { useCodeFrom } from '../domain/use-code.ts';
import { licencesErrors } from '../errors.ts';
import type { HolderKey } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';
import { listAskers } from '../store/share-systems.ts';
import { findUseCode, insertUseCode, revokeUseCode as revoke, type UseCodeRow } from '../store/use-codes.ts';
import { assertGrade } from './assert-grade.ts';

export interface NewUseCode {
  readonly purpose: string;
  readonly systemId?: string;
  readonly minutes: number;
  readonly uses: number;
  readonly requestId: string;
}

/** 用证码: the holder lets a registered system see one licence for one purpose. @throws licences.not_shareable, licences.purpose_unknown */
export async function createUseCode(
  deps: LicencesDeps,
  actor: Actor,
  row: IssuedRow,
  wanted: NewUseCode,
): Promise<UseCodeRow> {
  const { kernel } = deps;
  await assertShareable(deps, row, 'share');
  const askers = await listAskers(kernel.read, row.typeCode, row.region);
  // a code nobody could use would only disappoint its maker at the counter
  if (!askers.some((a) => a.purpose === wanted.purpose && (!wanted.systemId || a.systemId === wanted.systemId)))
    throw licencesErrors.purpose_unknown();
  const id = await kernel.command('licences.create_use_code', { actor, requestId: wanted.requestId }, async (ctx) => {
    const made = newId('code');
    await insertUseCode(ctx.tx, {
      id: made,
      code: useCodeFrom(randomBytes(16)),
      licenceId: row.id,
      region: row.region,
      holderKind: row.holderKind,
      holderId: row.holderId,
      purpose: wanted.purpose,
      systemId: wanted.systemId ?? null,
      maxUses: wanted.uses,
      createdAt: ctx.now,
      createdBy: actorKey(actor),
      expiresAt: new Date(ctx.now.getTime() + wanted.minutes * 60_000),
    });
    ctx.audit({ action: 'licences.use_code_made', subject: `licence:${row.id}`, data: { code: made } });
    return made;
  });
  return findUseCode(kernel.read, id);
}

/** At once: a question that comes after the commit is refused. @throws licences.code_missing */
export async function revokeUseCode(
  { kernel }: LicencesDeps,
  actor: Actor,
  holder: HolderKey,
  licenceId: string,
  codeId: string,
  requestId: string,
): Promise<UseCodeRow> {
  await kernel.command('licences.revoke_use_code', { actor, requestId }, async (ctx) => {
    const found = await revoke(ctx.tx, codeId, licenceId, holder, ctx.now);
    if (!found) throw licencesErrors.code_missing();
    ctx.audit({ action: 'licences.use_code_revoked', subject: `licence:${licenceId}`, data: { code: codeId } });
  });
  return findUseCode(kernel.read, codeId);
}

/** Codes and copies are made of licences in force only, of a type that is shared at all. */
export async function assertShareable(deps: LicencesDeps, row: IssuedRow, use: 'share' | 'copy'): Promise<void> {
  if (stateOn(row, deps.kernel.clock.today()) !== 'valid' || row.recalledAt) throw licencesErrors.not_shareable();
  assertGrade(row, use);
  if ((await deps.shareClassOf(row)) === 'none')
    throw licencesErrors.not_shareable({
      detail: { zh: '该类证照不予共享。', en: 'Licences of this type are not shared.' },
    });
}
