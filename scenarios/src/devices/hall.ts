import { parseArgs } from 'node:util';
import { ApiProblem } from '@miaopi/client';
import { HALL_DEVICE_KINDS, LOW_RATING_REASONS } from '@miaopi/contracts';
import { nextNumber, ordinaryMoment } from './hall-day.ts';
import { createHallDevice, HALL_DEVICE_MOODS } from './hall-device.ts';
import { keepReporting } from './hall-devices.ts';

/**
 * A device of a hall as a program, with the key its head was shown:
 *   tsx scenarios/src/devices/hall.ts --server http://127.0.0.1:8080 --kind ticket-machine --key mdv_…    # an ordinary day at the open desks
 *   … --tickets 3                                                         # three people press the button of the first desk, open or not
 *   … --kind call-screen --call A001 --call A002 --window 3号窗口          # these numbers are called there
 *   … --kind evaluator --case NUMBER --level 2 --reason waited-long       # somebody rates a case
 *   … --mood fault | silent | repeats | wrong-key                         # or not as it should
 * It says on its output what it told and what was answered.
 */
const USAGE = `hall --server URL --kind ${HALL_DEVICE_KINDS.join('|')} --key KEY [--mood ${HALL_DEVICE_MOODS.join('|')}]
     [--tickets N] [--call NUMBER]… [--window LABEL] [--case NUMBER --level 1-5 [--reason ${LOW_RATING_REASONS.join('|')}]…]`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    kind: { type: 'string' },
    key: { type: 'string' },
    mood: { type: 'string' },
    tickets: { type: 'string' },
    call: { type: 'string', multiple: true },
    window: { type: 'string' },
    case: { type: 'string' },
    level: { type: 'string' },
    reason: { type: 'string', multiple: true },
  },
});
const kind = HALL_DEVICE_KINDS.find((one) => one === values.kind);
const mood = HALL_DEVICE_MOODS.find((one) => one === (values.mood ?? 'well'));
if (!values.server || !values.key || !kind || !mood) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(1);
}
const say = (line: string) => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);
const device = createHallDevice({ server: values.server, kind, key: values.key, mood });
const reasons = LOW_RATING_REASONS.filter((one) => values.reason?.includes(one));
const { window } = values;
let tickets = Number(values.tickets ?? 0);
if (window)
  device.happened(...(values.call ?? []).map((number) => ({ kind: 'number-called', number, window }) as const));
if (values.case)
  device.happened({
    ...{ kind: 'rated', case: values.case, level: Number(values.level) },
    ...(reasons.length > 0 ? { reasons } : {}),
  });
const queue = { numbers: [] };

const reporting = keepReporting(device, {
  moment(reply) {
    const refused = reply.events
      .filter((event) => !event.kept)
      .map((event) => `${event.id}: ${event.code} ${event.field}`);
    say(
      `${reply.device.name} (${kind}, ${mood}): ${reply.events.length} events, ${refused.length} refused ${refused.join('; ')}`,
    );
    const desk = reply.desks?.[0];
    if (tickets > 0 && desk) {
      let last = desk.last;
      for (; tickets > 0; tickets--) {
        last = nextNumber(0, last);
        device.happened({ kind: 'ticket-taken', number: last, desk: desk.id });
      }
      // what people do is told at once
      void device.report().then(
        (answer) => say(`${answer?.events.length ?? 0} tickets told`),
        (error: unknown) => say(String(error)),
      );
    } else if (mood !== 'fault' && values.tickets === undefined)
      device.happened(...ordinaryMoment(device, reply, queue, window ? [window] : [], Math.random));
  },
  trouble: (error) =>
    say(error instanceof ApiProblem ? `refused: ${error.problem.title}` : `not reached: ${String(error)}`),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    reporting.stop();
    process.exit(0);
  });
