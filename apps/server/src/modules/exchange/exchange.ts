import { sm3Hex } from '@miaopi/gm';
import { isLost } from '../../kernel/db/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { type Circuit, createCircuit } from './circuit.ts';
import { type Connector, type ConnectorAnswer, UnavailableError, type UnavailableReason } from './connector.ts';
import type { ConsultationPlugs } from './consultation-deps.ts';
import { type Consultations, createConsultations } from './consultations.ts';
import { insertRequests, type RequestRow } from './store/requests.ts';

export interface Ask {
  readonly system: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly purpose: string;
  readonly caseRef?: string;
  /** ms to wait. */
  readonly budget: number;
  /** Of a system registered while the program runs, which the composition root does not know. */
  readonly over?: Connector;
}

/** What came of a question. Never throws: no answer is `unavailable` with the reason. */
export interface Answer {
  readonly requestId: string;
  readonly status: 'found' | 'none' | 'unavailable';
  readonly data: Readonly<Record<string, unknown>>;
  /** When the source answered, ISO; of an unavailable one when we gave up. */
  readonly at: string;
  readonly milliseconds: number;
  readonly reason?: UnavailableReason;
  /** SM3 of the answer as received, hex. */
  readonly digest?: string;
  readonly original?: ConnectorAnswer['original'];
}

export interface Exchange {
  readonly module: ServerModule;
  ask(question: Ask): Promise<Answer>;
  /** Systems left alone just now, with the time (ms since 1970) of the next try. */
  troubled(): Readonly<Record<string, number>>;
  /** Told when a system answers again after it had been left alone. */
  onRecovery(listener: (system: string) => Promise<void>): void;
  /** Opinions of departments outside the installation. */
  readonly consultations: Consultations;
}

/** Entries of the log of requests that wait for a database that is away. */
const keptWaiting = 10_000;

/** Where no department outside takes part. */
const nobody: ConsultationPlugs = {
  departments: [],
  anchors: [],
  wanted: async () => ({ open: false, dueOn: null }),
  readFile: async () => undefined,
  spend: async () => {},
};

/**
 * @param connectors one for each outside system, departments included; the composition root chooses which plug
 * @param plugs departments outside that take part in reviews, and what they need of other modules
 */
export function createExchange(
  kernel: Kernel,
  connectors: readonly Connector[],
  plugs: ConsultationPlugs = nobody,
): Exchange {
  const bySystem = new Map(connectors.map((c) => [c.system, c]));
  const listeners: ((system: string) => Promise<void>)[] = [];
  const recovered = (system: string): void => {
    for (const tell of listeners)
      tell(system).catch((error: unknown) =>
        kernel.log.error({ err: error, system }, 'what waited for a system was not told that it is back'),
      );
  };
  const circuits = new Map<string, Circuit>(
    connectors.map((c) => [c.system, createCircuit(() => recovered(c.system))]),
  );
  let pending: RequestRow[] = [];
  let timer: NodeJS.Timeout | undefined;

  // the log of requests is for operation and supervision; the evidence is kept with its case, in the case's transaction
  async function flush(): Promise<void> {
    const rows = pending;
    pending = [];
    if (rows.length === 0) return;
    await kernel
      .command('exchange.log', { actor: { kind: 'system', name: 'exchange' } }, (ctx) => insertRequests(ctx.tx, rows))
      .catch((error: unknown) => {
        kernel.log.warn({ err: error, rows: rows.length }, 'requests could not be logged');
        // once the database is back; with no end to its absence the oldest are let go
        if (isLost(error)) pending = [...rows, ...pending].slice(-keptWaiting);
      });
  }

  async function tryToAsk(question: Ask, requestId: string): Promise<ConnectorAnswer> {
    const connector = question.over ?? bySystem.get(question.system);
    if (question.over && !circuits.has(question.system))
      circuits.set(
        question.system,
        createCircuit(() => recovered(question.system)),
      );
    const circuit = circuits.get(question.system);
    if (!connector || !circuit) throw new UnavailableError('down', `no connector for ${question.system}`);
    if (!circuit.admits(Date.now())) throw new UnavailableError('circuit-open', 'left alone after failures');
    const { over: _, ...asked } = question;
    const { signal, clear } = deadline(question.budget);
    try {
      const answer = await connector.ask({ ...asked, requestId, signal });
      circuit.succeeded();
      return answer;
    } catch (error) {
      if (error instanceof UnavailableError && error.reason === 'record') circuit.succeeded();
      else circuit.failed(Date.now());
      throw error;
    } finally {
      clear();
    }
  }

  async function ask(question: Ask): Promise<Answer> {
    const requestId = newId();
    const began = performance.now();
    const askedAt = kernel.clock.now();
    let answer: Answer;
    try {
      const a = await tryToAsk(question, requestId);
      answer = {
        requestId,
        status: a.status,
        data: a.data,
        at: a.issuedAt,
        milliseconds: Math.round(performance.now() - began),
        digest: sm3Hex(Buffer.from(a.original?.body ?? JSON.stringify(a.data))),
        ...(a.original ? { original: a.original } : {}),
      };
    } catch (error) {
      const reason = error instanceof UnavailableError ? error.reason : 'down';
      if (reason !== 'circuit-open')
        kernel.log.warn(
          { system: question.system, operation: question.operation, reason, note: (error as Error).message },
          'outside system did not answer',
        );
      answer = {
        requestId,
        status: 'unavailable',
        data: {},
        at: kernel.clock.now().toISOString(),
        milliseconds: Math.round(performance.now() - began),
        reason,
      };
    }
    pending.push({
      id: requestId,
      system: question.system,
      operation: question.operation,
      purpose: question.purpose,
      caseRef: question.caseRef ?? null,
      askedAt: askedAt.toISOString(),
      milliseconds: answer.milliseconds,
      status: answer.status,
      reason: answer.reason ?? null,
      digest: answer.digest ?? null,
    });
    return answer;
  }

  const consultations = createConsultations({ ...plugs, kernel, ask });
  return {
    module: {
      name: 'exchange',
      ...consultations.module,
      async start() {
        timer = setInterval(() => void flush(), 500);
      },
      async stop() {
        clearInterval(timer);
        await flush();
      },
    },
    ask,
    consultations,
    troubled() {
      const now = Date.now();
      return Object.fromEntries(
        [...circuits].flatMap(([system, c]) =>
          c.openUntil() === undefined ? [] : [[system, Math.max(now, c.openUntil() ?? now)]],
        ),
      );
    },
    onRecovery: (listener) => void listeners.push(listener),
  };
}

function deadline(milliseconds: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
