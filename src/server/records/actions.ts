/** A module's own actions, declared in its rules: `POST /records/{module}/{id}/actions/{action}`. */
import { rulesFor } from "../extensions.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { visibleRecord } from "./history/history.ts";
import { engine } from "./write/write.ts";

export async function runAction(ctx: Ctx, target: { module: string; id: string; action: string; input: unknown }): Promise<unknown> {
  const module = await visibleRecord(ctx, target.module, target.id);
  const actions = rulesFor(module.name).actions ?? {};
  const action = Object.hasOwn(actions, target.action) ? actions[target.action] : undefined;
  if (!action) throw new AppError("unknown_action", { params: { action: target.action.slice(0, 60) } });
  return ctx.db.tx((db) => action({ ...ctx, db }, target.id, target.input, engine));
}
