import { todayInChina } from '@miaopi/scenarios';
import { dataFolder, foundInstallation } from './server.ts';

/** One installation for the whole run; each journey begins with a copy of it. */
export default async function setup(): Promise<() => void> {
  for (;;) {
    const folder = dataFolder();
    const today = todayInChina();
    await foundInstallation(folder.path);
    if (today === todayInChina()) {
      process.env.MIAOPI_TEST_FOUNDED = folder.path;
      process.env.MIAOPI_TEST_FOUNDED_ON = today;
      return () => folder.remove();
    }
    // begun just before midnight: nobody knows on which day its people count
    folder.remove();
  }
}
