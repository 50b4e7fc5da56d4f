/**
 * The door to PostgreSQL: a pool of connections and, on each, statements, transactions and COPY. Only this file and
 * its parts (`connection.ts`, `session.ts`, `listener.ts`) know the driver. Nothing here knows a table of the CRM.
 */
import type { Readable, Writable } from "node:stream";
import pg from "pg";
import type { Logger } from "pino";
import { connectionConfig, type ConnectionSettings } from "./connection.ts";
import { Listener, type ListenOptions } from "./listener.ts";
import { isStalePlan, sqlState } from "./database-error.ts";
import { Session } from "./session.ts";
import { render, type Sql } from "./sql.ts";
import { StatementNames } from "./statement-names.ts";

export { constraintOf, sqlState } from "./database-error.ts";

export type Row = Record<string, unknown>;

export interface QueryResult<R> {
  rows: R[];
  rowCount: number;
}

export interface QueryOptions {
  /** A fixed name for a prepared statement; without it, texts seen twice are named by themselves. */
  readonly name?: string;
  /** False for statements that aren't worth preparing (DDL, texts of one use). */
  readonly prepare?: boolean;
}

export interface TxOptions {
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  readonly readOnly?: boolean;
  /** False where running the function a second time after a deadlock or serialization failure would be wrong. */
  readonly retry?: boolean;
}

export interface Db {
  query<R extends object = Row>(statement: Sql, options?: QueryOptions): Promise<QueryResult<R>>;
  /**
   * Runs `fn` in a transaction; in a transaction, in a savepoint. Use the `Db` given to `fn`. The outermost one is
   * run again, up to three times in all, after a deadlock or a serialization failure.
   */
  tx<T>(fn: (db: Db) => Promise<T>, options?: TxOptions): Promise<T>;
  readonly inTransaction: boolean;
  /** `COPY … FROM STDIN`; only in a transaction. The statement takes no values. */
  copyFrom(statement: Sql): Writable;
  /** `COPY … TO STDOUT`; only in a transaction. */
  copyTo(statement: Sql): Readable;
  /** Reads a long answer in portions; outside a transaction it opens one of its own, read-only. */
  stream<R extends object = Row>(statement: Sql, options?: { readonly batch?: number }): AsyncIterable<R[]>;
  /**
   * Text of the program's own making with $1, $2 …: migrations (several statements, when there are no values) and
   * pg-boss. Never prepared.
   */
  execute<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
}

export interface PoolStatistics {
  readonly max: number;
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface Database extends Db {
  close(): Promise<void>;
  /** One statement outside of transactions that may take long, in milliseconds: an index that is built beside the work of others. */
  executeLong(statement: Sql, most: number): Promise<void>;
  /** Calls `handler` for every NOTIFY on the channel, until the answered function is called. */
  listen(channel: string, handler: (payload: string) => void, options?: ListenOptions): Promise<() => Promise<void>>;
  statistics(): PoolStatistics;
}

export interface DatabaseOptions extends ConnectionSettings {
  readonly max?: number;
  readonly log?: Logger;
}

const RETRIES = 3;

class PooledDatabase implements Database {
  readonly inTransaction = false;
  private readonly pool: pg.Pool;
  private readonly names = new StatementNames();
  private readonly listener: Listener;
  private readonly log: Logger | undefined;
  private readonly max: number;
  private closing = false;
  /** How far each connection has followed `names.dropped`. */
  private readonly followed = new WeakMap<pg.PoolClient, number>();

  constructor(options: DatabaseOptions) {
    this.log = options.log;
    this.max = options.max ?? 10;
    const config = connectionConfig(options);
    this.pool = new pg.Pool({ ...config, max: this.max, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 10_000 });
    // An idle connection that breaks is dropped by the pool; without a handler the process would end.
    // Its error holds the whole connection: only the words are fit for a log.
    this.pool.on("error", ({ message }) => {
      if (!this.closing) this.log?.warn({ reason: message }, "an idle database connection broke");
    });
    this.listener = new Listener(() => new pg.Client(config), options.log);
  }

  async query<R extends object = Row>(statement: Sql, options: QueryOptions = {}): Promise<QueryResult<R>> {
    const rendered = render(statement);
    try {
      return await this.withSession((session) => session.queryRendered<R>(rendered, options));
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      // The statement's table was changed since it was prepared: nothing has run, so ask once more, unprepared.
      this.names.forget(rendered.text);
      return this.withSession((session) => session.queryRendered<R>(rendered, { prepare: false }));
    }
  }

  execute<R extends object = Row>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    return this.withSession((session) => session.execute<R>(text, values));
  }

  async executeLong(statement: Sql, most: number): Promise<void> {
    const { text } = render(statement);
    await this.withSession(async (session) => {
      await session.execute(`SET statement_timeout = ${Math.round(most)}`);
      await session.execute(`SET lock_timeout = ${Math.round(most)}`);
      try {
        await session.execute(text);
      } finally {
        await session.execute("RESET statement_timeout");
        await session.execute("RESET lock_timeout");
      }
    });
  }

  async tx<T>(fn: (db: Db) => Promise<T>, options: TxOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.withSession((session) => session.transaction(fn, options));
      } catch (error) {
        const state = sqlState(error);
        const again = state === "40001" || state === "40P01" || isStalePlan(error);
        if (!again || options.retry === false || attempt >= RETRIES) throw error;
        this.log?.debug({ state, attempt }, "transaction runs again");
        // Apart by chance, lest two that deadlocked meet again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * attempt));
      }
    }
  }

  async *stream<R extends object = Row>(statement: Sql, options: { readonly batch?: number } = {}): AsyncIterable<R[]> {
    const client = await this.checkout();
    const session = new Session(client, this.names);
    let failure: unknown;
    try {
      await session.begin("READ ONLY");
      yield* session.stream<R>(statement, options);
      await session.commit();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // Also when the reader stopped half-way: whatever was open ends here.
      await session.end(failure);
    }
  }

  copyFrom(): Writable {
    throw new Error("COPY needs a transaction");
  }

  copyTo(): Readable {
    throw new Error("COPY needs a transaction");
  }

  listen(channel: string, handler: (payload: string) => void, options: ListenOptions = {}): Promise<() => Promise<void>> {
    return this.listener.listen(channel, handler, options);
  }

  statistics(): PoolStatistics {
    return {
      max: this.max,
      total: this.pool.totalCount,
      idle: this.pool.idleCount,
      waiting: this.pool.waitingCount,
    };
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.listener.close();
    await this.pool.end();
  }

  private async withSession<T>(fn: (session: Session) => Promise<T>): Promise<T> {
    const session = new Session(await this.checkout(), this.names);
    let failure: unknown;
    try {
      return await fn(session);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      await session.end(failure);
    }
  }

  /** A connection, rid of the prepared statements that fell out of use. */
  private async checkout(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    const { dropped } = this.names;
    const from = this.followed.get(client) ?? 0;
    if (from === dropped.length) return client;
    this.followed.set(client, dropped.length);
    const prepared = (client as unknown as { connection: { parsedStatements: Record<string, string> } }).connection.parsedStatements;
    try {
      for (const name of new Set(dropped.slice(from))) {
        if (!(name in prepared)) continue;
        await client.query(`DEALLOCATE "${name}"`);
        delete prepared[name];
      }
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  }
}

/** Opens the pool and tries one connection, so that a wrong address or password is known at once. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = new PooledDatabase(options);
  try {
    await database.execute("SELECT 1");
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
