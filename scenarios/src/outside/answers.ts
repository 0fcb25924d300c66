import { type OutsideRecord, type OutsideValue, SYSTEMS, type SystemId } from './systems.ts';

export type OutsideAnswer =
  | { readonly status: 'found'; readonly data: OutsideRecord }
  | { readonly status: 'none' }
  | { readonly status: 'unavailable' };

/** What the registers of a district hold; both the HTTP programs and the in-process stubs answer from it. */
export interface Registers {
  find(system: SystemId, operation: string, params: OutsideRecord): OutsideAnswer;
}

export type AnswerFunction = (system: SystemId, operation: string, params: OutsideRecord) => OutsideAnswer;

/** A request no register could ever answer: an operation that is not there, a parameter that is missing. */
export class OutsideRequestError extends Error {
  readonly code: 'unknown-operation' | 'missing-parameter';
  constructor(code: 'unknown-operation' | 'missing-parameter', message: string) {
    super(message);
    this.name = 'OutsideRequestError';
    this.code = code;
  }
}

/**
 * Answers of the outside systems without HTTP, latency or signatures, for benches and tests: a pure function of the registers.
 * Throws OutsideRequestError where the HTTP program answers 404 or 400.
 */
export function createStubAnswers(registers: Registers): AnswerFunction {
  return (system, operation, params) => {
    const definition = Object.hasOwn(SYSTEMS[system].operations, operation)
      ? SYSTEMS[system].operations[operation]
      : undefined;
    if (definition === undefined) {
      throw new OutsideRequestError('unknown-operation', `${system} has no operation "${operation}"`);
    }
    for (const name of definition.required) {
      if (!isText(params[name])) {
        throw new OutsideRequestError(
          'missing-parameter',
          `${system}/${operation} needs the parameter ${name} as text`,
        );
      }
    }
    return registers.find(system, operation, params);
  };
}

/** Several registers as one: the first that knows something answers. */
export function joinRegisters(...all: readonly Registers[]): Registers {
  return {
    find(system, operation, params) {
      for (const one of all) {
        const answer = one.find(system, operation, params);
        if (answer.status !== 'none') return answer;
      }
      return { status: 'none' };
    },
  };
}

function isText(value: OutsideValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
