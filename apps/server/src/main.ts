import { runCommand } from './cli/run-command.ts';

/** The program `miaopi`; called by bin/miaopi.mjs with the arguments after the program's name. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await runCommand(args);
}
