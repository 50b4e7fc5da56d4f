/** The reference page: Swagger UI from its package, with a page and a starting script of our own (CSP: no inline). */
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { AppError } from "../errors.ts";
import { route, type Answer, type Route } from "./route.ts";
import { only, text } from "./schemas.ts";

const FOLDER = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
/** What the page needs of the package, and nothing else of it. */
const FILES: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Manul CRM: API reference</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
/** "Try it out" works in the session of whoever is signed in: writes carry its CSRF token. */
const START = `"use strict";
const session = fetch("/api/v1/session-info", { credentials: "same-origin" }).then((answer) => answer.json());
window.ui = SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  filter: true,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    const { csrf_token: token } = await session;
    if (token && request.method && request.method !== "GET") request.headers["X-CSRF-Token"] = token;
    return request;
  },
});
`;

const sent = (raw: string, type: string): Answer => ({ raw, headers: { "Content-Type": type } });

export const docsRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: "/api/docs",
    right: "public",
    bare: true,
    summary: "This reference, as a page",
    handler: async () => sent(PAGE, "text/html; charset=utf-8"),
  }),
  route({
    method: "GET",
    url: "/api/docs/:file",
    right: "public",
    bare: true,
    summary: "Parts of the reference page",
    params: only({ file: text(100) }),
    handler: async (_ctx, { params: { file } }) => {
      if (file === "start.js") return sent(START, "text/javascript; charset=utf-8");
      const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
      if (type === undefined) throw new AppError("not_found");
      return { raw: createReadStream(path.join(FOLDER, file)), headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" } };
    },
  }),
];
