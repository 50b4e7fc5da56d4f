/**
 * The one way from a key of the dictionaries to a text: ICU messages, each parsed once per language. Pure: used by
 * the browser as it is; the server has its own dictionaries of errors and uses `formatMessage` with them.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Lang } from "../fieldtypes/field-type.ts";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

export type MessageKey = keyof typeof en;
export type MessageParams = Readonly<Record<string, string | number | Date>>;

const dictionaries: Record<Lang, Record<MessageKey, string>> = { en, ru };
const parsed = new Map<string, IntlMessageFormat>();

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

export const translate = (lang: Lang, key: MessageKey, params?: MessageParams): string =>
  formatMessage(lang, dictionaries[lang][key], params);

/** True for strings that name a message: texts whose key is built at run time (`filter.op.` + operator). */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
