/** Door of the devices module: devices of halls, what they report of themselves and of what happened at them. */
export { createDevices, type Devices } from './devices.ts';
export { devicesErrors } from './errors.ts';
