import type { HallDeviceKind } from '@miaopi/contracts';
import { actorKey, type StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { HallFor } from '../../appointments/index.ts';
import type { DevicesDeps } from '../deps.ts';
import { devicesErrors } from '../errors.ts';
import { governs } from '../policy.ts';
import { countInUse, type DeviceRow, findDevice, insertDevice, lockDevice, retire, setKey } from '../store/devices.ts';
import { keyDigest } from './take-report.ts';

/** Devices in use in one hall at most. */
const most = 200;

export interface NewDevice {
  readonly requestId: string;
  readonly kind: HallDeviceKind;
  readonly name: string;
  readonly window?: string;
}

/**
 * @returns the device with its key, told here and never again; a repeated request tells no key
 * @throws devices.hall_missing, devices.window_missing, devices.name_taken, devices.too_many
 */
export async function enterDevice(
  deps: DevicesDeps,
  actor: StaffActor,
  hallId: string,
  given: NewDevice,
): Promise<{ device: DeviceRow; key?: string }> {
  const { kernel } = deps;
  const hall = await ownHall(deps, actor, hallId);
  const window = given.window ?? null;
  if (window !== null && !hall.desks.some((d) => d.windows.includes(window))) throw devicesErrors.window_missing();
  const name = given.name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (name.length < 2)
    throw kernelErrors.invalid_request({
      issues: [
        {
          path: 'body.name',
          code: 'minLength',
          message: { zh: '名称不得少于 2 个字符', en: 'The name must have two characters or more' },
        },
      ],
    });
  const key = newKey();
  const id = await kernel.command('devices.enter', { actor, requestId: given.requestId }, async (ctx) => {
    if ((await countInUse(ctx.tx, hall.id)) >= most) throw devicesErrors.too_many();
    const id = newId('dev');
    const entered = await insertDevice(ctx.tx, {
      id,
      hallId: hall.id,
      region: hall.region,
      kind: given.kind,
      name,
      window,
      keyDigest: keyDigest(key),
      enteredAt: ctx.now,
      enteredBy: actorKey(actor),
    });
    if (!entered) throw devicesErrors.name_taken();
    ctx.audit({
      action: 'devices.entered',
      subject: `device:${id}`,
      data: { hall: hall.id, kind: given.kind, ...(window === null ? {} : { window }) },
    });
    return id;
  });
  return withKey(await existing(deps, id), key);
}

/** @throws devices.device_missing, devices.reason_needed, devices.retired */
export async function changeDevice(
  deps: DevicesDeps,
  actor: StaffActor,
  id: string,
  given: { readonly requestId: string; readonly change: 'new-key' | 'retire'; readonly reason?: string },
): Promise<{ device: DeviceRow; key?: string }> {
  const found = await findDevice(deps.kernel.read, id);
  const hall = found && (await deps.appointments.hallFor(found.hallId));
  if (!hall || !governs(actor, hall)) throw devicesErrors.device_missing();
  const reason = given.reason?.trim() ?? '';
  const key = newKey();
  await deps.kernel.command('devices.change', { actor, requestId: given.requestId }, async (ctx) => {
    const device = await lockDevice(ctx.tx, id);
    if (!device || device.retiredAt) throw devicesErrors.retired();
    if (given.change === 'new-key') await setKey(ctx.tx, id, keyDigest(key));
    else if (reason.length < 2) throw devicesErrors.reason_needed();
    else await retire(ctx.tx, id, ctx.now, reason);
    ctx.audit({
      action: given.change === 'retire' ? 'devices.retired' : 'devices.new_key',
      subject: `device:${id}`,
      data: reason ? { reason } : {},
    });
  });
  return withKey(await existing(deps, id), key);
}

/** @throws devices.hall_missing for whoever may not enter devices there */
async function ownHall(deps: DevicesDeps, actor: StaffActor, hallId: string): Promise<HallFor> {
  const hall = await deps.appointments.hallFor(hallId);
  if (!hall || !governs(actor, hall)) throw devicesErrors.hall_missing();
  return hall;
}

async function existing({ kernel }: DevicesDeps, id: string): Promise<DeviceRow> {
  const device = await findDevice(kernel.read, id);
  if (!device) throw devicesErrors.device_missing();
  return device;
}

function newKey(): string {
  return `mdv_${newSecret()}`;
}

/** Tells the key only when it is the one that holds now: not for a request that was answered before. */
function withKey(device: DeviceRow, key: string): { device: DeviceRow; key?: string } {
  return device.keyDigest.equals(keyDigest(key)) ? { device, key } : { device };
}
