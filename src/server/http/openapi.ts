/**
 * The API's description, OpenAPI 3.1, from the routes and the live declarations: each module gets its own paths with
 * the true schemas of its fields, as far as the reader may see them. Who isn't signed in sees the general form.
 */
import type { DescribedModule } from "../../model/describe.ts";
import { describeModule, describeModules } from "../records/index.ts";
import type { Ctx } from "../context.ts";
import type { AppContext } from "./app-context.ts";
import { requestContext } from "./request-context.ts";
import { FILTER_DESCRIPTION, moduleSchemas, pathReplySchema } from "./openapi-records.ts";
import { API, okay, route, type Route } from "./route.ts";
import { CLIENT_URL } from "./static-client.ts";
import { VERSION } from "./version.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;
type Paths = Record<string, Record<string, JsonSchema>>;

const INTRODUCTION = `JSON in UTF-8; ids are strings; times are ISO 8601 in UTC; dates \`YYYY-MM-DD\`; money is decimal strings.
Errors are RFC 9457 problem documents in the language of \`Accept-Language\` (\`en\`, \`ru\`) or of the user.

People sign in by \`POST ${API}/auth/login\` and send \`X-CSRF-Token\` with every write; programs send
\`Authorization: Bearer …\` with a token of \`POST ${API}/auth/tokens\`.

${FILTER_DESCRIPTION}`;

const PROBLEM: JsonSchema = {
  type: "object",
  description: "RFC 9457. `code` is stable; texts are for people.",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    instance: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "code", "message"],
        properties: { field: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
    current: { description: "409: the record as it is now" },
  },
};

const problemReply = (description: string): JsonSchema => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

/** A route's address in the form of OpenAPI. */
const pathOf = (url: string): string => url.replaceAll(/:(\w+)/g, "{$1}");

interface Placement {
  /** The module that stands in the place of `:module`. */
  readonly module?: DescribedModule;
}

function operation(spec: Route, { module }: Placement): JsonSchema {
  const fixed = new Set(module ? ["module"] : []);
  const replies = Object.entries(spec.reply ?? { [spec.method === "GET" ? 200 : 204]: undefined });
  const tag = module?.name ?? tagOf(spec.url);
  return {
    tags: [tag],
    operationId: [
      spec.method.toLowerCase(),
      ...pathOf(spec.url)
        .replace(API, "")
        .split(/[^a-z_]+/i),
      ...(module ? ["in", module.name] : []),
    ]
      .filter(Boolean)
      .join("_"),
    summary: spec.summary,
    security: spec.right === "public" ? [] : [{ session: [] }, { token: [] }],
    "x-right": spec.right,
    parameters: [...parametersOf(spec, "path", fixed), ...parametersOf(spec, "query", fixed), ...headerParameters(spec)],
    ...(spec.body || spec.multipart ? { requestBody: requestBody(spec, module) } : {}),
    responses: {
      ...Object.fromEntries(replies.map(([status, schema]) => [status, goodReply(spec, module, schema)])),
      ...(spec.right === "public" ? {} : { 401: problemReply("Not signed in"), 403: problemReply("No right, or no CSRF token") }),
      ...(spec.params ? { 404: problemReply("Not there, or not open to the caller") } : {}),
      ...(spec.method === "PATCH" ? { 409: problemReply("Changed meanwhile; `current` is the record as it is now") } : {}),
      default: problemReply("Any other failure"),
    },
  };
}

function goodReply(spec: Route, module: DescribedModule | undefined, generic: unknown): JsonSchema {
  const schema = (module && pathReplySchema(spec, module)) ?? generic;
  return { description: spec.summary, ...(schema === undefined ? {} : { content: { "application/json": { schema } } }) };
}

function parametersOf(spec: Route, place: "path" | "query", fixed: ReadonlySet<string>): readonly JsonSchema[] {
  const schema = place === "path" ? spec.params : spec.query;
  const required = new Set<string>(schema?.required ?? []);
  return Object.entries(schema?.properties ?? {})
    .filter(([name]) => place === "query" || !fixed.has(name))
    .map(([name, type]) => ({ name, in: place, required: place === "path" || required.has(name), schema: type }));
}

function headerParameters(spec: Route): readonly JsonSchema[] {
  const header = (name: string, description: string): JsonSchema => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  });
  return [
    ...(spec.idempotent ? [header("Idempotency-Key", "The same key and body give the same answer and one record, for 24 hours")] : []),
    ...(spec.method === "PATCH" && spec.url.includes("/records/") ? [header("If-Match", 'The version that you have seen: `"5"`')] : []),
  ];
}

function requestBody(spec: Route, module: DescribedModule | undefined): JsonSchema {
  if (spec.multipart)
    return {
      required: true,
      content: {
        "multipart/form-data": {
          schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
        },
      },
    };
  const writes =
    module && /\/records\/:module(\/:id)?$/.test(spec.url)
      ? { $ref: `#/components/schemas/${module.name}.${spec.method === "POST" ? "create" : "update"}` }
      : undefined;
  return { required: spec.bodyOptional !== true, content: { "application/json": { schema: writes ?? spec.body } } };
}

const tagOf = (url: string): string => url.replace(API, "").split("/").find(Boolean) ?? "operations";

/** The whole description; `modules` empty: the general form, with `{module}` in the paths. */
export function describeApi(routes: readonly Route[], modules: readonly DescribedModule[]): JsonSchema {
  const paths: Paths = {};
  const add = (path: string, spec: Route, placement: Placement): void => {
    (paths[path] ??= {})[spec.method.toLowerCase()] = operation(spec, placement);
  };
  for (const spec of routes) {
    if (spec.url === CLIENT_URL || spec.url === "/api/docs/:file") continue;
    const perModule = spec.url.startsWith(`${API}/records/:module`);
    if (!perModule || modules.length === 0) add(pathOf(spec.url), spec, {});
    else for (const module of modules) add(pathOf(spec.url.replace(":module", module.name)), spec, { module });
  }
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Manul CRM", version: VERSION, description: INTRODUCTION, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    tags: modules.map(({ name, label }) => ({ name, description: label.en })),
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "manul_session", description: "With X-CSRF-Token on writes" },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: PROBLEM, ...Object.assign({}, ...modules.map(moduleSchemas)) },
    },
  };
}

export function openApiRoutes(app: AppContext, others: readonly Route[]): readonly Route[] {
  const cache = new Map<string, string>();
  const own: Route = route({
    method: "GET",
    url: "/api/openapi.json",
    right: "public",
    summary: "This description; signed in, with every module that you may see",
    handler: async (_open, { request, reply, caller }) => {
      if (!caller) return okay(describeApi([...others, own], []));
      const ctx = (await requestContext(app, request, reply)) as Ctx;
      const modules = describeModules(ctx).map(({ name }) => describeModule(ctx, name));
      // One text per what may be seen: users with equal rights share it.
      const key = JSON.stringify([
        ctx.registry.version,
        ctx.actor.kind === "user" && ctx.actor.isAdmin,
        modules.map(({ name, fields, rights }) => [name, rights, fields.map((f) => f.name + f.access)]),
      ]);
      let text = cache.get(key);
      if (text === undefined) {
        text = JSON.stringify(describeApi([...others, own], modules));
        if (cache.size >= 20) cache.clear();
        cache.set(key, text);
      }
      return { raw: text, headers: { "Content-Type": "application/json; charset=utf-8" } };
    },
  });
  return [own];
}
