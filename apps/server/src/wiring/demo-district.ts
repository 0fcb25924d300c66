import { createHash } from 'node:crypto';
import { type District, loadDistrict } from '@miaopi/scenarios';
import { alone } from '../kernel/db/alone.ts';
import type { Database } from '../kernel/db/database.ts';
import { jsonb, sql } from '../kernel/db/sql.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { districtTarget } from './load-district.ts';

const actor = { kind: 'system', name: 'scenario' } as const;

/** The day the demo district was made; births count from it, so it is kept. */
export async function foundedOn(kernel: Kernel, today: string): Promise<string> {
  await kernel.command('demo.found', { actor }, (ctx) =>
    ctx.tx.run(
      sql`insert into kernel.setting (key, value) values ('demo.founded', ${jsonb(today)}::jsonb) on conflict do nothing`,
    ),
  );
  return (await kernel.read.one<{ value: string }>(sql`select value from kernel.setting where key = 'demo.founded'`))
    .value;
}

/**
 * Loads the district, once: a start that finds the same district loaded whole leaves it alone, unless items came into force since that it may have something for.
 * Of several processes that start at once one loads, the others then find everything.
 */
export async function loadDistrictOnce(
  kernel: Kernel,
  db: Database,
  district: District,
  deps: Parameters<typeof districtTarget>[1],
): Promise<void> {
  // by name: to touch the registers is to have them made
  const { founded, offices, staff, persons, firms, mandates, stockLicences, holderSeals, sharedSystems, halls, years } =
    district;
  const parts = [
    founded,
    offices,
    staff,
    persons,
    firms,
    mandates,
    stockLicences,
    holderSeals,
    sharedSystems,
    halls,
    years,
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const loaded = async () =>
    (await kernel.read.maybe<{ value: string }>(sql`select value from kernel.setting where key = 'demo.loaded'`))
      ?.value === digest;
  if (deps.catalog.published().length === 0 && (await loaded())) return;
  await alone(db, 720402, async () => {
    await loadDistrict(districtTarget(district, deps), district);
    await kernel.command('demo.loaded', { actor }, (ctx) =>
      ctx.tx.run(
        sql`insert into kernel.setting (key, value) values ('demo.loaded', ${jsonb(digest)}::jsonb) on conflict (key) do update set value = excluded.value`,
      ),
    );
  });
}

/** The first person and every keeper of seals hold a 智能密码钥匙. */
export function keyHolders(district: District) {
  const [person] = district.persons.filter((p) => p.account);
  const keepers = district.staff.filter((s) => s.roles.includes('seal-keeper'));
  return [
    ...(person ? [{ name: person.name, number: person.citizenId, citizen: true }] : []),
    ...keepers.map((s) => ({ name: s.name, number: s.account, citizen: false })),
  ];
}

/** Whom the sign-in page offers. */
export function demoPeople(district: District) {
  return [
    ...district.persons
      .filter((p) => p.account)
      .map((p) => ({
        account: p.citizenId,
        password: district.password,
        name: p.name,
        kind: 'person',
        story: p.story,
      })),
    ...district.staff.map((s) => ({
      account: s.account,
      password: district.password,
      name: s.name,
      kind: 'staff',
      story: s.title,
    })),
  ];
}
