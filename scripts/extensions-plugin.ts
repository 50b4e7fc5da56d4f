/** Packs the browser halves of extensions into the client: a module that imports the `client` file of each that EXTENSIONS names. */
import { clientFile, extensionNames } from "../src/server/extension-files.ts";

const MODULE = "virtual:extensions";

/** The module's text. */
export function clientModule(list: string): string {
  const files = extensionNames(list).flatMap((name) => clientFile(name) ?? []);
  const imports = files.map((file, i) => `import e${i} from ${JSON.stringify(file)};\n`);
  return `${imports.join("")}export default [${files.map((_, i) => `e${i}`).join(", ")}];\n`;
}

export const extensionsPlugin = () => ({
  name: "extensions",
  resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : null),
  load: (id: string) => (id === `\0${MODULE}` ? clientModule(process.env["EXTENSIONS"] ?? "") : null),
});
