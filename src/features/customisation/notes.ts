/** Who changed the declarations, for their history; and the errors that only the whole sum shows. */
import { DefinitionError, saidFault } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import type { Db } from "../../server/db/database.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { changeRegistry, type Change, type ChangeNote, type ChangeOptions } from "../../server/registry-store.ts";
import type { Registry } from "../../model/registry.ts";

/** Two administrators at once: the second one is told, and nothing of the first one's is overwritten. */
export async function demandUnchanged(
  tx: Db,
  what: { readonly kinds: readonly ChangeNote["kind"][]; readonly module?: string; readonly subject?: string; readonly code: string },
  versions: { readonly seen: number | undefined; readonly next: number },
): Promise<void> {
  if (versions.seen === undefined) return;
  const { rowCount } = await tx.query(
    sql`SELECT 1 FROM registry_changes WHERE version > ${versions.seen} AND version < ${versions.next} AND kind = ANY(${[...what.kinds]}::text[])
        AND module IS NOT DISTINCT FROM ${what.module ?? null} AND subject IS NOT DISTINCT FROM ${what.subject ?? null} LIMIT 1`,
  );
  if (rowCount > 0) throw new AppError("conflict", { errors: [{ field: "version", code: what.code }] });
}

type Note = Omit<ChangeNote, "actor">;

/** One change of the declarations by this actor; a sum that doesn't hold is the request's fault, and told as such. */
export async function change(ctx: Ctx, note: Note, apply: Change, migrate?: ChangeOptions["migrate"]): Promise<Registry> {
  const actor = ctx.actor.kind === "user" ? { id: ctx.actor.id, name: ctx.actor.name } : { id: null, name: ctx.actor.name };
  try {
    return await changeRegistry(ctx.db, apply, { note: { ...note, actor }, migrate });
  } catch (error) {
    if (error instanceof DefinitionError)
      throw invalid(
        error.faults
          .slice(0, 20)
          .map((fault) => ({ field: "", ...(saidFault(fault) ?? { code: "invalid_definition", params: { fault } }) })),
      );
    throw error;
  }
}
