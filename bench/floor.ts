/**
 * The floor, a process of its own: an empty Fastify route that runs the recorded statements of a case by the bare
 * driver (named prepared statements, a pool as large as the program's) and answers their rows as JSON. It knows no
 * module, no access, no validation. Started with its configuration on the standard input.
 */
import Fastify from "fastify";
import pg from "pg";
import type { ConnectionParts } from "../src/server/db/connection.ts";
import type { Statement } from "./record-statements.ts";

/** What differs from request to request: strings of the recorded values that get another value. */
export type Variation =
  | { readonly kind: "same" }
  /** The id in the request's address. */
  | { readonly kind: "id"; readonly id: string }
  /** The id and number that are reserved. */
  | { readonly kind: "create"; readonly id: string; readonly number: string }
  /** The id in the address; label and version of the row that is locked. */
  | { readonly kind: "update"; readonly id: string; readonly label: string; readonly version: number };

export interface FloorCase {
  readonly name: string;
  readonly method: "GET" | "POST" | "PATCH";
  readonly statements: readonly Statement[];
  readonly variation: Variation;
}
export interface FloorOptions {
  readonly connection: ConnectionParts;
  readonly pool: number;
  readonly port: number;
  readonly cases: readonly FloorCase[];
}

type Row = Readonly<Record<string, unknown>>;
type Replacements = readonly (readonly [from: string, to: string])[];

const replaceIn = (value: unknown, replacements: Replacements): unknown => {
  if (typeof value === "string") return replacements.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  return Array.isArray(value) ? value.map((item: unknown) => replaceIn(item, replacements)) : value;
};

function replacementsOf(variation: Variation, requested: string | undefined, row: Row | undefined): Replacements {
  switch (variation.kind) {
    case "same":
      return [];
    case "id":
      return [[variation.id, requested ?? variation.id]];
    case "create":
      return row
        ? [
            [variation.id, String(row["id"])],
            [variation.number, String(row["number"])],
          ]
        : [];
    case "update": {
      const id: Replacements = [[variation.id, requested ?? variation.id]];
      if (!row) return id;
      const version = Number(row["version"]) + 1;
      return [
        ...id,
        [JSON.stringify(variation.label), JSON.stringify(row["label"])],
        [`"version":${variation.version + 1}`, `"version":${version}`],
      ];
    }
  }
}

/** The row, if it is the one that the variation needs to know. */
function telling(variation: Variation, row: Row | undefined): Row | undefined {
  const column = variation.kind === "create" ? "number" : "version";
  return row && column in row ? row : undefined;
}

/** Begins or ends a transaction: nothing to prepare, no rows. Anything else is a statement of the case, with values or without. */
const BOUNDARY = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/;

async function run(
  client: pg.Pool | pg.PoolClient,
  { statements, variation }: FloorCase,
  requested: string | undefined,
): Promise<readonly Row[]> {
  let answer: readonly Row[] = [];
  let row: Row | undefined;
  for (const [i, { text, values }] of statements.entries()) {
    if (BOUNDARY.test(text)) {
      await client.query(text);
      continue;
    }
    const replacements = replacementsOf(variation, requested, row);
    const given = replacements.length === 0 ? [...values] : values.map((value) => replaceIn(value, replacements));
    const { rows } = await client.query<Row>({ name: nameOf(text, i), text, values: given });
    row ??= telling(variation, rows[0]);
    // One statement gives nearly all of the answer: its rows are passed on as they are.
    if (rows.length > answer.length) answer = rows;
  }
  return answer;
}

const names = new Map<string, string>();
function nameOf(text: string, i: number): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `f${names.size}_${i}`));
  return name;
}

async function serve({ connection, pool: max, port, cases }: FloorOptions): Promise<void> {
  const pool = new pg.Pool({ ...connection, max });
  const server = Fastify({ logger: false });
  for (const each of cases) {
    const inTransaction = each.statements.some(({ text }) => text === "BEGIN");
    server.route<{ Querystring: { id?: string } }>({
      method: each.method,
      url: `/${each.name}`,
      handler: async (request, reply) => {
        const { id } = request.query;
        void reply.type("application/json");
        if (!inTransaction) return JSON.stringify(await run(pool, each, id));
        const client = await pool.connect();
        let failed = true;
        try {
          const rows = await run(client, each, id);
          failed = false;
          return JSON.stringify(rows);
        } finally {
          client.release(failed);
        }
      },
    });
  }
  await server.listen({ host: "127.0.0.1", port });
}

async function readInput(): Promise<string> {
  let text = "";
  for await (const piece of process.stdin.setEncoding("utf8")) text += String(piece);
  return text;
}

if (import.meta.main) await serve(JSON.parse(await readInput()) as FloorOptions);
