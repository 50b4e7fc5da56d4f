/** From a request to `Ctx`: who, in which language, with which snapshot of the registry. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { companyOf, NO_COMPANY } from "../auth/company.ts";
import type { Caller } from "../auth/callers.ts";
import type { Ctx } from "../context.ts";
import type { Logger } from "pino";
import type { AppContext } from "./app-context.ts";
import type { OpenCtx } from "./route.ts";

const LANGUAGE = /(?:^|,)\s*(en|ru)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([\d.]+))?\s*(?=,|$)/gi;

/** The language of ours that the header prefers, if it names one. */
export function acceptedLanguage(header: string | undefined): Lang | undefined {
  if (header === undefined || header.length > 500) return undefined;
  let best: Lang | undefined;
  let bestWeight = 0;
  for (const [, name, weight] of header.matchAll(LANGUAGE)) {
    const value = weight === undefined ? 1 : Number(weight);
    if (value > bestWeight) [best, bestWeight] = [name?.toLowerCase() === "ru" ? "ru" : "en", value];
  }
  return best;
}

export const languageOf = (request: FastifyRequest, caller: Caller | undefined, fallback: Lang = "en"): Lang =>
  acceptedLanguage(request.headers["accept-language"]) ?? caller?.actor.lang ?? fallback;

export async function requestContext(app: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<Ctx | OpenCtx> {
  const { caller } = request;
  const settings = await app.callers.company();
  const company = settings ? companyOf(settings) : NO_COMPANY;
  let controller: AbortController | undefined;
  return {
    db: app.database,
    ...(caller ? { actor: caller.actor } : {}),
    registry: app.registry.current(),
    company,
    source: caller?.kind === "token" ? "api" : "ui",
    now: new Date(),
    lang: languageOf(request, caller, company.lang),
    log: request.log as Logger,
    depth: 0,
    operations: [],
    ...(caller?.actor.access?.organisation.personal.length ? { revealed: [] } : {}),
    /** Made when somebody asks: most requests end before anybody would. */
    get signal(): AbortSignal {
      if (!controller) {
        const own = (controller = new AbortController());
        if (reply.raw.destroyed) own.abort();
        else reply.raw.once("close", () => (reply.raw.writableFinished ? undefined : own.abort()));
      }
      return controller.signal;
    },
  };
}
