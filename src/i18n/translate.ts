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

const FIRST = { en: async () => (await import("./en.ts")).en, ru: async () => (await import("./ru.ts")).ru };
const LATER = { en: async () => (await import("./later.en.ts")).later, ru: async () => (await import("./later.ru.ts")).later };
const dictionaries = new Map<Lang, Partial<Dictionary>>();
const laterOnes = new Map<Lang, Promise<void>>();
const whole = new Set<Lang>();
const parsed = new Map<string, IntlMessageFormat>();

/** The texts of the first page (in the server and in tests: all of them). */
export async function loadDictionary(lang: Lang): Promise<void> {
  if (!dictionaries.has(lang)) dictionaries.set(lang, await FIRST[lang]());
}
export const isDictionaryLoaded = (lang: Lang): boolean => dictionaries.has(lang);

/** The texts of the other pages, fetched once; rejects where they can't be reached, and may be called again. */
export function loadLater(lang: Lang): Promise<void> {
  const known = laterOnes.get(lang);
  if (known) return known;
  const load = async (): Promise<void> => {
    try {
      const texts = await LATER[lang]();
      await loadDictionary(lang);
      dictionaries.set(lang, { ...dictionaries.get(lang), ...texts });
      whole.add(lang);
    } catch (error) {
      laterOnes.delete(lang);
      throw error;
    }
  };
  const loading = load();
  laterOnes.set(lang, loading);
  return loading;
}

/** A text that stands in the part of the dictionary which isn't here yet. */
export const isOnItsWay = (lang: Lang, key: MessageKey): boolean => !whole.has(lang) && dictionaries.get(lang)?.[key] === undefined;

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
