/** The texts of errors in both languages. Every code of server/errors.ts has its title here; details where they help. */
import type { Lang } from "../fieldtypes/field-type.ts";
import { errorsEn, type ErrorTextKey } from "./errors.en.ts";
import { errorsRu } from "./errors.ru.ts";

export type { ErrorTextKey };
export const errorTexts: Readonly<Record<Lang, Readonly<Record<ErrorTextKey, string>>>> = { en: errorsEn, ru: errorsRu };
