/** The interface language: which one is on, switching without reload, and texts, dates and numbers in it. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Label, Lang } from "../fieldtypes/field-type.ts";
import { isDictionaryLoaded, isOnItsWay, loadDictionary, loadLater, translate } from "../i18n/translate.ts";
import type { MessageKey, MessageParams } from "../i18n/translate.ts";
import { setRequestLanguage } from "./api/client.ts";

const STORAGE_KEY = "manul.language";
export const LANGUAGE_NAMES: Record<Lang, string> = { en: "English", ru: "Русский" };

const isLang = (text: string | null | undefined): text is Lang => text === "en" || text === "ru";

/** The browser's own language, for pages before anybody signed in. */
export function guessLanguage(): Lang {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (isLang(kept)) return kept;
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLang);
  return first ?? "en";
}

/** The language of the first page: who is signed in has chosen one, and needn't load another before it. */
export async function firstLanguage(ofUser: Promise<Lang | undefined>): Promise<Lang> {
  if (!isLang(localStorage.getItem(STORAGE_KEY))) {
    const chosen = await ofUser;
    if (chosen) localStorage.setItem(STORAGE_KEY, chosen);
  }
  return guessLanguage();
}

/** What couldn't be reached is asked for again after so many milliseconds. */
const PAUSE = 2000;
const coming = new Map<Lang, Promise<void>>();
/** The texts beyond the first page. Never fails: whoever waits for it looks again afterwards. */
export function moreTexts(lang: Lang): Promise<void> {
  const known = coming.get(lang);
  if (known) return known;
  const come = async (): Promise<void> => {
    try {
      await loadLater(lang);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    coming.delete(lang);
  };
  const next = come();
  coming.set(lang, next);
  return next;
}

interface LanguageState {
  readonly lang: Lang;
  readonly setLang: (lang: Lang) => void;
}
const LanguageContext = createContext<LanguageState>({ lang: "en", setLang: () => {} });

/** Stands over everything; the guessed language's dictionary is loaded before it is drawn (main.tsx). */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [lang, setState] = useState<Lang>(() => {
    const guessed = guessLanguage();
    setRequestLanguage(guessed);
    return guessed;
  });
  const setLang = useCallback((next: Lang) => {
    localStorage.setItem(STORAGE_KEY, next);
    setRequestLanguage(next);
    if (isDictionaryLoaded(next)) return setState(next);
    const load = async (): Promise<void> => {
      await Promise.all([loadDictionary(next), moreTexts(next)]);
      setState(next);
    };
    return void load();
  }, []);
  useEffect(() => void (document.documentElement.lang = lang), [lang]);
  const state = useMemo(() => ({ lang, setLang }), [lang, setLang]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageState => useContext(LanguageContext);
export const useLang = (): Lang => useContext(LanguageContext).lang;

export type Translate = (key: MessageKey, params?: MessageParams) => string;
/** Texts of the interface by key. */
export function useT(): Translate {
  const lang = useLang();
  return useCallback(
    (key, params) => {
      // A screen that needs more texts than the first page waits for them as it waits for its code.
      // oxlint-disable-next-line typescript/only-throw-error -- this is how a component says what it waits for where no hook can
      if (isOnItsWay(lang, key)) throw moreTexts(lang);
      return translate(lang, key, params);
    },
    [lang],
  );
}
/** Texts of the declarations (modules, fields, options), which carry both languages. */
export function useLabel(): (label: Label) => string {
  const lang = useLang();
  return useCallback((label) => label[lang] || label.en, [lang]);
}

/** Moments for people, in the user's time zone. */
export function formatMoment(iso: string, lang: Lang, timezone: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone: timezone }).format(new Date(iso));
}

const STEPS: readonly (readonly [limit: number, divisor: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [60, 1, "second"],
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [7 * 86_400, 86_400, "day"],
];
/** "5 minutes ago" for the last week, else the date. */
export function formatAgo(iso: string, lang: Lang, timezone: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [limit, divisor, unit] of STEPS)
    if (Math.abs(seconds) < limit)
      return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(Math.round(seconds / divisor), unit);
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: timezone }).format(new Date(iso));
}
