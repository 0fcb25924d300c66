import { type Connector, UnavailableError } from '../connector.ts';

export type AnswerFunction = (
  system: string,
  operation: string,
  params: Readonly<Record<string, unknown>>,
) =>
  | { readonly status: 'found'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly status: 'none' }
  | { readonly status: 'unavailable' };

/** Answers in this process from given data: benches and tests. */
export function demoConnector(system: string, answer: AnswerFunction): Connector {
  return {
    system,
    async ask({ operation, params }) {
      const a = answer(system, operation, params);
      if (a.status === 'unavailable') throw new UnavailableError('record', 'the record is not available');
      return { status: a.status, data: a.status === 'found' ? a.data : {}, issuedAt: new Date().toISOString() };
    },
  };
}

/** Answers as the other does, later. */
export function slowConnector(inner: Connector, milliseconds: number): Connector {
  return {
    system: inner.system,
    async ask(question) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        question.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new UnavailableError('timeout', 'no answer in time'));
        });
      });
      return inner.ask(question);
    },
  };
}

/** Never answers. */
export function failingConnector(system: string): Connector {
  return {
    system,
    ask: () => Promise.reject(new UnavailableError('down', 'this connector always fails')),
  };
}
