/** Written by scripts/extensions-plugin.ts when the client is built. */
declare module "virtual:extensions" {
  import type { ExtensionClient } from "./extension-client.ts";
  const clients: readonly ExtensionClient[];
  export default clients;
}
