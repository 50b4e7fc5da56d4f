/** The description is OpenAPI 3.1, whole, and true: what the routes answer fits what it says. */
import { beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import { addUser, Person, setUpApp, testApp, type TestApp } from "./test-client.ts";

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Json }[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
}
interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

let app: TestApp;
let admin: Person;
let description: Description;
let text: string;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  text = (await admin.get("/api/openapi.json")).body;
  description = JSON.parse(text) as Description;
});

/** The schema with every reference put in its place (ours don't go in circles). */
function resolved(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(resolved);
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref, ...rest } = schema as Json;
  if (typeof $ref === "string") return resolved(description.components.schemas[$ref.replace("#/components/schemas/", "")]);
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, resolved(value)]));
}

it("is committed in its general form, so that reviews see what a change does to the API", async () => {
  const general = await app.server.inject({ url: "/api/openapi.json" });
  const whole: unknown = JSON.parse(general.body);
  await expect(`${JSON.stringify(whole, null, 1)}\n`).toMatchFileSnapshot("../../../test/generated/openapi.json");
});

describe("the description", () => {
  it("is OpenAPI 3.1 with every reference in place and every operation named once", () => {
    expect(description).toMatchObject({ openapi: "3.1.0", info: { title: "Manul CRM" } });
    const names = new Set(Object.keys(description.components.schemas));
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) expect(names).toContain(name);
    const ids = Object.values(description.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("declares each parameter of a path, and an answer to each operation", () => {
    for (const [path, operations] of Object.entries(description.paths)) {
      expect(path).toMatch(/^\/[\w./{}-]*$/);
      for (const operation of Object.values(operations)) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();
        const declared = operation.parameters.filter((parameter) => parameter.in === "path");
        expect(declared.map(({ name }) => name).sort(), path).toEqual(inPath);
        expect(declared.every(({ required }) => required)).toBe(true);
        expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
        expect(operation.responses["default"]?.content).toHaveProperty(["application/problem+json"]);
      }
    }
  });

  it("covers every route of every module", () => {
    const modules = [...app.server.manul.registry.current().modules.keys()];
    for (const { method, url } of app.server.manulRoutes) {
      if (url === "/*" || url === "/api/docs/:file") continue;
      const perModule = url.startsWith("/api/v1/records/:module");
      for (const module of perModule ? modules : [""]) {
        const path = url.replace(":module", perModule ? module : ":module").replaceAll(/:(\w+)/g, "{$1}");
        expect(description.paths[path], path).toHaveProperty(method.toLowerCase());
      }
    }
  });

  it("tells of writes what may be written, and demands what is mandatory", () => {
    const { schemas } = description.components;
    expect(schemas["contacts.create"]).toMatchObject({
      additionalProperties: false,
      required: expect.arrayContaining(["last_name"]) as unknown,
    });
    expect(schemas["contacts.create"]?.["properties"]).not.toHaveProperty("created_at");
    expect(schemas["contacts"]?.["properties"]).toHaveProperty("created_at");
    expect(schemas["contacts"]?.["properties"]).toHaveProperty("owner_id__label");
  });

  it("shows strangers the general form only", async () => {
    const open = (await new Person(app.server).get("/api/openapi.json")).json<Description>();
    expect(open.openapi).toBe("3.1.0");
    expect(open.paths).toHaveProperty(["/api/v1/records/{module}"]);
    expect(JSON.stringify(open)).not.toContain("opportunities");
  });

  it("shows users without rights to write no other modules than they may see", async () => {
    const user = await addUser(app, admin, "reader@example.com");
    const theirs = (await user.get("/api/openapi.json")).json<Description>();
    expect(Object.keys(theirs.components.schemas["users.create"]?.["properties"] ?? {}).length).toBeLessThanOrEqual(
      Object.keys(description.components.schemas["users.create"]?.["properties"] ?? {}).length,
    );
  });
});

describe("what is described", () => {
  it("is true: samples of every module, and every plain GET, fit their schemas", async () => {
    const problems: string[] = [];
    const sample = async (path: string, url: string): Promise<void> => {
      const operation = description.paths[path]?.["get"];
      const schema = operation?.responses["200"]?.content?.["application/json"]?.schema;
      if (!schema) return;
      const reply = await admin.get(url);
      if (reply.statusCode !== 200) return void problems.push(`${url}: ${reply.statusCode} ${reply.body.slice(0, 200)}`);
      const validator = Compile(resolved(schema) as never);
      const body: unknown = reply.json();
      if (!validator.Check(body)) problems.push(`${url}: ${JSON.stringify(validator.Errors(body).slice(0, 3))}`);
    };
    const made = await admin.post("/records/contacts", { last_name: "Sample", email: "s@example.com", billing_address: undefined });
    const { id } = made.json<{ data: { id: string } }>().data;
    for (const path of Object.keys(description.paths)) {
      if (path.endsWith("/stream") || path === "/api/openapi.json") continue;
      const asked = description.paths[path]?.["get"]?.parameters ?? [];
      if (asked.some((parameter) => parameter.in === "query" && parameter.required && parameter.name !== "q")) continue;
      if (!path.includes("{")) await sample(path, path === "/api/v1/search" ? `${path}?q=sample` : path);
      else if (path.startsWith("/api/v1/records/contacts/{id}") && !path.includes("{relation}"))
        await sample(path, path.replace("{id}", id));
    }
    expect(problems).toEqual([]);
  });
});

describe("the reference page", () => {
  it("is served without inline script, with everything that it names", async () => {
    const page = await new Person(app.server).get("/api/docs");
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
    for (const [, url = ""] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await new Person(app.server).get(url)).statusCode, url).toBe(200);
    expect((await new Person(app.server).get("/api/docs/package.json")).statusCode).toBe(404);
    expect((await new Person(app.server).get("/api/docs/..%2Fpackage.json")).statusCode).toBe(404);
  });
});
