/**
 * The one way from a key of the dictionaries to a text: ICU messages, each parsed once per language. A language's
 * dictionary is fetched when it is first wanted; whoever translates has loaded it before.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Lang } from "../fieldtypes/field-type.ts";
import type { en } from "./en.ts";

export type MessageKey = keyof typeof en;
export type MessageParams = Readonly<Record<string, string | number | Date>>;
type Dictionary = Readonly<Record<MessageKey, string>>;

const dictionaries = new Map<Lang, Dictionary>();
const parsed = new Map<string, IntlMessageFormat>();

export async function loadDictionary(lang: Lang): Promise<void> {
  if (dictionaries.has(lang)) return;
  dictionaries.set(lang, lang === "ru" ? (await import("./ru.ts")).ru : (await import("./en.ts")).en);
}
export const isDictionaryLoaded = (lang: Lang): boolean => dictionaries.has(lang);

/** Formats one ICU message; parsed messages are kept for the life of the process. */
export function formatMessage(lang: Lang, message: string, params?: MessageParams): string {
  if (!message.includes("{") && !message.includes("'")) return message;
  const cacheKey = `${lang}:${message}`;
  let format = parsed.get(cacheKey);
  if (!format) {
    format = new IntlMessageFormat(message, lang, undefined, { ignoreTag: true });
    parsed.set(cacheKey, format);
  }
  return String(format.format(params));
}

/** A key without a text (which doesn't compile) or before its dictionary shows itself. */
export const translate = (lang: Lang, key: MessageKey, params?: MessageParams): string =>
  formatMessage(lang, dictionaries.get(lang)?.[key] ?? key, params);

/** True for strings that name a message: texts whose key is built at run time (`filter.op.` + operator). */
export const isMessageKey = (key: string): key is MessageKey =>
  [...dictionaries.values()].some((dictionary) => Object.hasOwn(dictionary, key));
