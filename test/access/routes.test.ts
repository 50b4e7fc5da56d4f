/**
 * Over all routes of the program: each that returns data of records stands in the registry of read paths, which the fuzz
 * walks; and none of them, whatever it is, tells of or changes a record that its caller may not see.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import type { Route } from "../../src/server/http/route.ts";
import { addUser, setUpApp, testApp, type Person, type TestApp } from "../../src/server/http/test-client.ts";
import { startWork } from "../../src/server/work.ts";
import { PATHS, type PathName } from "./walk.ts";

/** Routes that return data of records, and the paths of the fuzz by which they get it. A new route belongs here … */
const RETURNS_RECORDS: Readonly<Record<string, readonly PathName[]>> = {
  "GET /api/v1/records/:module": ["list", "filter", "sort", "throughReferences", "search", "views"],
  "GET /api/v1/records/:module/:id": ["get", "asOf"],
  "POST /api/v1/records/:module": ["get"],
  "PATCH /api/v1/records/:module/:id": ["get"],
  "POST /api/v1/records/:module/:id/restore": ["get"],
  "POST /api/v1/records/:module/bulk": ["get"],
  "POST /api/v1/records/:module/duplicates": ["search"],
  "GET /api/v1/records/:module/duplicates/scan/:scan/groups": ["list", "filter"],
  "POST /api/v1/records/:module/merge": ["get"],
  "POST /api/v1/records/:module/merge/preview": ["get", "related"],
  "GET /api/v1/records/:module/:id/related/:relation": ["related"],
  "GET /api/v1/records/:module/:id/related/:relation/table": ["related", "exported"],
  "POST /api/v1/records/:module/:id/related/:relation/table": ["search"],
  "GET /api/v1/records/:module/:id/history": ["history"],
  "GET /api/v1/records/:module/:id/timeline": ["timeline", "history", "related"],
  "POST /api/v1/records/:module/:id/history/:operation/revert": ["get"],
  "POST /api/v1/records/:module/:id/history/revert": ["get", "asOf"],
  "POST /api/v1/records/:module/:id/actions/:action": ["get"],
  "POST /api/v1/records/:module/aggregate": ["aggregates"],
  "POST /api/v1/records/:module/pulse": ["list", "aggregates", "history"],
  "GET /api/v1/records/:module/:id/stages": ["get", "history"],
  "GET /api/v1/sales/forecast": ["aggregates"],
  "GET /api/v1/search": ["search"],
  "GET /api/v1/exports/:module": ["exported", "views"],
  "GET /api/v1/views": ["views"],
  "POST /api/v1/views": ["views"],
  "PATCH /api/v1/views/:id": ["views"],
  "GET /api/v1/me/starred": ["stars"],
  "GET /api/v1/files/:id": ["files"],
  "GET /api/v1/stream": ["live"],
  "GET /api/v1/modules": ["describe", "rights"],
  "GET /api/v1/modules/:module": ["describe", "rights"],
  "GET /api/openapi.json": ["describe"],
  "POST /api/v1/imports/check": ["search"],
  "POST /api/v1/imports/preview": ["search"],
  "POST /api/v1/operations/undo": ["undo"],
  "GET /api/v1/mass/:id/failures": ["failures"],
  "GET /api/v1/notifications": ["notifications"],
  "GET /api/v1/notifications/muted": ["names"],
  "GET /api/v1/home/followed": ["followed"],
  "GET /api/v1/home/names": ["names"],
  "POST /api/v1/records/:module/:id/presence": ["presence"],
  "GET /api/v1/records/:module/:id/print/:file": ["paper"],
  "GET /api/v1/records/:module/:id/chain": ["chain"],
  "GET /api/v1/records/products/:id/stock": ["stock"],
  "GET /api/v1/sales/price": ["price"],
  "POST /api/v1/sales/low-stock/order": ["list", "get"],
  "GET /api/v1/records/:module/:id/print/mail": ["paper", "list"],
  "POST /api/v1/records/:module/:id/print/mail": ["paper", "get"],
  "GET /api/v1/records/leads/:id/conversion": ["conversion"],
  "POST /api/v1/records/leads/:id/actions/convert": ["conversion"],
  "GET /api/v1/records/:module/duplicates/rules": ["describe"],
  "POST /api/v1/records/emails/:id/actions/retry": ["get"],
};
/** … or here: it returns none, or the caller's own things, or settings that its right guards. */
const RETURNS_NONE =
  /^(GET|POST|PUT|PATCH|DELETE) (\/api\/v1\/(auth|admin|me|setup|session-info|jobs|imports|currencies|mail$|files$|mass\/:id(\/cancel|\/undo)?$|notifications\/(count|read|preferences)$|sales\/(settings|forms\/:module)$|records\/:module\/mass$|records\/:module\/duplicates\/(scan|apart)$|records\/:module\/:id(\/purge|\/star|\/mute|\/shares.*|\/access-request|\/person-archive|\/erase-person|\/related\/:relation)?$|views\/:id$)|\/api\/docs|\/(healthz|readyz|metrics)|\/?\*)/;

let app: TestApp;
let admin: Person;
let user: Person;
const SECRET = "Zyxwvutsecret";
let hiddenId: string;

const stop: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of stop) await end();
});

