/**
 * Which texts the first page does without. Settings and wizards have more words than everything that people see all
 * day; the build packs those apart (scripts/dictionary-parts.ts), and they come when the first page stands, or as soon
 * as a screen needs one of them.
 */

/** First words of keys. */
export const LATER_WORDS: ReadonlySet<string> = new Set([
  "access",
  "board",
  "calendar",
  "company",
  "convert",
  "currencies",
  "customisation",
  "document",
  "duplicates",
  "field-type",
  "forecast",
  "forgot",
  "import",
  "imports",
  "lead-mapping",
  "lines",
  "mail",
  "merge",
  "notification",
  "numbering",
  "paste",
  "personal",
  "pipelines",
  "print-forms",
  "quotas",
  "rich-text",
  "second-factor",
  "security",
  "set-password",
  "setup",
  "sign-in",
  "sign-in-settings",
  "split",
  "taxes",
]);

/** Of these words, what stands on the first page all the same. */
export const STILL_FIRST: ReadonlySet<string> = new Set([
  "customisation.not-in-menu",
  "duplicates.begin",
  "forecast.title",
  "personal.closed",
]);

export const isLater = (key: string): boolean => LATER_WORDS.has(key.slice(0, key.indexOf("."))) && !STILL_FIRST.has(key);
