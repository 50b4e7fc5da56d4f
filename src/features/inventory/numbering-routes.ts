/** Numbering of documents in the settings: a pattern for each kind, and where each series stands. */
import { Integer, Object as ObjectType, Optional, Unknown } from "typebox";
import { isYearly, numberText, patternFault } from "../../model/numbering.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { Id, nullable, only, text } from "../../server/http/schemas.ts";
import { hasSeries, listSeries, readNumbering, startSeries, writeNumbering } from "../../server/records/index.ts";

const NUMBERING = `${API}/admin/numbering`;

async function numberingJson(ctx: Ctx) {
  const numbering = await readNumbering(ctx);
  const modules = [...ctx.registry.modules.values()].filter(hasSeries);
  return Promise.all(
    modules.map(async ({ name, label, numberPrefix }) => {
      const pattern = numbering[name]?.pattern ?? null;
      const example = numberText(pattern ?? `${numberPrefix}{number}`, { number: 1, day: ctx.now.toISOString().slice(0, 10), prefix: "" });
      return { module: name, label, pattern, example, series: pattern === null ? [] : await listSeries(ctx, name) };
    }),
  );
}

function seriesModule(ctx: Ctx, name: string): string {
  const module = ctx.registry.modules.get(name);
  if (!module || !hasSeries(module)) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  return module.name;
}

/** Refuses modules that aren't numbered so, and patterns that can't be read. */
export function checkPattern(ctx: Ctx, module: string, pattern: string): void {
  seriesModule(ctx, module);
  const fault = patternFault(pattern);
  if (fault) throw invalid([{ field: "pattern", code: fault, params: { max: 40 } }]);
}

export const numberingRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: NUMBERING,
    right: "tool:settings",
    summary: "How documents are numbered, and the next number of each legal entity and year",
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx) => okay({ data: await numberingJson(ctx) }),
  }),
  route({
    method: "PUT",
    url: `${NUMBERING}/:module`,
    right: "tool:settings",
    summary: "Sets the pattern of a kind of documents; null numbers them plainly again. Numbers that were given stay",
    params: only({ module: text(64) }),
    body: only({ pattern: nullable(text(200)) }),
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx, { params, body: { pattern } }) => {
      const name = seriesModule(ctx, params.module);
      if (pattern !== null) checkPattern(ctx, name, pattern);
      await ctx.db.tx(async (db) => {
        const { [name]: _old, ...others } = await readNumbering({ db });
        await writeNumbering({ db }, pattern === null ? others : { ...others, [name]: { pattern } });
      });
      return okay({ data: await numberingJson(ctx) });
    },
  }),
  route({
    method: "PUT",
    url: `${NUMBERING}/:module/next`,
    right: "tool:settings",
    summary: "The next number of a legal entity's series; it can only be raised",
    params: only({ module: text(64) }),
    body: only({
      office_id: Optional(nullable(Id)),
      year: Optional(Integer({ minimum: 1900, maximum: 9999 })),
      next: Integer({ minimum: 1, maximum: 999_999_999 }),
    }),
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx, { params, body }) => {
      const module = seriesModule(ctx, params.module);
      const pattern = (await readNumbering(ctx))[module]?.pattern;
      if (pattern === undefined) throw invalid([{ field: "pattern", code: "mandatory" }]);
      const year = isYearly(pattern) ? (body.year ?? ctx.now.getUTCFullYear()) : 0;
      const raised = await startSeries(ctx, { module, office: body.office_id ?? "0", year, next: BigInt(body.next) });
      if (!raised) throw invalid([{ field: "next", code: "number_given" }]);
      return okay({ data: await numberingJson(ctx) });
    },
  }),
];
