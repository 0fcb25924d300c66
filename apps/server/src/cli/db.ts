import { openInstallation } from '../installation.ts';
import { readConfig } from '../kernel/config.ts';

/** `miaopi db migrate` */
export async function db(args: readonly string[]): Promise<number> {
  if (args[0] !== 'migrate') throw new Error('the one thing to do here is: miaopi db migrate');
  const installation = await openInstallation(readConfig(process.env));
  try {
    process.stdout.write(
      installation.applied.length ? `${installation.applied.join('\n')}\n` : 'the schema is up to date\n',
    );
    return 0;
  } finally {
    await installation.close();
  }
}
