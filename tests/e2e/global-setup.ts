import { dataFolder, foundInstallation } from './server.ts';

/** One installation for the whole run; each journey begins with a copy of it. */
export default async function setup(): Promise<() => void> {
  const folder = dataFolder();
  await foundInstallation(folder.path);
  process.env.MIAOPI_TEST_FOUNDED = folder.path;
  return () => folder.remove();
}
