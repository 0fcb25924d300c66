import { type Logger, pino } from 'pino';

export type { Logger };

/** Logs to standard error as JSON lines. Personal data never enters: callers pass ids; the paths below are struck out all the same. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.idNumber', '*.mobile'],
        censor: '[removed]',
      },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
