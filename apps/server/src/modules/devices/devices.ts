import type { StaffActor } from '../../kernel/actor.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { DevicesDeps } from './deps.ts';
import { devicesRoutes } from './routes.ts';
import { enterDevice, type NewDevice } from './use-cases/govern-devices.ts';

/** What others may do through this module. */
export interface Devices {
  readonly module: ServerModule;
  /** Enters a device of a hall of the official's office. @returns its id and key */
  enter(
    actor: StaffActor,
    hallId: string,
    given: NewDevice,
  ): Promise<{ readonly id: string; readonly key: string | undefined }>;
}

export function createDevices(deps: DevicesDeps): Devices {
  return {
    module: { name: 'devices', routes: devicesRoutes(deps) },
    async enter(actor, hallId, given) {
      const { device, key } = await enterDevice(deps, actor, hallId, given);
      return { id: device.id, key };
    },
  };
}
