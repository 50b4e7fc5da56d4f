/**
 * What of closed personal data leaves the engine towards a person: collected while a request is answered, written into
 * the audit log once by whoever answers it (http/revealed-log.ts). Nothing here costs a query.
 */
import { maskKey } from "../../model/access/mask.ts";
import type { Module } from "../../model/define.ts";
import type { ResolvedPath } from "../../model/registry.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { remembered } from "./plan.ts";
import type { RecordJson } from "./select.ts";

/** Of paths about to be shown those whose values may only be shown with a note of it. */
export const guardedPaths = (ctx: Ctx, module: Module, select: readonly ResolvedPath[]): readonly ResolvedPath[] =>
  ctx.revealed === undefined || ctx.actor.kind === "system"
    ? []
    : remembered(ctx, module, ` guarded ${select.map(({ path }) => path).join()}`, () =>
        select.filter(({ field }) => accessOf(ctx).personal(field) !== undefined),
      );

/** Notes which of these records, as they are shown, hold closed personal data in the open. */
export function noteRevealed(ctx: Ctx, module: Module, select: readonly ResolvedPath[], records: readonly RecordJson[]): void {
  const guarded = guardedPaths(ctx, module, select);
  if (guarded.length === 0) return;
  const isShown = (record: RecordJson, path: string): boolean => (record[path] ?? null) !== null && !Object.hasOwn(record, maskKey(path));
  const fields = guarded.map(({ path }) => path).filter((path) => records.some((record) => isShown(record, path)));
  if (fields.length === 0) return;
  const ids = records.filter((record) => fields.some((path) => isShown(record, path))).map(({ id }) => id);
  ctx.revealed?.push({ module: module.name, fields, ids });
}
