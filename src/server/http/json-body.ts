/** How bodies are read: JSON in true UTF-8, without keys that would reach into prototypes; nothing else but uploads. */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { AppError } from "../errors.ts";

export function parseJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeContentTypeParser(["application/json", "text/plain"]);
  server.addContentTypeParser(["application/json", "application/merge-patch+json"], { parseAs: "buffer" }, (request, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    // Wrong bytes would silently become U+FFFD.
    if (!isUtf8(bytes)) return done(new AppError("invalid_json"));
    void parse(request, bytes.toString("utf8"), (error, value: unknown) =>
      error ? done(new AppError("invalid_json", { cause: error })) : done(null, value),
    );
  });
}