beforeAll(async () => {
  app = await testApp({ features });
  admin = await setUpApp(app);
  user = await addUser(app, admin, "outsider@example.com");
  // Some routes put work into the queue.
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
  const modules = (await admin.get("/modules")).json<{ data: { name: string }[] }>().data.map(({ name }) => name);
  const levels = (await admin.get("/admin/sharing/defaults")).json<{ data: Record<string, string> }>().data;
  const closed = Object.fromEntries(
    modules.filter((name) => name in levels).map((name) => [name, levels[name] === "parent" ? "parent" : "private"]),
  );
  expect((await admin.send("PUT", "/admin/sharing/defaults", closed)).statusCode).toBe(200);
  const made = await admin.post("/records/contacts", { last_name: SECRET, title: SECRET });
  hiddenId = made.json<{ data: { id: string } }>().data.id;
});

const keyOf = ({ method, url }: Route): string => `${method} ${url}`;

describe("every route", () => {
  test("that returns data of records names the paths by which the fuzz walks it", () => {
    const unknown = app.server.manulRoutes.map(keyOf).filter((key) => !Object.hasOwn(RETURNS_RECORDS, key) && !RETURNS_NONE.test(key));
    expect(unknown, "say in test/access/routes.test.ts by which read paths these return records").toEqual([]);
    const named = Object.values(RETURNS_RECORDS).flat();
    expect(named.filter((path) => !Object.hasOwn(PATHS, path))).toEqual([]);
    // Nothing in the fuzz is there for no route; `match` and the like go with search.
    expect(Object.keys(PATHS).filter((path) => path !== "writes" && !named.includes(path as PathName))).toEqual([]);
  });

  /** Bodies that would do something, were the record open. */
  const bodies = (route: Route): readonly Record<string, unknown>[] => [
    {},
    { version: 1, last_name: "Changed" },
    { ids: [hiddenId] },
    {
      operations: [
        { op: "update", id: hiddenId, version: 1, values: { last_name: "Changed" } },
        { op: "delete", id: hiddenId },
      ],
    },
    {
      survivor: hiddenId,
      records: [
        { id: hiddenId, version: 1 },
        { id: "1", version: 1 },
      ],
    },
    { after: "2000-01-01T00:00:00Z" },
    { measures: [{ fn: "count" }], group_by: ["last_name"] },
    { to: { type: "user", id: "1" }, level: "read" },
    ...(route.url.endsWith("/records/:module") ? [{ last_name: "Mine", reports_to_id: hiddenId }] : []),
  ];
  const addressOf = (route: Route): string =>
    route.url
      .replace(":module", "contacts")
      .replace(":relation", "opportunities")
      .replace(":id", hiddenId)
      .replaceAll(/:\w+/g, "1")
      .replace("*", "");

  test("keeps a record from whom it isn't open: told by none, changed by none", async () => {
    for (const route of app.server.manulRoutes) {
      // The stream stays open, the client's files are nobody's, signing out and uploads are the caller's own.
      if (route.url.endsWith("/stream") || route.url.endsWith("/logout") || route.multipart || route.url.endsWith("*")) continue;
      const query = route.url.endsWith("/search") ? `?q=${SECRET}` : "";
      for (const payload of route.method === "GET" ? [undefined] : bodies(route)) {
        const reply = await user.raw({ method: route.method, url: addressOf(route) + query, ...(payload ? { payload } : {}) });
        const what = `${keyOf(route)} ${JSON.stringify(payload)}: ${reply.statusCode} ${reply.body.slice(0, 300)}`;
        expect(reply.statusCode, what).toBeLessThan(500);
        expect(reply.body.includes(SECRET), what).toBe(false);
      }
    }
    // Records of one's own may have come to be; the other's is as it was.
    const { rows } = await app.database.execute<{ n: number }>(
      `SELECT (SELECT count(*)::int FROM changes WHERE record_id = ${hiddenId}) + (SELECT count(*)::int FROM stars WHERE record_id = ${hiddenId}) + (SELECT count(*)::int FROM record_shares WHERE record_id = ${hiddenId}) AS n`,
    );
    expect(rows[0]?.n).toBe(1);
    expect((await admin.get(`/records/contacts/${hiddenId}`)).json()).toMatchObject({ data: { last_name: SECRET, version: 1 } });
  });

  test("gives its tool to whom a profile gives it, and to nobody else", async () => {
    const profile = await admin.post("/admin/profiles", { name: "Personnel", modules: { "*": { view: true } }, tools: ["users"] });
    const role = await admin.post("/admin/roles", { name: "Personnel", profile_ids: [profile.json<{ data: { id: string } }>().data.id] });
    const clerk = await addUser(app, admin, "clerk@example.com");
    const { user: me } = (await clerk.get("/auth/me")).json<{ user: { id: string } }>();
    await admin.send("PATCH", `/admin/users/${me.id}`, { role_id: role.json<{ data: { id: string } }>().data.id });
    expect((await clerk.get("/admin/users")).statusCode).toBe(200);
    expect((await clerk.post("/admin/users", { email: "new@example.com", name: "New" })).statusCode).toBe(201);
    expect((await clerk.get("/admin/roles")).statusCode).toBe(403);
    // No way up: neither by a role, nor by an administrator's password.
    expect((await clerk.post("/admin/users", { email: "x@example.com", name: "X", is_admin: true })).statusCode).toBe(403);
    expect((await clerk.send("PATCH", `/admin/users/${me.id}`, { role_id: null })).statusCode).toBe(403);
    const ada = (await admin.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    expect((await clerk.send("PATCH", `/admin/users/${ada}`, { password: "correct horse battery" })).statusCode).toBe(403);
    expect((await clerk.send("PATCH", `/records/users/${ada}`, { version: 1, email: "mine@example.com" })).statusCode).toBe(403);
  });
});
