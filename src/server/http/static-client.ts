/** The web client: built files with immutable names, and its one page for every address that isn't the API's. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { route, type Answer, type Route } from "./route.ts";

const BUILT = fileURLToPath(new URL("../../../dist/web", import.meta.url));
const ASSETS = "/assets/";
const YEAR = 31_536_000_000;
/** These answer for themselves, with problem documents. */
const NOT_PAGES = /^\/(?:api|healthz|readyz|metrics)(?:\/|$)/;

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Manul</title>
<p>The web client is not built. Run <code>npm run build</code>.</p>
<p>Клиент не собран. Выполните <code>npm run build</code>.</p>`;

/** Every address that no other route takes. */
export const CLIENT_URL = "/*";

/** Gives replies `sendFile`; the route is ours, so that it stands in the list like any other. */
export async function prepareClient(server: FastifyInstance, folder = BUILT): Promise<readonly Route[]> {
  const built = existsSync(folder);
  if (built) await server.register(fastifyStatic, { root: folder, serve: false, preCompressed: true });
  return [
    route({
      method: "GET",
      url: CLIENT_URL,
      right: "public",
      bare: true,
      anyQuery: true,
      summary: "The web client",
      handler: async (_ctx, { request, reply }) => answer(request, reply, built),
    }),
  ];
}

const answered: Answer = { hijacked: true };

function answer(request: FastifyRequest, reply: FastifyReply, built: boolean): Answer {
  const path = decodePath(request.url);
  const isFile = path !== undefined && /\.[a-z0-9]{1,12}$/i.test(path);
  if (path === undefined || NOT_PAGES.test(path) || (!isFile && !wantsPage(request))) {
    reply.callNotFound();
    return answered;
  }
  if (!built) return { status: 503, raw: NOT_BUILT, headers: { "Content-Type": "text/html; charset=utf-8" } };
  const hashed = path.startsWith(ASSETS);
  if (isFile) reply.sendFile(path.slice(1), hashed ? { immutable: true, maxAge: YEAR } : { maxAge: 0 });
  else reply.header("Cache-Control", "no-cache").sendFile("index.html", { cacheControl: false });
  return answered;
}

function decodePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split("?", 1)[0] ?? "");
    return path.includes("\0") ? undefined : path;
  } catch {
    return undefined;
  }
}

const wantsPage = (request: FastifyRequest): boolean => /text\/html|\*\/\*|^$/.test(request.headers.accept ?? "");
