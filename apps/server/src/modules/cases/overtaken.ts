import { isUniqueViolation } from '../../kernel/db/database.ts';
import { AppError } from '../../kernel/errors.ts';

class Overtaken extends Error {}

/** Another process went on with the case first: nothing of ours was committed, and nothing is wrong. */
export function overtaken(): Error {
  return new Overtaken('another process went on with this case');
}

export function isOvertaken(error: unknown): boolean {
  return (
    error instanceof Overtaken ||
    isUniqueViolation(error, 'step_pkey') ||
    // named after the year's part
    isUniqueViolation(error, /^action_\w+_pkey$/) ||
    (error instanceof AppError && error.code === 'licences.one_per_case')
  );
}

/** The licence to be changed was changed by another case since it was looked up; nothing of ours was committed. */
export function isSuperseded(error: unknown): boolean {
  return error instanceof AppError && error.code === 'licences.superseded';
}
