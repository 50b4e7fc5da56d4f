/** What the engine says to the database for one request: its statements with their values, in order. */
import type { Ctx } from "../src/server/context.ts";
import type { Database, Db, QueryOptions, QueryResult, Row, TxOptions } from "../src/server/db/database.ts";
import { render, type Sql } from "../src/server/db/sql.ts";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A `Db` that notes what passes through it. Savepoints are left out: the requests measured here have none. */
export function recording(db: Db, statements: Statement[]): Db {
  return {
    inTransaction: db.inTransaction,
    query: <R extends object = Row>(statement: Sql, options?: QueryOptions): Promise<QueryResult<R>> => {
      statements.push(render(statement));
      return db.query<R>(statement, options);
    },
    execute: <R extends object = Row>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> => {
      statements.push({ text, values });
      return db.execute<R>(text, values);
    },
    tx: async <T>(fn: (db: Db) => Promise<T>, options?: TxOptions): Promise<T> => {
      const outermost = !db.inTransaction;
      if (outermost) statements.push({ text: "BEGIN", values: [] });
      const result = await db.tx((inner) => fn(recording(inner, statements)), options);
      if (outermost) statements.push({ text: "COMMIT", values: [] });
      return result;
    },
    copyFrom: (statement) => db.copyFrom(statement),
    copyTo: (statement) => db.copyTo(statement),
    stream: (statement, options) => db.stream(statement, options),
  };
}

export async function statementsOf<T>(
  ctx: Ctx,
  database: Database,
  request: (ctx: Ctx) => Promise<T>,
): Promise<{ statements: readonly Statement[]; result: T }> {
  const statements: Statement[] = [];
  const result = await request({ ...ctx, db: recording(database, statements) });
  return { statements, result };
}
