/** Builds the browser client into dist/web; in development it is served by Vite with the API proxied to the server. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { chunkOf } from "./scripts/client-chunks.ts";
import { dictionaryParts } from "./scripts/dictionary-parts.ts";
import { extensionsPlugin } from "./scripts/extensions-plugin.ts";

const api = process.env["API_URL"] ?? "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react(), dictionaryParts(), extensionsPlugin()],
  cacheDir: ".cache/vite",
  resolve: {
    // Too large for a first load; tests run with the real one.
    alias: process.env["VITEST"]
      ? {}
      : { "libphonenumber-js/min": fileURLToPath(new URL("src/web/fields/phone-library.ts", import.meta.url)) },
  },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    // No inlined data: URLs for scripts or modules: the server's content security policy allows 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "base",
              test: /node_modules\/(?:react|react-dom|scheduler|clsx|intl-messageformat|@formatjs|@tanstack\/(?:query-core|react-query|router-core|react-router|history|store|react-store))\//,
            },
            { name: chunkOf, test: /\/(?:src|node_modules)\// },
          ],
        },
      },
    },
    target: "es2023",
    // Browsers with native light-dark(), which the theme is built on.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
  server: { proxy: { "/api": api } },
});
