import type { Socket } from 'node:net';
import pg from 'pg';
import utils from 'pg/lib/utils.js';
import type { Sql } from './sql.ts';

export interface Outcome {
  readonly rows: unknown[];
  /** Rows read or changed. */
  readonly count: number;
  /** `SELECT`, `COMMIT`, … */
  readonly command: string;
}

/** A statement of a journey on which an earlier one failed: PostgreSQL did not look at it. The code is the one it gives to statements of a failed transaction. */
class Skipped extends Error {
  readonly code = '25P02';
  constructor(cause: unknown) {
    super('not done, for a statement before it failed', { cause });
  }
}

/** What the driver's connection offers to whoever speaks the protocol himself, as pg-cursor and pg-query-stream do. */
interface Connection {
  readonly stream: Socket;
  close(what: { readonly type: 'S'; readonly name: string }): void;
  parse(statement: { readonly name: string; readonly text: string }): void;
  describe(what: { readonly type: 'P'; readonly name: string }): void;
  bind(given: {
    readonly statement: string;
    readonly values: readonly unknown[];
    readonly valueMapper: (value: unknown) => unknown;
  }): void;
  execute(): void;
  sync(): void;
}

interface Columns {
  readonly names: readonly string[];
  readonly parse: readonly ((text: string) => unknown)[];
  /** A row of nothing, so that all are made alike. */
  readonly blank: Readonly<Record<string, null>>;
}

/** A statement that a connection has prepared, or will have when the journeys before have gone well. */
interface Prepared {
  /** Of its rows; undefined until it was executed once. */
  columns?: Columns;
}

const noColumns: Columns = { names: [], parse: [], blank: {} };

const prepared = new WeakMap<Connection, Map<string, Prepared>>();

/** The driver's own kind of query, every method of which is another's here. */
const DriverQuery = pg.Query as unknown as new (text: string) => object;

interface Passenger {
  readonly statement: Sql;
  readonly rows: unknown[];
  /** Once it is aboard. */
  known?: Prepared;
  /** Why a row that came could not be read. */
  unreadable?: unknown;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Statements that go to PostgreSQL together and come back together: it answers once for all of them instead of once for each, and outside a transaction they
 * are one. A statement is prepared once a connection, and its columns are described once. The first that fails ends the journey; those behind it are `Skipped`.
 * To the driver it is one query of its own kind: it lets no other share a connection whose queries don't wait for one another.
 */
export class Journey extends DriverQuery {
  readonly #passengers: Passenger[] = [];
  /** Those before it have come back. */
  #place = 0;

  constructor() {
    super('');
  }

  add(statement: Sql): Promise<Outcome> {
    return new Promise((resolve, reject) => this.#passengers.push({ statement, rows: [], resolve, reject }));
  }

  /** Sets out. Called by the driver, as everything below. */
  submit(connection: Connection): void {
    let statements = prepared.get(connection);
    if (!statements) {
      statements = new Map();
      prepared.set(connection, statements);
    }
    connection.stream.cork();
    try {
      for (const passenger of this.#passengers) board(connection, statements, passenger);
    } catch (error) {
      // a value that no parameter can be: what is aboard already is brought back, and undone by whoever hears of it
      const from = this.#passengers.findIndex((p) => p.known === undefined);
      for (const [i, left] of this.#passengers.splice(from).entries())
        left.reject(i === 0 ? error : new Skipped(error));
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
  }

  handleRowDescription({
    fields,
  }: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  }) {
    this.#now.known!.columns = {
      names: fields.map((f) => f.name),
      parse: fields.map((f) => pg.types.getTypeParser(f.dataTypeID, 'text')),
      blank: Object.fromEntries(fields.map((f) => [f.name, null])),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const { known, rows } = this.#now;
    const { names, parse, blank } = known!.columns!;
    const row: Record<string, unknown> = { ...blank };
    try {
      for (let i = 0; i < fields.length; i++) {
        const text = fields[i];
        if (text !== null && text !== undefined) row[names[i]!] = parse[i]!(text);
      }
    } catch (error) {
      this.#now.unreadable ??= error;
    }
    rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { known, rows, unreadable, resolve, reject } = this.#now;
    // one that answers without rows is described by nothing
    known!.columns ??= noColumns;
    this.#place++;
    const [command = '', ...counts] = text.split(' ');
    if (unreadable === undefined) resolve({ rows, command, count: Number(counts.at(-1) ?? 0) });
    else reject(unreadable);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleError(error: unknown, connection: Connection): void {
    const ofStatement = error instanceof pg.DatabaseError;
    const statements = prepared.get(connection);
    for (const [i, { statement, known, reject }] of this.#passengers.slice(this.#place).entries()) {
      const name = nameOf(statement);
      // prepared anew: one of which it is not known whether it was, and one that is not what it was since a table changed
      const stale = i === 0 && ofStatement && (error.code === '0A000' || error.code === '26000');
      if ((!known?.columns || stale) && statements?.get(name) === known) statements?.delete(name);
      reject(i === 0 || !ofStatement ? error : new Skipped(error));
    }
    this.#place = this.#passengers.length;
  }

  handleReadyForQuery(): void {}

  get #now(): Passenger {
    return this.#passengers[this.#place]!;
  }
}

function board(connection: Connection, statements: Map<string, Prepared>, passenger: Passenger): void {
  const { text, values } = passenger.statement;
  const name = nameOf(passenger.statement);
  let known = statements.get(name);
  if (!known) {
    // closed first: one of a journey that failed may have been prepared or not, and to close none is no error
    connection.close({ type: 'S', name });
    connection.parse({ name, text });
    known = {};
  }
  connection.bind({ statement: name, values, valueMapper: utils.prepareValue });
  if (!statements.has(name)) {
    statements.set(name, known);
    connection.describe({ type: 'P', name: '' });
  }
  connection.execute();
  passenger.known = known;
}

/** Not the name the driver would prepare it by for itself. */
function nameOf({ name }: Sql): string {
  return `j ${name}`;
}
