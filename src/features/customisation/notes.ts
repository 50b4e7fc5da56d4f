/** Who changed the declarations, for their history; and the errors that only the whole sum shows. */
import { DefinitionError } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { invalid } from "../../server/errors.ts";
import { changeRegistry, type Change, type ChangeNote, type ChangeOptions } from "../../server/registry-store.ts";
import type { Registry } from "../../model/registry.ts";

type Note = Omit<ChangeNote, "actor">;

/** One change of the declarations by this actor; a sum that doesn't hold is the request's fault, and told as such. */
export async function change(ctx: Ctx, note: Note, apply: Change, migrate?: ChangeOptions["migrate"]): Promise<Registry> {
  const actor = ctx.actor.kind === "user" ? { id: ctx.actor.id, name: ctx.actor.name } : { id: null, name: ctx.actor.name };
  try {
    return await changeRegistry(ctx.db, apply, { note: { ...note, actor }, migrate });
  } catch (error) {
    if (error instanceof DefinitionError)
      throw invalid(error.faults.slice(0, 20).map((fault) => ({ field: "", code: "invalid_definition", params: { fault } })));
    throw error;
  }
}
