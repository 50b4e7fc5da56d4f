/**
 * An index on a field, offered where lists are long: filters and orders by it are quick then. A job builds it beside
 * everybody's work (CONCURRENTLY: nothing is locked), and only then the declaration says that it is there.
 */
import { Boolean as BooleanType, Object as ObjectType } from "typebox";
import { changesOf, withChanges, type CustomDefinitions } from "../../model/custom.ts";
import type { Field } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import type { Database } from "../../server/db/database.ts";
import { ident, sql, type Sql } from "../../server/db/sql.ts";
import { fieldIndex, plainIndex } from "../../server/db/sync.ts";
import { AppError } from "../../server/errors.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, only, text } from "../../server/http/schemas.ts";
import { defineTask, enqueue, type Task } from "../../server/jobs/index.ts";
import { fieldPart, needField } from "./change-field.ts";
import { INDEXABLE, INDEXED_MAX_LENGTH } from "./field-settings.ts";
import { change } from "./notes.ts";

/** Below so many records a list is as quick without. */
const HELPS_FROM = 20_000;
const MOST_TIME = 6 * 3600 * 1000;

interface Target {
  readonly module: string;
  readonly field: string;
}
interface IndexData extends Target {
  readonly wanted: boolean;
}
export interface IndexReport {
  readonly indexed: boolean;
  /** Its type can have one, and the program hasn't given it one already. */
  readonly possible: boolean;
  /** Records of the module, about. */
  readonly records: number;
  /** The module is large enough for a difference that people notice. */
  readonly helps: boolean;
  /** Builds it or takes it away at this moment. */
  readonly job: string | null;
}

const mayHave = (field: Field): boolean =>
  INDEXABLE.has(field.type) && !field.unique && (field.type !== "text" || (field.maxLength ?? 255) <= INDEXED_MAX_LENGTH);

async function report(ctx: Ctx, target: Target): Promise<IndexReport> {
  const field = needField(ctx.registry, target.module, target.field);
  const module = ctx.registry.modules.get(target.module);
  const { rows } = await ctx.db.query<{ records: number; job: string | null }>(
    sql`SELECT greatest(c.reltuples, 0)::float8 AS records,
          (SELECT j.id FROM jobs j WHERE j.task = ${TASK} AND j.state IN ('queued', 'running')
             AND j.data->>'module' = ${target.module} AND j.data->>'field' = ${target.field} LIMIT 1) AS job
        FROM pg_class c WHERE c.oid = ${target.module}::regclass`,
  );
  const records = Math.round(rows[0]?.records ?? 0);
  const isOwn = field.indexed === true && (field.custom || (await isByAdministrator(ctx, target)));
  return {
    indexed: module !== undefined && fieldIndex(module, field) !== undefined,
    possible: isOwn || (mayHave(field) && field.indexed !== true),
    records,
    helps: records >= HELPS_FROM,
    job: rows[0]?.job ?? null,
  };
}

/** A standard field whose index isn't the program's own. */
async function isByAdministrator(ctx: Ctx, { module, field }: Target): Promise<boolean> {
  const { rows } = await ctx.db.query<{ changes: unknown }>(
    sql`SELECT custom->'changes'->${module}->'fields'->${field}->'indexed' AS changes FROM registry`,
  );
  return rows[0]?.changes === true;
}

const TASK = "customisation.index";

export const indexTask = (database: Database): Task<IndexData> =>
  defineTask<IndexData>({
    name: TASK,
    lane: "heavy",
    retries: 2,
    run: async ({ data, step }) => {
      const name = plainIndex(data.module, data.field);
      const build = await step(async (ctx) => {
        if (!data.wanted) await declare(ctx, data);
        const field = needField(ctx.registry, data.module, data.field);
        return data.wanted && mayHave(field) ? indexOf(ctx, field) : undefined;
      });
      // A building that was cut off leaves an index that nobody uses: away with it, and anew.
      const { rows } = await database.query<{ valid: boolean }>(
        sql`SELECT i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relname = ${name} AND c.relnamespace = 'public'::regnamespace`,
      );
      const [present] = rows;
      if (present && (!present.valid || !build))
        await database.executeLong(sql`DROP INDEX CONCURRENTLY IF EXISTS ${ident(name)}`, MOST_TIME);
      if (!build) return;
      if (present?.valid !== true) await database.executeLong(build, MOST_TIME);
      await database.query(sql`ANALYZE ${ident(data.module)} (${ident(data.field)})`);
      await step((ctx) => declare(ctx, data));
    },
  });

const indexOf = ({ registry }: Ctx, field: Field): Sql => {
  const module = registry.modules.get(field.module);
  const index = module && fieldIndex(module, { ...field, indexed: true }, { concurrently: true });
  if (!index) throw new AppError("forbidden");
  return index.statement;
};

/** Says in the declaration whether it has one. */
async function declare(ctx: Ctx, { module, field: name, wanted }: IndexData): Promise<void> {
  await change(ctx, { kind: "index", module, subject: name, part: fieldPart(module, name) }, (custom, registry) =>
    (registry.modules.get(module)?.fields.get(name)?.indexed === true) === wanted
      ? custom
      : withIndex(custom, { module, field: name, wanted }),
  );
}

function withIndex(custom: CustomDefinitions, { module, field: name, wanted }: IndexData): CustomDefinitions {
  const added = custom.fields.find((one) => one.module === module && one.field.name === name);
  if (added) {
    const { indexed: _indexed, ...rest } = added.field;
    const field = wanted ? { ...rest, indexed: true } : rest;
    return { ...custom, fields: custom.fields.map((one) => (one === added ? { ...one, field } : one)) };
  }
  const changes = changesOf(custom, module);
  return withChanges(custom, module, { ...changes, fields: { ...changes.fields, [name]: { ...changes.fields?.[name], indexed: wanted } } });
}

const PATH = `${API}/admin/modules/:module/fields/:name/index`;
const InField = only({ module: text(64, 1), name: text(64, 1) });

export const fieldIndexRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: PATH,
    right: "tool:customisation",
    summary: "Whether a field has an index, may have one, and whether it would help",
    params: InField,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: await report(ctx, { module: params.module, field: params.name }) }),
  }),
  route({
    method: "PUT",
    url: PATH,
    right: "tool:customisation",
    summary: "Builds a field's index, or takes it away, as a job that locks nobody out",
    params: InField,
    body: only({ indexed: BooleanType() }),
    reply: { 202: ObjectType({ data: only({ job: text(30) }) }) },
    handler: async (ctx, { params, body }) => {
      const target = { module: params.module, field: params.name };
      const found = await report(ctx, target);
      if (!found.possible) throw new AppError("forbidden");
      if (found.job !== null) return { status: 202, body: { data: { job: found.job } } };
      return {
        status: 202,
        body: { data: { job: await enqueue(ctx, { name: TASK, lane: "heavy" }, { ...target, wanted: body.indexed }) } },
      };
    },
  }),
];
