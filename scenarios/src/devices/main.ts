import { parseArgs } from 'node:util';
import { DEVICE_BRIDGE } from '@miaopi/contracts';
import type { DeviceMood } from './devices.ts';
import { createWindowProgram } from './window-program.ts';

/**
 * The demo's devices as a program, on the computer of a window or in a kiosk:
 *   tsx scenarios/src/devices/main.ts --origin http://127.0.0.1:8080 --name 陈静 --number 990101…            # as they should
 *   … --mood slow | failing | no-card                                                                       # or not
 *   … --server http://127.0.0.1:8080 --reader-key mdv_… --camera-key mdv_…       # and reports both to the platform as devices of the hall
 */
const { values } = parseArgs({
  options: {
    origin: { type: 'string', multiple: true },
    name: { type: 'string' },
    number: { type: 'string' },
    mood: { type: 'string' },
    server: { type: 'string' },
    'reader-key': { type: 'string' },
    'camera-key': { type: 'string' },
  },
});
const moods: readonly DeviceMood[] = ['well', 'slow', 'failing', 'no-card'];
const mood = moods.find((one) => one === (values.mood ?? 'well'));
if (!values.origin || !values.name || !values.number || !mood) {
  process.stderr.write('devices --origin URL --name NAME --number ID [--mood well|slow|failing|no-card]\n');
  process.exit(1);
}
const { hostname, port } = new URL(DEVICE_BRIDGE);
createWindowProgram({
  origins: values.origin,
  card: { name: values.name, number: values.number },
  mood,
  ...(values.server
    ? {
        reports: {
          server: values.server,
          keys: { 'id-reader': values['reader-key'], camera: values['camera-key'] },
          trouble: (error: unknown) => void process.stderr.write(`not reported: ${String(error)}\n`),
        },
      }
    : {}),
}).server.listen(Number(port), hostname, () =>
  process.stdout.write(`card reader and camera (${mood}) at ${DEVICE_BRIDGE}\n`),
);
