// The server of the chain benches, in a process of its own: the whole product, with stubs of the outside systems inside it (CROWD people).
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildCrowd, createStubAnswers, SYSTEM_IDS } from '@miaopi/scenarios';
import { createApp } from '../apps/server/src/app.ts';
import { systemClock } from '../apps/server/src/kernel/clock.ts';
import { readConfig } from '../apps/server/src/kernel/config.ts';
import { collectEarly } from '../apps/server/src/kernel/memory.ts';
import { type Connector, UnavailableError } from '../apps/server/src/modules/exchange/index.ts';

collectEarly();
const before = living();
const crowd = buildCrowd({ count: Number(process.env.CROWD ?? 1000), today: systemClock.today() });
const answers = createStubAnswers(crowd.registers);
/** Bytes that no server has. */
const crowdBytes = living() - before;
const connectors = SYSTEM_IDS.map(
  (system): Connector => ({
    system,
    async ask({ operation, params }) {
      const answer = answers(system, operation, params as Parameters<typeof answers>[2]);
      if (answer.status === 'unavailable') throw new UnavailableError('record', 'the stub says so');
      return {
        status: answer.status,
        data: answer.status === 'found' ? answer.data : {},
        issuedAt: new Date().toISOString(),
      };
    },
  }),
);
const app = await createApp(readConfig(process.env), { connectors });
await app.listen();
process.stdout.write(`${JSON.stringify({ port: app.port })}\n`);
process.on('SIGTERM', () => void app.stop());
const inspector = new Session();
inspector.connect();
process.on('message', async (question) => {
  if (question === 'usage') process.send?.({ ...process.memoryUsage(), cpu: process.cpuUsage(), crowd: crowdBytes });
  if (question === 'profile') {
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.start');
    process.send?.('profiling');
  }
  if (question === 'profiled') process.send?.((await inspector.post('Profiler.stop')).profile);
});

/** Bytes of the heap that somebody still holds. */
function living(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
