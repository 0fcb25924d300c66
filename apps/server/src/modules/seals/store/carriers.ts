import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export type CarrierState = 'ready' | 'locked' | 'handing-over' | 'lost' | 'retired';

export interface CarrierRow {
  readonly id: string;
  readonly sealId: string;
  readonly kind: 'machine' | 'soft' | 'hardware';
  /** `staff:…` or `person:…`; null for the machine's. */
  readonly holder: string | null;
  readonly holderName: string | null;
  readonly certificateId: string;
  readonly state: CarrierState;
  readonly wrong: number;
  readonly lockedAt: Date | null;
  readonly device: Buffer | null;
  readonly madeAt: Date;
  readonly certificate: Buffer;
  /** Null of a key on hardware: nothing of it is here. */
  readonly wrapped: Buffer | null;
  readonly salt: Buffer | null;
}

const columns = sql`r.id, r.seal_id as "sealId", r.kind, r.holder, r.holder_name as "holderName", r.certificate_id as "certificateId", r.state, r.wrong,
  r.locked_at as "lockedAt", r.device, r.made_at as "madeAt", c.der as certificate, k.wrapped, k.salt`;
const tables = sql`seals.carrier r join seals.certificate c on c.id = r.certificate_id left join seals.key k on k.id = c.key_id`;

/** Wrong passwords in a row until a carrier locks itself. */
export const maxWrong = 5;

/** The carrier of a seal that a person holds; the machine's is nobody's. */
export function findHeldCarrier(db: Reader, sealId: string): Promise<CarrierRow | undefined> {
  return db.maybe(sql`select ${columns} from ${tables} where r.seal_id = ${sealId} and r.kind <> 'machine'
    order by r.state = 'retired', r.made_at desc limit 1`);
}

export function findCarrier(db: Reader, id: string): Promise<CarrierRow | undefined> {
  return db.maybe(sql`select ${columns} from ${tables} where r.id = ${id} and r.kind <> 'machine'`);
}

export async function insertCarrier(
  tx: Tx,
  c: {
    readonly id: string;
    readonly sealId: string;
    readonly kind: 'machine' | 'soft' | 'hardware';
    readonly holder: string | null;
    readonly holderName: string | null;
    readonly certificateId: string;
    readonly device: Uint8Array | null;
    /** Of a key on hardware. */
    readonly hardware?: { readonly label: string; readonly publicKey: Uint8Array };
    /** Of a machine's key on a key device. */
    readonly onDevice?: { readonly name: string; readonly key: string };
    readonly now: Date;
  },
): Promise<void> {
  const { hardware, onDevice } = c;
  await tx.run(sql`insert into seals.carrier (id, seal_id, kind, holder, holder_name, certificate_id, state, device, label, public_key, key_device, key_name, made_at)
    values (${c.id}, ${c.sealId}, ${c.kind}, ${c.holder}, ${c.holderName}, ${c.certificateId}, 'ready', ${c.device ? Buffer.from(c.device) : null},
      ${hardware?.label ?? null}, ${hardware ? Buffer.from(hardware.publicKey) : null}, ${onDevice?.name ?? null}, ${onDevice?.key ?? null}, ${c.now})`);
}

/** The machine's key of a seal moved elsewhere. */
export async function retireMachineCarrier(tx: Tx, sealId: string): Promise<void> {
  await tx.run(
    sql`update seals.carrier set state = 'retired' where seal_id = ${sealId} and kind = 'machine' and state = 'ready'`,
  );
}

export interface CarrierBrief {
  readonly sealId: string;
  readonly state: CarrierState;
  readonly bound: boolean;
  readonly kind: 'soft' | 'hardware';
}

/** The carriers that people hold of these seals, the latest of each. */
export function briefCarriers(db: Reader, sealIds: readonly string[]): Promise<CarrierBrief[]> {
  return db.rows(sql`select distinct on (seal_id) seal_id as "sealId", state, device is not null as bound, kind from seals.carrier
    where seal_id = any(${[...sealIds]}::text[]) and kind <> 'machine' order by seal_id, state = 'retired', made_at desc`);
}

/** Counts an attempt before it is made, so that many at once get no more than `maxWrong`. @returns false when none is left */
export async function takeAttempt(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.run(
      sql`update seals.carrier set wrong = wrong + 1 where id = ${id} and state in ('ready', 'handing-over') and wrong < ${maxWrong}`,
    )) === 1
  );
}

/** After a wrong password: the attempts left; 0 locks the carrier. */
export async function attemptFailed(tx: Tx, id: string, now: Date): Promise<number> {
  const row = await tx.one<{ wrong: number }>(sql`update seals.carrier set
    state = case when wrong >= ${maxWrong} then 'locked' else state end,
    locked_at = case when wrong >= ${maxWrong} then coalesce(locked_at, ${now}::timestamptz) else locked_at end
    where id = ${id} returning wrong`);
  return Math.max(0, maxWrong - row.wrong);
}

/** The password was right; binds the device when none is bound yet. */
export async function attemptRight(tx: Tx, id: string, device: Uint8Array | undefined): Promise<void> {
  await tx.run(
    sql`update seals.carrier set wrong = 0, device = coalesce(device, ${device ? Buffer.from(device) : null}) where id = ${id}`,
  );
}

export async function setCarrier(
  tx: Tx,
  id: string,
  set: {
    readonly state: CarrierState;
    readonly holder?: { readonly key: string; readonly name: string };
    /** null frees the binding: the next device that gives the password is bound. Absent: as it is. */
    readonly device?: Uint8Array | null;
  },
): Promise<void> {
  await tx.run(sql`update seals.carrier set state = ${set.state}, wrong = 0, locked_at = null,
    holder = coalesce(${set.holder?.key ?? null}, holder), holder_name = coalesce(${set.holder?.name ?? null}, holder_name),
    device = case when ${set.device !== undefined} then ${set.device ? Buffer.from(set.device) : null}::bytea else device end where id = ${id}`);
}

/** All carriers of a seal, the machine's too, that are still good for anything. */
export async function endCarriers(tx: Tx, sealId: string, state: 'lost' | 'retired'): Promise<void> {
  await tx.run(sql`update seals.carrier set state = ${state} where seal_id = ${sealId} and state <> 'retired'`);
}

export interface CarrierListRow extends Omit<CarrierRow, 'certificate' | 'wrapped' | 'salt'> {
  /** The device a machine's key lies on; null: the installation's key store. */
  readonly keyDevice: string | null;
  readonly sealName: string;
  readonly principalName: string;
  readonly certificateSerial: string;
  readonly certificateTo: Date;
}

/** Carriers of the seals of one office, or of all. */
export function listCarriers(db: Reader, office: string | undefined): Promise<CarrierListRow[]> {
  return db.rows(sql`select r.id, r.seal_id as "sealId", r.kind, r.holder, r.holder_name as "holderName", r.certificate_id as "certificateId", r.state,
      r.wrong, r.locked_at as "lockedAt", r.device, r.key_device as "keyDevice", r.made_at as "madeAt", s.name as "sealName", s.principal_name as "principalName",
      c.serial as "certificateSerial", c.valid_to as "certificateTo"
    from seals.carrier r join seals.seal s on s.id = r.seal_id join seals.certificate c on c.id = r.certificate_id
    where s.principal_kind = 'office' and (${office ?? null}::text is null or s.principal_id = ${office ?? null})
    order by r.state = 'retired', s.principal_name, s.name, r.kind limit 300`);
}
