import { isUniqueViolation } from '../../kernel/db/database.ts';

class Overtaken extends Error {}

/** Another process went on with the case first: nothing of ours was committed, and nothing is wrong. */
export function overtaken(): Error {
  return new Overtaken('another process went on with this case');
}

export function isOvertaken(error: unknown): boolean {
  return error instanceof Overtaken || isUniqueViolation(error, 'step_pkey') || isUniqueViolation(error, 'action_pkey');
}
