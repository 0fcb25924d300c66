/** Whether a program can be started here. */
export function isThere(program: string): boolean;
/** Installs what is missing where that is possible; answers the packages still missing. */
export function ensureJudges(): string[];
