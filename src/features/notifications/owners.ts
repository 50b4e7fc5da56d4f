/** For other features: tells the owners of records what became of them. */
import type { Ctx } from "../../server/context.ts";
import type { RecordJson } from "../../server/records/index.ts";
import type { Kind } from "./kinds.ts";
import { addNotifications } from "./store.ts";

interface News {
  readonly kind: Kind;
  readonly module: string;
  /** With their `owner_id`. */
  readonly records: readonly RecordJson[];
}

/** One notification for each record; a group's records are told to nobody. */
export async function notifyOwners(ctx: Ctx, { kind, module, records }: News): Promise<void> {
  const at = ctx.now.toISOString();
  await addNotifications(
    ctx,
    records.flatMap((record) =>
      typeof record["owner_id"] === "string"
        ? [
            {
              user_id: record["owner_id"],
              kind,
              topic: `${kind} ${record.id}`,
              module,
              record_id: record.id,
              actor_id: null,
              count: 1,
              data: {},
              at,
            },
          ]
        : [],
    ),
  );
}
