/** The HTTP door of mass actions. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
} from "typebox";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { InModule, ViewId } from "../../server/http/routes/records.ts";
import { nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import { cancelJob, enqueue, type Task } from "../../server/jobs/index.ts";
import { listRecords, withView } from "../../server/records/index.ts";
import { ACTIONS, checkAction, type MassAction } from "./action.ts";
import { failuresCsv } from "./failures.ts";
import { massUndoTask, type MassData } from "./run.ts";
import { getMass, insertMass, moveMass, setJob, setOverwrite, type MassRow } from "./store.ts";

const MASS = `${API}/mass/:id`;
const ById = only({ id: text(20) });
const MOST_IDS = 100_000;
const BODY_LIMIT = 4 * 1024 * 1024;

const MassReply = ObjectType({
  data: ObjectType({
    id: StringType(),
    module: StringType(),
    action: StringType(),
    state: StringType(),
    job_id: nullable(StringType()),
    chosen: Integer(),
    done: Integer(),
    changed: Integer(),
    failed: Integer(),
    undone: Integer(),
    message: nullable(StringType()),
    has_failures: BooleanType(),
    has_kept: BooleanType(),
  }),
});
const Body = only({
  action: oneOf(...ACTIONS),
  values: Optional(RecordOf(StringType(), Unknown())),
  tags: Optional(ArrayOf(text(50, 1), { maxItems: 50 })),
  ids: Optional(ArrayOf(text(20, 1), { minItems: 1, maxItems: MOST_IDS })),
  filter: Optional(Unknown()),
  q: Optional(text(500)),
  view: ViewId,
  /** Instead of `ids`, `filter`, `q` or `view`: all records of the module. */
  all: Optional(BooleanType()),
});

const presented = ({ id, module, state, job_id, message, has_failures, has_kept, ...row }: MassRow) => ({
  data: {
    id,
    module,
    action: row.request.action,
    state,
    job_id,
    chosen: Number(row.chosen),
    done: Number(row.position),
    changed: Number(row.changed),
    failed: Number(row.failed),
    undone: Number(row.undone),
    message,
    has_failures,
    has_kept,
  },
});

interface Asked extends MassAction {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: unknown;
  readonly q?: string | undefined;
  readonly view?: string | undefined;
  readonly all?: boolean | undefined;
}

/** Nothing is begun by mistake: a request that names no records must say that it means all of them. */
async function begin(ctx: Ctx, module: string, asked: Asked, task: Task<MassData>): Promise<MassRow> {
  const { action, values, tags, ids, view, all } = asked;
  checkAction(ctx, module, { action, values, tags });
  const named = [ids, asked.filter ?? undefined, asked.q, view].some((part) => part !== undefined);
  if (named === (all === true)) throw invalid([{ field: "all", code: "mandatory" }]);
  if (ids && (asked.filter !== undefined || asked.q !== undefined || view !== undefined))
    throw new AppError("bad_request", { params: { field: "ids" } });
  const bad = ids?.findIndex((id) => !/^[1-9]\d{0,17}$/.test(id)) ?? -1;
  if (bad >= 0) throw invalid([{ field: `ids.${bad}`, code: "unknown_reference" }]);
  const { filter, q } = await withView(ctx, { module, filter: asked.filter, q: asked.q }, view);
  // A filter that can't be is refused now, not by the job.
  if (!ids) await listRecords(ctx, { module, fields: ["id"], filter, q, sort: "id", limit: 1 });
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const id = await insertMass(inner, module, { action, values, tags, ids: ids && [...new Set(ids)], filter, q });
    await setJob(db, id, await enqueue(inner, task, { mass: id }));
    return getMass(inner, id);
  });
}

async function beginUndo(ctx: Ctx, id: string, overwrite: boolean): Promise<MassRow> {
  const mass = await getMass(ctx, id);
  if (mass.request.action === "star" || mass.request.action === "unstar") throw new AppError("conflict");
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    if (!(await moveMass(db, id, ["done", "failed", "cancelled", "undone"], "undoing"))) throw new AppError("conflict");
    await setOverwrite(db, id, overwrite);
    await setJob(db, id, await enqueue(inner, massUndoTask, { mass: id }));
    return getMass(inner, id);
  });
}

export const massRoutes = (task: Task<MassData>): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/records/:module/mass`,
    right: "signed-in",
    summary: "Does one thing to many records in the background: those of `ids`, or all that a list with `filter`, `q` and `view` shows",
    params: InModule,
    body: Body,
    engineChecksBody: true,
    idempotent: true,
    bodyLimit: BODY_LIMIT,
    reply: { 202: MassReply },
    handler: async (ctx, { params, body }) => ({ status: 202, body: presented(await begin(ctx, params.module, body, task)) }),
  }),
  route({
    method: "GET",
    url: MASS,
    right: "signed-in",
    summary: "A mass action, and how far it is",
    params: ById,
    reply: { 200: MassReply },
    handler: async (ctx, { params }) => okay(presented(await getMass(ctx, params.id))),
  }),
  route({
    method: "POST",
    url: `${MASS}/cancel`,
    right: "signed-in",
    summary: "Stops a mass action after its present batch; what is done stays, and can be undone",
    params: ById,
    reply: { 200: MassReply },
    handler: async (ctx, { params }) => {
      const { job_id } = await getMass(ctx, params.id);
      if (job_id !== null) await cancelJob(ctx, job_id);
      return okay(presented(await getMass(ctx, params.id)));
    },
  }),
  route({
    method: "POST",
    url: `${MASS}/undo`,
    right: "signed-in",
    summary: "Takes a mass action back; fields changed since stay as they are, unless `overwrite` says otherwise",
    params: ById,
    body: only({ overwrite: Optional(BooleanType()) }),
    bodyOptional: true,
    reply: { 202: MassReply },
    handler: async (ctx, { params, body }) => {
      const { overwrite = false } = (body as { overwrite?: boolean } | undefined) ?? {};
      return { status: 202, body: presented(await beginUndo(ctx, params.id, overwrite)) };
    },
  }),
  route({
    method: "GET",
    url: `${MASS}/failures`,
    right: "signed-in",
    summary: "The records that a mass action (or its undo) left as they were, with the reasons, as text/csv",
    params: ById,
    query: only({ undo: Optional(BooleanType()) }),
    handler: async (ctx, { params, query }) => ({
      raw: failuresCsv(ctx, await getMass(ctx, params.id), query.undo === true),
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="mass-${params.id}.csv"`,
      },
    }),
  }),
];
