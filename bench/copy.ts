/** Rows into tables by COPY, in PostgreSQL's text format. */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Json } from "../src/fieldtypes/field-type.ts";
import type { Db } from "../src/server/db/database.ts";
import { ident, join, sql } from "../src/server/db/sql.ts";

const BUFFER = 256 * 1024;

const escape = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r") : text;
const arrayItem = (item: Json): string => `"${String(item).replace(/["\\]/g, "\\$&")}"`;

/** A value as COPY reads it. Arrays are PostgreSQL's arrays, objects are JSON. */
export function copyValue(value: Json | undefined): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escape(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "number") return String(value);
  return escape(Array.isArray(value) ? `{${value.map(arrayItem).join(",")}}` : JSON.stringify(value));
}

export interface CopyTarget {
  write(row: readonly (Json | undefined)[]): Promise<void>;
  end(): Promise<void>;
}

/** Opens a COPY on a transaction's connection; the transaction may do nothing else until it ends. */
export function copyInto(tx: Db, table: string, columns: readonly string[]): CopyTarget {
  const stream: Writable = tx.copyFrom(sql`COPY ${ident(table)} (${join(columns.map((name) => ident(name)))}) FROM STDIN`);
  const done = finished(stream);
  // An error shows at `end`; meanwhile it mustn't count as unhandled.
  done.catch(() => undefined);
  let buffer = "";
  const flush = async (): Promise<void> => {
    const piece = buffer;
    buffer = "";
    if (piece !== "" && !stream.write(piece)) await Promise.race([once(stream, "drain"), done]);
  };
  return {
    write: async (row) => {
      buffer += `${row.map(copyValue).join("\t")}\n`;
      if (buffer.length > BUFFER) await flush();
    },
    end: async () => {
      await flush();
      stream.end();
      await done;
    },
  };
}
