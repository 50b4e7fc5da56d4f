/** Writes to several modules as one act: all or nothing, one operation of the change log, one undo. */
import type { Ctx } from "../../context.ts";

/** Returns what `fn` returned, and the operation's id (null where nothing was written). */
export async function inOneOperation<T>(ctx: Ctx, fn: (ctx: Ctx) => Promise<T>): Promise<{ result: T; operation: string | null }> {
  return ctx.db.tx(async (db) => {
    // Made anew for each try: a transaction that is run again begins with no operation.
    const joint = { operation: undefined as string | undefined };
    const result = await fn({ ...ctx, db, joint });
    return { result, operation: joint.operation ?? null };
  });
}
