import { parseArgs } from 'node:util';
import { DEVICE_BRIDGE } from '@miaopi/contracts';
import { createDemoDevices, type DeviceMood } from './devices.ts';

/**
 * The demo's devices as a program, on the computer of a window or in a kiosk:
 *   tsx scenarios/src/devices/main.ts --origin http://127.0.0.1:8080 --name 陈静 --number 990101…            # as they should
 *   … --mood slow | failing | no-card                                                                       # or not
 */
const { values } = parseArgs({
  options: {
    origin: { type: 'string', multiple: true },
    name: { type: 'string' },
    number: { type: 'string' },
    mood: { type: 'string' },
  },
});
const moods: readonly DeviceMood[] = ['well', 'slow', 'failing', 'no-card'];
const mood = moods.find((one) => one === (values.mood ?? 'well'));
if (!values.origin || !values.name || !values.number || !mood) {
  process.stderr.write('devices --origin URL --name NAME --number ID [--mood well|slow|failing|no-card]\n');
  process.exit(1);
}
const { hostname, port } = new URL(DEVICE_BRIDGE);
createDemoDevices({ origins: values.origin, card: { name: values.name, number: values.number }, mood }).server.listen(
  Number(port),
  hostname,
  () => process.stdout.write(`card reader and camera (${mood}) at ${DEVICE_BRIDGE}\n`),
);
