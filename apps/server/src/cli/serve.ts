import { parseArgs } from 'node:util';
import { openInstallation } from '../installation.ts';
import { type Role, readConfig } from '../kernel/config.ts';
import { collectEarly } from '../kernel/memory.ts';

/** `miaopi serve`: runs until SIGTERM or SIGINT, then drains: no new requests, running ones and steps end, the database closes. */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { role: { type: 'string', default: 'all' } } });
  if (!['all', 'web', 'worker'].includes(values.role))
    throw new Error(`--role is all, web or worker, not "${values.role}"`);
  const config = readConfig(process.env, { role: values.role as Role });
  // the database starts while the program is still read
  const installation = openInstallation(config);
  installation.catch(() => {});
  const { createApp } = await import('../app.ts');
  const app = await createApp(config, { installation });
  const stopped = new Promise<void>((resolve, reject) => {
    const stop = () => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
      app.stop().then(resolve, reject);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  await app.listen();
  collectEarly();
  process.stdout.write(app.greeting());
  await stopped;
  return 0;
}
