import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Seals, SealsPlugs } from '../../src/modules/seals/index.ts';
import type { TestDatabase } from '../database.ts';

export const office = '11990101009901024M';
export const password = 'Seal-2026-pass';

export const staff = (id: string, ...roles: string[]): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: newId(),
  name: id,
  number: id.toUpperCase(),
  office,
  region: '990101000000',
  roles,
});

export const approver = staff('approver', 'seal-approver');
export const maker = staff('maker', 'seal-maker');
export const auditor = staff('auditor', 'security-auditor');
export const keeper = staff('keeper', 'seal-keeper');
export const successor = staff('successor', 'seal-keeper');

export const plugs: SealsPlugs = {
  applicant: async (actor: PersonActor | StaffActor) =>
    actor.kind === 'staff' ? { name: '云溪区民政局', region: '990101000000' } : { name: actor.name, region: '990101' },
};

/** The office's unit seal by its whole way, in use with its keeper. */
export async function officeSeal(t: TestDatabase, seals: Seals, renews?: string): Promise<string> {
  const { applicationId } = await seals.applyForSeal(keeper, {
    kind: 'unit',
    source: 'drawn',
    reason: '颁发证照',
    ...(renews ? { renews } : {}),
  });
  await seals.decideApplication(approver, { applicationId, approve: true, reason: '同意' });
  const { sealId } = await seals.makeSeal(maker, { applicationId });
  await seals.activate(keeper, { sealId, password, device: 'device-1' });
  await t.db.one(sql`select 1 as ok`);
  return sealId;
}

export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; message?: string }) => error.code ?? error.message,
  );
