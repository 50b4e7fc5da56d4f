/** For whoever runs the program: alive, ready, metrics; and the live stream of changes. */
import { Object as ObjectType, String as StringType } from "typebox";
import { AppError } from "../../errors.ts";
import { sql } from "../../db/sql.ts";
import type { AppContext } from "../app-context.ts";
import { callerOf } from "../authenticate.ts";
import { isFeedFull } from "../change-feed.ts";
import { API, okay, route, type Route } from "../route.ts";

const READY_TIMEOUT = 2000;
const Status = ObjectType({ status: StringType() });

/** Fails if the database doesn't answer soon. */
async function databaseAnswers(app: AppContext): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError("unavailable")), READY_TIMEOUT);
  });
  try {
    await Promise.race([app.database.query(sql`SELECT 1`), late]);
  } catch (error) {
    throw new AppError("unavailable", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

export const operationRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: "/healthz",
    right: "public",
    summary: "The process is up",
    reply: { 200: Status },
    bare: true,
    handler: async () => okay({ status: "ok" }),
  }),
  route({
    method: "GET",
    url: "/readyz",
    right: "public",
    summary: "The database answers: requests may come",
    reply: { 200: Status },
    bare: true,
    handler: async () => {
      await databaseAnswers(app);
      return okay({ status: "ready" });
    },
  }),
  route({
    method: "GET",
    url: "/metrics",
    right: "operator",
    summary: "Metrics for Prometheus; from this machine, or with an administrator's token",
    bare: true,
    handler: async () => ({ raw: await app.metrics.registry.metrics(), headers: { "Content-Type": app.metrics.registry.contentType } }),
  }),
  route({
    method: "GET",
    url: `${API}/stream`,
    right: "signed-in",
    summary:
      "Server-sent events: `change` {module, ids, op} (no ids: ask anew), `reset` (ask for everything anew), `registry` {version}, `presence` {module, id}",
    handler: async (ctx, { request, reply }) => {
      if (ctx.actor.kind !== "user") throw new AppError("forbidden");
      if (isFeedFull(app.feed)) throw new AppError("unavailable");
      reply.hijack();
      const headers = Object.fromEntries(
        Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      );
      app.feed.attach(reply.raw, {
        headers,
        userId: ctx.actor.id,
        stillWelcome: async () => {
          const caller = await callerOf(app, request);
          return caller?.pending === undefined ? caller : undefined;
        },
      });
      return { hijacked: true };
    },
  }),
];
