/** The HTTP door of transfers. */
import { Boolean as BooleanType, Object as ObjectType, Optional, String as StringType } from "typebox";
import { audit } from "../../server/audit.ts";
import { endSessions } from "../../server/auth/sessions.ts";
import { notifyAccess } from "../../server/auth/callers.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError, invalid } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, route, type Route } from "../../server/http/route.ts";
import { Id, only } from "../../server/http/schemas.ts";
import { enqueue } from "../../server/jobs/index.ts";
import { getRecord, updateRecord } from "../../server/records/index.ts";
import { transferTask } from "./transfer.ts";

interface Order {
  readonly from: string;
  readonly to: string;
  readonly deactivate: boolean;
}

/** Returns the job's id. */
async function order(ctx: Ctx, { from, to, deactivate }: Order): Promise<string> {
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const user = await getRecord(inner, { module: "users", id: from });
    await demandReceiver(inner, from, to);
    if (deactivate) {
      if (ctx.actor.kind === "user" && ctx.actor.id === from) throw new AppError("conflict");
      await updateRecord(inner, "users", { id: from, version: user.version, values: { status: "inactive" } });
      await endSessions(db, from);
      await notifyAccess(db, from);
    }
    await audit(inner, {
      action: "user_changed",
      target: { type: "users", id: from, name: user.label },
      details: { transfer_to: to, deactivate },
    });
    return enqueue(inner, transferTask, { from, to });
  });
}

/** Somebody who works here, or a group. */
async function demandReceiver(ctx: Ctx, from: string, to: string): Promise<void> {
  const { rows } = await ctx.db.query(
    sql`SELECT 1 FROM users WHERE id = ${to}::bigint AND status = 'active' AND deleted_at IS NULL
        UNION ALL SELECT 1 FROM groups WHERE id = ${to}::bigint AND deleted_at IS NULL`,
  );
  if (rows.length === 0 || from === to) throw invalid([{ field: "to_id", code: "unknown_reference" }]);
}

export const transferRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/admin/users/:id/transfer`,
    right: "tool:access",
    summary: "Gives all records of a user to a colleague or a group, as a job; `deactivate`: the user can't sign in any more from now on",
    params: only({ id: Id }),
    body: only({ to_id: Id, deactivate: Optional(BooleanType()) }),
    changesAccess: true,
    reply: { 202: ObjectType({ data: ObjectType({ job_id: StringType() }) }) },
    handler: async (ctx, { params, body }) => {
      const job_id = await order(ctx, { from: params.id, to: body.to_id, deactivate: body.deactivate ?? false });
      app.callers.forget(params.id);
      return { status: 202, body: { data: { job_id } } };
    },
  }),
];
