import type { HallDeviceKind } from '@miaopi/contracts';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Spell } from '../domain/standing.ts';

export interface DeviceRow {
  readonly id: string;
  readonly hallId: string;
  readonly region: string;
  readonly kind: HallDeviceKind;
  readonly name: string;
  readonly window: string | null;
  readonly keyDigest: Buffer;
  readonly enteredAt: Date;
  readonly retiredAt: Date | null;
  readonly retiredReason: string | null;
  /** What it said last. */
  readonly last: Spell | null;
}

interface Stored extends Omit<DeviceRow, 'last'> {
  readonly beganAt: Date | null;
  readonly lastAt: Date | null;
  readonly state: Spell['state'];
  readonly fault: string | null;
  readonly version: string | null;
}

const selected = sql`select d.id, d.hall_id as "hallId", d.region, d.kind, d.name, d.window_label as "window", d.key_digest as "keyDigest",
    d.entered_at as "enteredAt", d.retired_at as "retiredAt", d.retired_reason as "retiredReason", s.began_at as "beganAt", s.last_at as "lastAt",
    s.state, s.fault, s.version
  from devices.device d
  left join lateral (select * from devices.spell s where s.device_id = d.id order by s.began_at desc limit 1) s on true`;

function read({ beganAt, lastAt, state, fault, version, ...row }: Stored): DeviceRow {
  return { ...row, last: beganAt && lastAt ? { beganAt, lastAt, state, fault, version } : null };
}

export async function findDevice(db: Reader, id: string): Promise<DeviceRow | undefined> {
  const row = await db.maybe<Stored>(sql`${selected} where d.id = ${id}`);
  return row && read(row);
}

export async function findByKey(db: Reader, digest: Buffer): Promise<DeviceRow | undefined> {
  const row = await db.maybe<Stored>(sql`${selected} where d.key_digest = ${digest}`);
  return row && read(row);
}

/** The same, held: reports of one device come one after the other. */
export async function lockByKey(tx: Tx, digest: Buffer): Promise<DeviceRow | undefined> {
  const held = await tx.maybe(sql`select id from devices.device where key_digest = ${digest} for update`);
  return held ? findByKey(tx, digest) : undefined;
}

export async function lockDevice(tx: Tx, id: string): Promise<DeviceRow | undefined> {
  const held = await tx.maybe(sql`select id from devices.device where id = ${id} for update`);
  return held ? findDevice(tx, id) : undefined;
}

/** Devices of halls; those that were retired stand at the end, the newest of them only. */
export async function listDevices(db: Reader, hallIds: readonly string[]): Promise<DeviceRow[]> {
  const rows = await db.rows<Stored>(
    sql`${selected} where d.hall_id = any(${[...hallIds]}) order by d.retired_at desc nulls first, d.name, d.id limit 1000`,
  );
  return rows.map(read);
}

/** Of any number of halls, those in use. */
export async function listInUse(db: Reader, hallIds: readonly string[]): Promise<DeviceRow[]> {
  const rows = await db.rows<Stored>(sql`${selected} where d.hall_id = any(${[...hallIds]}) and d.retired_at is null`);
  return rows.map(read);
}

export async function countInUse(db: Reader, hallId: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from devices.device where hall_id = ${hallId} and retired_at is null`,
  );
  return n;
}

/** @returns false: another device of the hall has the name */
export async function insertDevice(
  tx: Tx,
  d: Pick<DeviceRow, 'id' | 'hallId' | 'region' | 'kind' | 'name' | 'window' | 'keyDigest' | 'enteredAt'> & {
    readonly enteredBy: string;
  },
): Promise<boolean> {
  const n =
    await tx.run(sql`insert into devices.device (id, hall_id, region, kind, name, window_label, key_digest, entered_at, entered_by)
    values (${d.id}, ${d.hallId}, ${d.region}, ${d.kind}, ${d.name}, ${d.window}, ${d.keyDigest}, ${d.enteredAt}, ${d.enteredBy})
    on conflict (hall_id, name) where retired_at is null do nothing`);
  return n === 1;
}

export async function setKey(tx: Tx, id: string, digest: Buffer): Promise<void> {
  await tx.run(sql`update devices.device set key_digest = ${digest}, key_version = key_version + 1 where id = ${id}`);
}

export async function retire(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
  await tx.run(sql`update devices.device set retired_at = ${at}, retired_reason = ${reason} where id = ${id}`);
}

export function beginSpell(tx: Tx, deviceId: string, s: Omit<Spell, 'lastAt'>): void {
  tx.send(sql`insert into devices.spell (device_id, began_at, last_at, state, fault, version)
    values (${deviceId}, ${s.beganAt}, ${s.beganAt}, ${s.state}, ${s.fault}, ${s.version})
    on conflict (device_id, began_at) do update set state = excluded.state, fault = excluded.fault, version = excluded.version`);
}

export function prolongSpell(tx: Tx, deviceId: string, beganAt: Date, lastAt: Date): void {
  tx.send(
    sql`update devices.spell set last_at = greatest(last_at, ${lastAt}) where device_id = ${deviceId} and began_at = ${beganAt}`,
  );
}

/** Spells of a device that touch the time from `since` on, in order, with the one before. */
export function listSpells(db: Reader, deviceId: string, since: Date): Promise<Spell[]> {
  return db.rows(sql`select began_at as "beganAt", last_at as "lastAt", state, fault, version from devices.spell
    where device_id = ${deviceId} and (last_at >= ${since} or began_at = (select max(began_at) from devices.spell where device_id = ${deviceId} and began_at < ${since}))
    order by began_at limit 2000`);
}
