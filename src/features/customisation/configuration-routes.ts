/** The set-up as a document, over HTTP. */
import { Array as ArrayOf, Boolean as BooleanType, Object as ObjectType, Optional } from "typebox";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { oneOf, only, RecordJson } from "../../server/http/schemas.ts";
import { applyConfiguration, exportConfiguration } from "./configuration.ts";
import { ConfigurationJson } from "./configuration-schema.ts";
import { CONFIGURATION_FORMATS, writeConfiguration } from "./configuration-text.ts";

export const configurationRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/admin/config`,
    right: "tool:customisation",
    summary: "The whole set-up as one document: modules, fields, options, layouts, menu, shared views",
    query: only({ format: Optional(oneOf(...CONFIGURATION_FORMATS)) }),
    reply: { 200: RecordJson },
    handler: async (ctx, { query: { format = "json" } }) => ({
      raw: writeConfiguration(await exportConfiguration(ctx), format),
      headers: { "Content-Type": `application/${format}; charset=utf-8` },
    }),
  }),
  route({
    method: "POST",
    url: `${API}/admin/config`,
    right: "tool:customisation",
    summary: "Applies such a document; a dry run only says what would change",
    query: only({ dry_run: Optional(BooleanType()) }),
    body: ConfigurationJson,
    bodyLimit: 20 * 1024 * 1024,
    changesAccess: true,
    reply: { 200: ObjectType({ data: ArrayOf(RecordJson) }) },
    handler: async (ctx, { body, query }) => {
      const data = await applyConfiguration(ctx, body, query.dry_run === true);
      await app.registry.reload();
      return okay({ data });
    },
  }),
];
