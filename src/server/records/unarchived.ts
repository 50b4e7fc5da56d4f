/** Lists without what is closed: records that their module's `archivedBy` took out of the daily work. */
import type { Ctx } from "../context.ts";
import { moduleOf } from "./plan.ts";

interface Looked {
  readonly module: string;
  readonly filter?: unknown;
  readonly deleted?: boolean | undefined;
  readonly group_by?: readonly string[] | undefined;
}

/**
 * Leaves archived records out of a list that people look at, and out of its sums. Whoever filters or groups by the
 * field itself, filters by ids or among the followed ones has said what they want to see, and gets it.
 */
export function withoutArchived<Options extends Looked>(ctx: Ctx, options: Options): Options {
  const { archivedBy } = moduleOf(ctx, options.module);
  if (archivedBy === undefined || options.deleted === true || names(options.filter, new Set([archivedBy, "id", "starred"]))) return options;
  if (options.group_by?.some((path) => path.split(":")[0] === archivedBy)) return options;
  const living = { field: archivedBy, op: "is_empty" };
  return { ...options, filter: options.filter === undefined || options.filter === null ? living : { and: [options.filter, living] } };
}

/** Whether one of the fields stands anywhere in a filter, which may still be anything. */
function names(filter: unknown, fields: ReadonlySet<string>): boolean {
  if (Array.isArray(filter)) return filter.some((part) => names(part, fields));
  if (typeof filter !== "object" || filter === null) return false;
  const { field, and, or, not } = filter as Readonly<Record<string, unknown>>;
  return (typeof field === "string" && fields.has(field)) || names(and, fields) || names(or, fields) || names(not, fields);
}
