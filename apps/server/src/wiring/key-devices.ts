import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../kernel/config.ts';
import type { Logger } from '../kernel/log.ts';
import { type KeyDevices, readDevices, threadedToken, tokenDevice } from '../modules/seals/index.ts';

/** Program of a token's thread, built beside the server's; from sources (tests) tokens are asked in the server's own thread. */
const tokenThread = new URL('./token-thread.js', import.meta.url);

/** The devices of `keys/seal-devices.json`. @throws Error that names what is wrong with the file */
export function keyDevicesOf(config: Config, log: Logger): KeyDevices {
  const threaded = existsSync(tokenThread);
  return readDevices(join(config.dataDir, 'keys'), (settings, patience) =>
    threaded ? threadedToken(tokenThread, settings, patience, log) : tokenDevice(settings),
  );
}
