/** The address that links in e-mails begin with. */
import type { FastifyRequest } from "fastify";
import type { AppContext } from "./app-context.ts";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * PUBLIC_URL. Without it only what is surely this machine: the Host of a request is the caller's to choose, and a link with
 * a secret in it would go wherever they say. Undefined: no link can be sent.
 */
export function linkBase({ config }: Pick<AppContext, "config">, request: FastifyRequest): string | undefined {
  if (config.publicUrl !== undefined) return config.publicUrl;
  return LOOPBACK.test(request.host) ? `http://${request.host}` : undefined;
}
