import type { Clock } from './clock.ts';
import type { Commands } from './command.ts';
import type { Config } from './config.ts';
import type { Claims } from './db/claims.ts';
import type { Files } from './files.ts';
import type { Logger } from './log.ts';

/** What every module is given. */
export interface Kernel extends Commands {
  readonly config: Config;
  readonly clock: Clock;
  /** What only one process at a time does. */
  readonly claims: Claims;
  readonly files: Files;
  readonly log: Logger;
}
