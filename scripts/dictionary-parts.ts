/** Packs the texts that the first page does without apart from the others (src/i18n/later.ts). */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { isLater } from "../src/i18n/later.ts";

const FOLDER = path.resolve(import.meta.dirname, "../src/i18n");
const DICTIONARY = /^(later\.)?(en|ru)\.ts$/;

export const dictionaryParts = (): Plugin => ({
  name: "dictionary-parts",
  apply: "build",
  async load(id) {
    const found = path.dirname(id) === FOLDER ? DICTIONARY.exec(path.basename(id)) : null;
    const lang = found?.[2];
    if (!found || lang === undefined) return null;
    const later = found[1] !== undefined;
    const module = (await import(pathToFileURL(path.join(FOLDER, `${lang}.ts`)).href)) as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    const texts = Object.entries(module[lang] ?? {}).filter(([key]) => isLater(key) === later);
    return `export const ${later ? "later" : lang} = ${JSON.stringify(Object.fromEntries(texts))};`;
  },
});
