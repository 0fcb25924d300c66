import type { listMySeals, ReplyOf, SealCard } from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { kindsOfSeal, sealKinds } from '../domain/kinds.ts';
import { sealsErrors } from '../errors.ts';
import { hasRole, maySee, principalOf } from '../policy.ts';
import { changeNames, presentApplication, presentSeal } from '../present.ts';
import { type ApplicationRow, findApplication, listApplications } from '../store/applications.ts';
import { briefCarriers } from '../store/carriers.ts';
import { findSeal, listSealChanges, listSeals, type SealRow } from '../store/seal-rows.ts';

export async function presentSeals(kernel: Kernel, actor: Actor, rows: readonly SealRow[]): Promise<SealCard[]> {
  const carriers = new Map(
    (
      await briefCarriers(
        kernel.read,
        rows.map((r) => r.id),
      )
    ).map((c) => [c.sealId, c]),
  );
  const now = kernel.clock.now();
  return rows.map((row) => presentSeal(row, carriers.get(row.id), actor, now));
}

/** A seal the actor may see. @throws seals.seal_missing */
export async function seenSeal(kernel: Kernel, actor: Actor, sealId: string): Promise<SealRow> {
  const row = await findSeal(kernel.read, sealId);
  if (!row || !maySee(actor, { kind: row.principalKind, id: row.principalId })) throw sealsErrors.seal_missing();
  return row;
}

/** @throws seals.application_missing */
export async function seenApplication(kernel: Kernel, actor: Actor, id: string): Promise<ApplicationRow> {
  const row = await findApplication(kernel.read, id);
  if (!row || !maySee(actor, { kind: row.principalKind, id: row.principalId })) throw sealsErrors.application_missing();
  return row;
}

export async function showSeal(kernel: Kernel, actor: Actor, sealId: string) {
  const row = await seenSeal(kernel, actor, sealId);
  const [card] = await presentSeals(kernel, actor, [row]);
  const application = row.applicationId ? await findApplication(kernel.read, row.applicationId) : undefined;
  return {
    ...(card as SealCard),
    history: (await listSealChanges(kernel.read, row.id)).map((c) => ({
      at: c.at.toISOString(),
      what: c.what,
      whatName: changeNames[c.what] ?? { zh: c.what, en: c.what },
      by: c.byName,
      ...(c.reason ? { reason: c.reason } : {}),
      ...(c.since ? { since: c.since.toISOString() } : {}),
    })),
    ...(application ? { application: presentApplication(application, actor) } : {}),
  };
}

/** Seals and applications of whom the actor acts for, and what he may apply for. */
export async function showMySeals(kernel: Kernel, actor: Actor): Promise<ReplyOf<typeof listMySeals>> {
  const principal = principalOf(actor);
  if (!principal || (actor.kind === 'staff' && !hasRole(actor, 'seal-keeper')))
    return { seals: [], applications: [], kinds: [] };
  const rows = await listSeals(kernel.read, { principal });
  const applications = await listApplications(kernel.read, { principal });
  const mayApply = actor.kind !== 'person' || actor.principal.kind === 'person' || actor.principal.role === 'legal';
  const kinds = sealKinds
    .filter((k) => kindsOfSeal[k].of === principal.kind)
    .map((kind) => {
      const { name, sources, width, height } = kindsOfSeal[kind];
      const held = rows.some(
        (r) => r.kind === kind && (r.state === 'in-use' || r.state === 'suspended') && kind !== 'business',
      );
      const open = applications.some((a) => a.kind === kind && (a.state === 'submitted' || a.state === 'approved'));
      const reason = !mayApply
        ? { zh: '由法定代表人申领', en: 'for the legal representative to apply for' }
        : open
          ? { zh: '已有申请正在办理', en: 'an application is open' }
          : held
            ? { zh: '已有使用中的印章', en: 'one is in use' }
            : undefined;
      return { kind, name, sources: [...sources], width, height, allowed: !reason, ...(reason ? { reason } : {}) };
    });
  return {
    seals: await presentSeals(kernel, actor, rows),
    applications: applications.filter((a) => a.state !== 'made').map((a) => presentApplication(a, actor)),
    kinds,
  };
}
