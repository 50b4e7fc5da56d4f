/**
 * One connection, from checkout to return. Statements on it run strictly one after another, also when the caller
 * starts several at once; transactions nest as savepoints.
 */
import { finished } from "node:stream/promises";
import type { Readable, Writable } from "node:stream";
import type pg from "pg";
import { from as copyFromStream, to as copyToStream } from "pg-copy-streams";
import { connectionSurvives, isStalePlan } from "./database-error.ts";
import type { Db, QueryOptions, QueryResult, Row, TxOptions } from "./database.ts";
import { render, type Sql } from "./sql.ts";
import type { StatementNames } from "./statement-names.ts";

type Rendered = ReturnType<typeof render>;

export class Session {
  private readonly client: pg.PoolClient;
  private readonly names: StatementNames;
  private tail: Promise<unknown> = Promise.resolve();
  private open = false;
  private ended = false;
  private cursors = 0;
  private readonly onError: (error: Error) => void;
  private broken: Error | undefined;

  constructor(client: pg.PoolClient, names: StatementNames) {
    this.client = client;
    this.names = names;
    // The pool doesn't watch a connection that is out: an unhandled "error" event would end the process.
    this.onError = (error) => (this.broken = error);
    client.on("error", this.onError);
  }

  query<R extends object = Row>(statement: Sql, options: QueryOptions = {}): Promise<QueryResult<R>> {
    return this.queryRendered<R>(render(statement), options);
  }

  async queryRendered<R extends object = Row>({ text, values }: Rendered, options: QueryOptions = {}): Promise<QueryResult<R>> {
    const name = options.name ?? (options.prepare === false ? undefined : this.names.nameFor(text));
    try {
      // Without values there is nothing to bind: the simple protocol also takes several statements (a migration).
      const query = values.length === 0 && name === undefined ? { text } : { text, values };
      return await this.run<R>(name === undefined ? query : { ...query, name });
    } catch (error) {
      if (name !== undefined && isStalePlan(error)) this.names.forget(text);
      throw error;
    }
  }

  execute<R extends object = Row>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    return this.run<R>(values.length === 0 ? { text } : { text, values: [...values] });
  }

  async transaction<T>(fn: (db: Db) => Promise<T>, options: TxOptions): Promise<T> {
    const modes = [
      ...(options.isolation ? [`ISOLATION LEVEL ${options.isolation.toUpperCase()}`] : []),
      ...(options.readOnly ? ["READ ONLY"] : []),
    ];
    await this.begin(modes.join(" "));
    const result = await fn(new Transaction(this, 0));
    await this.commit();
    return result;
  }

  async begin(modes = ""): Promise<void> {
    this.open = true;
    await this.execute(`BEGIN ${modes}`);
  }

  async commit(): Promise<void> {
    await this.execute("COMMIT");
    this.open = false;
  }

  copyFrom(statement: Sql): Writable {
    return this.copy(copyFromStream(copyText(statement)));
  }

  copyTo(statement: Sql): Readable {
    return this.copy(copyToStream(copyText(statement)));
  }

  async *stream<R extends object>(statement: Sql, options: { readonly batch?: number }): AsyncGenerator<R[]> {
    const { text, values } = render(statement);
    const cursor = `cursor_${++this.cursors}`;
    const batch = Math.max(1, Math.trunc(options.batch ?? 1000));
    await this.execute(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
    for (;;) {
      const { rows } = await this.execute<R>(`FETCH ${batch} FROM ${cursor}`);
      if (rows.length > 0) yield rows;
      if (rows.length < batch) break;
    }
    await this.execute(`CLOSE ${cursor}`);
  }

  /** Gives the connection back: clean, or not at all. */
  async end(failure?: unknown): Promise<void> {
    // What the caller started and didn't wait for must not run into the next user of the connection: statements
    // under way end first, later ones are refused.
    this.ended = true;
    await this.tail;
    let usable = this.broken === undefined && (failure === undefined || !mayBeBroken(failure));
    if (usable && this.open) {
      try {
        await this.client.query("ROLLBACK");
      } catch {
        usable = false;
      }
    }
    this.client.removeListener("error", this.onError);
    this.client.release(!usable);
  }

  private copy<S extends Readable | Writable>(stream: S & pg.Submittable): S {
    this.enqueue(async () => {
      this.client.query(stream);
      await finished(stream).catch(() => undefined);
    }).catch((error: Error) => stream.destroy(error));
    return stream;
  }

  private run<R extends object>(query: pg.QueryConfig): Promise<QueryResult<R>> {
    return this.enqueue(async () => {
      const answer = (await this.client.query<R>(query)) as pg.QueryResult<R> | pg.QueryResult<R>[];
      if (!Array.isArray(answer)) return { rows: answer.rows, rowCount: answer.rowCount ?? 0 };
      // Several statements in one text: the rows of all of them, in order (pg-boss counts on it).
      return { rows: answer.flatMap((result) => result.rows), rowCount: answer.at(-1)?.rowCount ?? 0 };
    });
  }

  private enqueue<T>(task: () => Promise<T>): Promise<T> {
    if (this.ended) return Promise.reject(new Error("this transaction is over"));
    const result = this.tail.then(task);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/** An error that PostgreSQL didn't answer may be the connection's end, or merely the caller's own: ask the session. */
function mayBeBroken(failure: unknown): boolean {
  const code = failure instanceof Error ? (failure as Error & { code?: unknown }).code : undefined;
  if (typeof code !== "string") return false;
  if (/^(ECONN|EPIPE|ETIMEDOUT)/.test(code)) return true;
  return /^(08|57P|25P03)/.test(code) && !connectionSurvives(failure);
}

function copyText(statement: Sql): string {
  const { text, values } = render(statement);
  if (values.length > 0) throw new Error("COPY takes no values");
  return text;
}

/** The `Db` of an open transaction, and of each savepoint in it. */
class Transaction implements Db {
  readonly inTransaction = true;
  private readonly session: Session;
  private readonly depth: number;
  private nested = false;

  constructor(session: Session, depth: number) {
    this.session = session;
    this.depth = depth;
  }

  query<R extends object = Row>(statement: Sql, options?: QueryOptions): Promise<QueryResult<R>> {
    return this.session.query<R>(statement, options);
  }

  execute<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<R>> {
    return this.session.execute<R>(text, values);
  }

  copyFrom(statement: Sql): Writable {
    return this.session.copyFrom(statement);
  }

  copyTo(statement: Sql): Readable {
    return this.session.copyTo(statement);
  }

  stream<R extends object = Row>(statement: Sql, options: { readonly batch?: number } = {}): AsyncIterable<R[]> {
    return this.session.stream<R>(statement, options);
  }

  async tx<T>(fn: (db: Db) => Promise<T>): Promise<T> {
    // Two savepoints side by side on one connection would undo each other's work.
    if (this.nested) throw new Error("a savepoint is already open here: use the Db that was given to its function");
    this.nested = true;
    const name = `sp_${this.depth + 1}`;
    try {
      await this.session.execute(`SAVEPOINT ${name}`);
      const result = await fn(new Transaction(this.session, this.depth + 1)).catch(async (error: unknown) => {
        // When even this fails the connection is lost; the first error tells more.
        await this.session.execute(`ROLLBACK TO SAVEPOINT ${name}`).catch(() => undefined);
        throw error;
      });
      await this.session.execute(`RELEASE SAVEPOINT ${name}`);
      return result;
    } finally {
      this.nested = false;
    }
  }
}
