/**
 * An option becomes another one (merged, or renamed to a new value): every record that has it is written anew, through
 * the engine and with history, in steps; then the old option goes, or stays inactive where something still names it.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { changesOf, withChanges, type CustomDefinitions } from "../../model/custom.ts";
import type { Field, Option } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import { replaceInRoleOptions } from "../../server/access/settings/role-options.ts";
import type { Ctx } from "../../server/context.ts";
import { ident, sql } from "../../server/db/sql.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { defineTask, enqueue } from "../../server/jobs/index.ts";
import { writeRecords } from "../../server/records/index.ts";
import { changeRegistry } from "../../server/registry-store.ts";
import { needField } from "./change-field.ts";

const BATCH = 500;

interface MergeData {
  readonly module: string;
  readonly field: string;
  readonly from: string;
  readonly into: string;
}

const optionsPart =
  (module: string, field: string) =>
  (custom: CustomDefinitions): unknown =>
    changesOf(custom, module).fields?.[field]?.options ??
    custom.fields.find((one) => one.module === module && one.field.name === field)?.field.options ??
    null;

/** Puts the merge into the queue; answers with its job. */
export async function mergeOption(ctx: Ctx, data: MergeData): Promise<string> {
  const field = needField(ctx.registry, data.module, data.field);
  const has = (value: string): boolean => field.options?.some((option) => option.value === value) === true;
  if (!field.options || field.readOnly || field.open) throw new AppError("forbidden");
  if (!has(data.from)) throw invalid([{ field: "from", code: "not_an_option", params: { value: data.from.slice(0, 100) } }]);
  if (!has(data.into) || data.into === data.from)
    throw invalid([{ field: "into", code: "not_an_option", params: { value: data.into.slice(0, 100) } }]);
  return enqueue(ctx, mergeTask, data);
}

export const mergeTask = defineTask<MergeData>({
  name: "customisation.merge-option",
  lane: "heavy",
  retries: 3,
  run: async ({ data, step }) => {
    let done = 0;
    for (;;) {
      const moved = await step(async (ctx, report) => {
        const count = await moveSome(ctx, data);
        done += count;
        report({ done });
        return count;
      });
      if (moved < BATCH) break;
    }
    await step(async (ctx) => {
      await retire(ctx, data);
    });
  },
});

async function moveSome(ctx: Ctx, { module, field: name, from, into }: MergeData): Promise<number> {
  const field = needField(ctx.registry, module, name);
  const column = ident(name);
  const isList = field.type === "multi_select";
  const holds = isList ? sql`${column} @> ${[from]}::text[]` : sql`${column} = ${from}`;
  const { rows } = await ctx.db.query<{ id: string; value: Json; deleted: boolean }>(
    sql`SELECT id, ${isList ? sql`to_jsonb(${column})` : column} AS value, deleted_at IS NOT NULL AS deleted FROM ${ident(module)} WHERE ${holds} ORDER BY id LIMIT ${BATCH}`,
  );
  const living = rows.filter(({ deleted }) => !deleted);
  const operations = living.map(({ id, value }) => ({ op: "update" as const, id, values: { [name]: movedValue(value, from, into) } }));
  if (operations.length > 0)
    await writeRecords(
      { ...ctx, cause: `merge of ${module}.${name}` },
      { module, operations, atomic: true, present: false, internal: true },
    );
  // Records in the recycle bin take no writes; their value follows without history.
  for (const { id, value } of rows.filter(({ deleted }) => deleted)) {
    const next = movedValue(value, from, into);
    await ctx.db.query(sql`UPDATE ${ident(module)} SET ${column} = ${next} WHERE id = ${id}::bigint`);
  }
  return rows.length;
}

/** Takes the option off the list; declared ones, which rules may name, stay as inactive. */
async function retire(ctx: Ctx, data: MergeData): Promise<Registry> {
  const { module, field: name } = data;
  const actor = ctx.actor.kind === "user" ? { id: ctx.actor.id, name: ctx.actor.name } : { id: null, name: ctx.actor.name };
  await replaceInRoleOptions(ctx.db, data);
  return changeRegistry(ctx.db, (custom, registry) => withoutOption(custom, needField(registry, module, name), data), {
    note: { kind: "options", module, subject: name, part: optionsPart(module, name), actor },
  });
}

function withoutOption(custom: CustomDefinitions, field: Field, { from, into }: MergeData): CustomDefinitions {
  const { module, name } = field;
  // New records must not begin with what is gone.
  const begins = [field.default].flat().includes(from) ? { default: movedValue(field.default ?? null, from, into) } : {};
  const added = custom.fields.find((one) => one.module === module && one.field.name === name);
  if (added) {
    const options = (added.field.options ?? []).filter((option) => option.value !== from);
    return {
      ...custom,
      fields: custom.fields.map((one) => (one === added ? { ...one, field: { ...one.field, options, ...begins } } : one)),
    };
  }
  const changes = changesOf(custom, module);
  const options = (field.options ?? []).map((option): Option => (option.value === from ? { ...option, active: false } : option));
  return withChanges(custom, module, {
    ...changes,
    fields: { ...changes.fields, [name]: { ...changes.fields?.[name], options, ...begins } },
  });
}

/** What becomes of a value: the other option in the place of the one that goes. */
function movedValue(value: Json, from: string, into: string): Json {
  if (Array.isArray(value)) return [...new Set((value as readonly string[]).map((one) => (one === from ? into : one)))];
  return value === from ? into : value;
}
