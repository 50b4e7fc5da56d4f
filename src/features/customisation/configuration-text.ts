/** A configuration document as text, for people and version control: JSON, or YAML. Pure: the same on the command line, in routes and in the browser. */
import { parse, stringify } from "yaml";

export const CONFIGURATION_FORMATS = ["json", "yaml"] as const;
export type ConfigurationFormat = (typeof CONFIGURATION_FORMATS)[number];

/** The same document gives the same text. */
export const writeConfiguration = (document: unknown, format: ConfigurationFormat): string =>
  format === "yaml" ? stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }) : `${JSON.stringify(document, null, 2)}\n`;

/** Of either format; throws a SyntaxError where it is neither. */
export function readConfiguration(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.trimStart().startsWith("{")) return JSON.parse(plain);
  try {
    return parse(plain, { maxAliasCount: 0 });
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** What a file's name says of its format. */
export const formatOf = (file: string): ConfigurationFormat => (/\.ya?ml$/i.test(file) ? "yaml" : "json");
